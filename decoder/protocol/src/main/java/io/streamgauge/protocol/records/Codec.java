package io.streamgauge.protocol.records;

/** How a batch is compressed; the ordinal is the wire's code. */
public enum Codec {
  NONE,
  GZIP,
  SNAPPY,
  LZ4,
  ZSTD,
  /** Codes 5 to 7, which Kafka does not define. */
  UNKNOWN;

  private static final Codec[] BY_CODE = values();

  /**
   * @param code the low three bits of a batch's attributes
   */
  static Codec of(int code) {
    return BY_CODE[Math.min(code, UNKNOWN.ordinal())];
  }
}
