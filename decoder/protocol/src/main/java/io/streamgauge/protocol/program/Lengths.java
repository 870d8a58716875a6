package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Lengths and counts that lie whole in a piece, read without surprises: packed as the value above
 * {@link #BITS} bits for the bytes they take. −1 stands for null.
 */
public final class Lengths {
  /** A length that is not whole in the piece or not allowed: negative as no packed length is. */
  public static final long ABNORMAL = Long.MIN_VALUE;

  /** A packed length is the value above this many bits of bytes read. */
  public static final int BITS = 3;

  /** Of the bytes read. */
  public static final int MASK = (1 << BITS) - 1;

  /** Set in each byte of a varint but its last. */
  private static final int CONTINUATION_BITS = 0x8080_8080;

  private Lengths() {}

  /** An unsigned varint, one more than the length. */
  public static long compact(ByteBuffer buffer, int at, int end, boolean nullable) {
    long varint = varint(buffer, at, end);
    // packed or abnormal, it stays so one lower
    return (varint >> BITS) > 0 || (nullable && varint >= 0) ? varint - (1 << BITS) : ABNORMAL;
  }

  /** An int16. */
  public static long small(ByteBuffer buffer, int at, int end, boolean nullable) {
    return Short.BYTES > end - at ? ABNORMAL : packed(buffer.getShort(at), Short.BYTES, nullable);
  }

  /** An int32. */
  public static long wide(ByteBuffer buffer, int at, int end, boolean nullable) {
    return Integer.BYTES > end - at ? ABNORMAL : packed(buffer.getInt(at), Integer.BYTES, nullable);
  }

  private static long packed(long value, int bytes, boolean nullable) {
    return value >= 0 || (nullable && value == -1) ? (value << BITS) | bytes : ABNORMAL;
  }

  /**
   * An unsigned varint of up to four bytes, packed; {@link #ABNORMAL} if it is longer or too close
   * to the end. Without a loop, which would cost a branch per byte.
   */
  private static long varint(ByteBuffer buffer, int at, int end) {
    if (at < end) {
      int first = buffer.get(at);
      if (first >= 0) {
        return ((long) first << BITS) | 1;
      }
    }
    return end - at < Integer.BYTES ? ABNORMAL : longVarint(buffer.getInt(at));
  }

  private static long longVarint(int raw) {
    int lastBytes = ~raw & CONTINUATION_BITS;
    if (lastBytes == 0) {
      return ABNORMAL;
    }
    int bytes = Integer.numberOfLeadingZeros(lastBytes) / Byte.SIZE + 1;
    int value =
        ((raw >>> 24) & 0x7f)
            | (((raw >>> 16) & 0x7f) << 7)
            | (((raw >>> 8) & 0x7f) << 14)
            | ((raw & 0x7f) << 21);
    return ((long) (value & ((1 << (7 * bytes)) - 1)) << BITS) | bytes;
  }
}
