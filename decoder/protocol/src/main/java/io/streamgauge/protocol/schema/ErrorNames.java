package io.streamgauge.protocol.schema;

/** Names of Kafka's error codes. The schemas do not carry them. */
public final class ErrorNames {
  private ErrorNames() {}

  /** Kafka's name, such as {@code NOT_LEADER_OR_FOLLOWER}; the bare number for an unknown code. */
  public static String of(int code) {
    return Integer.toString(code);
  }
}
