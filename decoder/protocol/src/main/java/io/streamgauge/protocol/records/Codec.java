package io.streamgauge.protocol.records;

/** How a batch is compressed. */
public enum Codec {
  NONE,
  GZIP,
  SNAPPY,
  LZ4,
  ZSTD,
  /** Codes 5 to 7, which Kafka does not define. */
  UNKNOWN;

  /**
   * The codec of a batch.
   *
   * @param code the low three bits of its attributes
   */
  static Codec of(int code) {
    return switch (code) {
      case 0 -> NONE;
      case 1 -> GZIP;
      case 2 -> SNAPPY;
      case 3 -> LZ4;
      case 4 -> ZSTD;
      default -> UNKNOWN;
    };
  }
}
