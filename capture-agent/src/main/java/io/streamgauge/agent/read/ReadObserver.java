package io.streamgauge.agent.read;

import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Passes what a pipeline finds to a writer, and learns topic names on the way. */
public final class ReadObserver implements ExchangeObserver {
  private final ExchangeWriter writer;
  private final TopicNames names;
  private final boolean flushEach;
  private long exchanges;
  private long anomalies;

  /**
   * @param writer the output format
   * @param names what the writer resolves topic ids with
   * @param flushEach whether each line is handed on at once: the input may be live
   */
  public ReadObserver(ExchangeWriter writer, TopicNames names, boolean flushEach) {
    this.writer = writer;
    this.names = names;
    this.flushEach = flushEach;
  }

  /** Exchanges passed on so far. */
  public long exchanges() {
    return exchanges;
  }

  /** Anomalies passed on so far. */
  public long anomalies() {
    return anomalies;
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        names.learn(exchange.details());
        exchanges++;
        try {
          writer.write(connection, exchange);
          if (flushEach) {
            writer.flush();
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        anomalies++;
        try {
          writer.write(connection, anomaly);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
