package io.streamgauge.protocol.schema;

/** Which way a message travels on its connection. */
public enum Direction {
  /** From the client to the broker. */
  REQUEST,
  /** From the broker to the client. */
  RESPONSE
}
