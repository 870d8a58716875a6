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
   * @param most how many of them can be written at most, by what the codec can make of the input
   */
  byte[] ofAtLeast(int capacity, long most) {
    if (bytes.length < capacity) {
      bytes = new byte[Integer.highestOneBit(capacity - 1) << 1];
    }
    used = (int) Math.max(used, Math.min(capacity, most));
    return bytes;
  }

  /** Overwrites what was written since the last time; returns how many bytes. */
  int wipe() {
    int wiped = used;
    Arrays.fill(bytes, 0, wiped, (byte) 0);
    used = 0;
    return wiped;
  }
}
