package io.streamgauge.agent.read;

import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import java.io.Closeable;
import java.io.IOException;

/** One output format of {@code read}. Streams: what it gets is written, not kept. */
public interface ExchangeWriter extends Closeable {
  /** One exchange, in order of completion; valid only during the call. */
  void write(Connection connection, Exchange exchange) throws IOException;

  /** Something on a Kafka connection that could not be read. */
  void write(Connection connection, Anomaly anomaly) throws IOException;

  /** Hands on what is buffered. */
  void flush() throws IOException;

  /** The capture ended: writes what comes last and hands it on. */
  @Override
  void close() throws IOException;
}
