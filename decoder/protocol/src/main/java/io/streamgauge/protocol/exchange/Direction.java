package io.streamgauge.protocol.exchange;

/** Which way bytes travel on a Kafka connection. */
public enum Direction {
  /** From the client to the broker. */
  REQUEST,
  /** From the broker to the client. */
  RESPONSE
}
