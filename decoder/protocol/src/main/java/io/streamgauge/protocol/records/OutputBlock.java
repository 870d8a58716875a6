package io.streamgauge.protocol.records;

/** A buffer for one decompressed block; grows in powers of two and is kept. */
final class OutputBlock {
  private static final int FIRST_BYTES = 64 << 10;

  private byte[] bytes = new byte[FIRST_BYTES];

  /**
   * At least {@code capacity} bytes.
   *
   * @param capacity checked against the limits by the caller
   */
  byte[] ofAtLeast(int capacity) {
    if (bytes.length < capacity) {
      bytes = new byte[Integer.highestOneBit(capacity - 1) << 1];
    }
    return bytes;
  }
}
