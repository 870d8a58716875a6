package io.streamgauge.protocol.records;

import java.util.Arrays;

/** A buffer for one decompressed block; grows in powers of two and is kept, but not its content. */
final class OutputBlock {
  private static final int FIRST_BYTES = 64 << 10;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int used;

  /**
   * At least {@code capacity} bytes.
   *
   * @param capacity checked against the limits by the caller
   */
  byte[] ofAtLeast(int capacity) {
    if (bytes.length < capacity) {
      bytes = new byte[Integer.highestOneBit(capacity - 1) << 1];
    }
    used = Math.max(used, capacity);
    return bytes;
  }

  /** Overwrites everything that was lent since the last time. */
  void wipe() {
    Arrays.fill(bytes, 0, used, (byte) 0);
    used = 0;
  }
}
