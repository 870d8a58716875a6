package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.events.v1.ConnectionKind;

/** Receives what a {@link CapturePipeline} finds, on its thread. */
public interface ExchangeObserver {
  /**
   * A connection turned out to be Kafka; its first exchange follows.
   *
   * @return who receives its exchanges; never null
   */
  ConnectionObserver onConnection(Connection connection);

  /**
   * Bytes of a TLS connection whose broker side is known by port or SYN.
   *
   * @param broker the broker's end
   * @param bytes payload bytes, 1 or more
   */
  default void onOpaqueBytes(Endpoint broker, long bytes) {}

  /**
   * A connection whose broker side is known counts as one of a kind from now on, or no longer does.
   * Told of those that are not, or not yet, known to be readable Kafka: for the others comes {@link
   * #onConnection}.
   *
   * @param broker the broker's end
   * @param open whether one more is open
   */
  default void onUnread(Endpoint broker, ConnectionKind kind, boolean open) {}

  /**
   * Packet time moved on, before the packet of that time is looked at. Never falls.
   *
   * @param timestampNanos nanoseconds since the epoch
   */
  default void onTime(long timestampNanos) {}
}
