package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.protocol.exchange.ConnectionStatistics;

/** One TCP connection that was found to speak Kafka. */
public interface Connection {
  /** The client's end. */
  Endpoint client();

  /** The broker's end: its listener as seen on the wire. */
  Endpoint broker();

  /** Whether the connection was opened while the capture ran (its SYN was seen). */
  boolean seenFromStart();

  /** Whether it is carried by TLS, and was decrypted. */
  boolean isEncrypted();

  /** Once it is closed: whether it ended itself, and not merely the capture. */
  boolean hasEnded();

  /** Live totals of the connection; valid on the pipeline's thread. */
  ConnectionStatistics statistics();
}
