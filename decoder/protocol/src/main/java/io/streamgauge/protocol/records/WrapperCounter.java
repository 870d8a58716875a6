package io.streamgauge.protocol.records;

/**
 * Counts the messages that a compressed magic-0/1 message wraps, by decompressing its value
 * piecewise.
 */
final class WrapperCounter {
  private final RecordLimits limits;
  private long work;
  private final InnerMessages messages = new InnerMessages();
  private final GzipReader gzip = new GzipReader();
  private final SnappyReader snappy = new SnappyReader();
  private final Lz4FrameReader lz4 = new Lz4FrameReader();

  WrapperCounter(RecordLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts.
   *
   * @param freeOutput bytes that it may decompress to whatever the ratio
   * @return whether {@link #messages} now holds the answer: false when the value is damaged or too
   *     large
   */
  boolean count(Codec codec, byte[] value, int length, int freeOutput) {
    messages.begin(limits.outputOf(length, freeOutput));
    try {
      return read(codec, value, length) && messages.isComplete();
    } finally {
      work = messages.outputUsed() + (long) wipe();
    }
  }

  private boolean read(Codec codec, byte[] value, int length) {
    return switch (codec) {
      case GZIP -> gzip.read(value, length, messages);
      case SNAPPY -> snappy.read(value, length, messages);
      case LZ4 -> lz4.read(value, length, messages);
      case NONE, ZSTD, UNKNOWN -> false;
    };
  }

  /** Returns how many bytes were overwritten. */
  private int wipe() {
    return gzip.wipe() + snappy.wipe() + lz4.wipe();
  }

  /** Bytes that the last set made it decompress and overwrite. */
  long work() {
    return work;
  }

  InnerMessages messages() {
    return messages;
  }
}
