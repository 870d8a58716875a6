package io.streamgauge.protocol.details.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Compares and hashes short runs of bytes, eight at a time. Buffers are big-endian. */
public final class ByteRuns {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** An odd number without pattern: 2^64 divided by the golden ratio. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private ByteRuns() {}

  /** Whether the {@code length} bytes at {@code offset} are exactly those of {@code key}. */
  public static boolean equal(byte[] key, ByteBuffer buffer, int offset, int length) {
    if (key.length != length) {
      return false;
    }
    int last = length - Long.BYTES;
    if (last < 0) {
      return equalShort(key, buffer, offset, length);
    }
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) LONGS.get(key, i) != buffer.getLong(offset + i)) {
        return false;
      }
    }
    // overlaps what was compared before, unless the length is a multiple of eight
    return (long) LONGS.get(key, last) == buffer.getLong(offset + last);
  }

  private static boolean equalShort(byte[] key, ByteBuffer buffer, int offset, int length) {
    int last = length - Integer.BYTES;
    if (last >= 0) {
      return (int) INTS.get(key, 0) == buffer.getInt(offset)
          && (int) INTS.get(key, last) == buffer.getInt(offset + last);
    }
    for (int i = 0; i < length; i++) {
      if (key[i] != buffer.get(offset + i)) {
        return false;
      }
    }
    return true;
  }

  /** A hash of the {@code length} bytes at {@code offset}; its low bits are good. */
  static int hash(ByteBuffer buffer, int offset, int length) {
    long hash = length * MIX;
    int last = length - Long.BYTES;
    if (last < 0) {
      return shortHash(hash, buffer, offset, length);
    }
    // two chains of multiplications, which do not wait for each other
    long other = ~hash;
    int i = 0;
    for (; i < last - Long.BYTES; i += 2 * Long.BYTES) {
      hash = (hash ^ buffer.getLong(offset + i)) * MIX;
      hash ^= hash >>> Integer.SIZE;
      other = (other ^ buffer.getLong(offset + i + Long.BYTES)) * MIX;
      other ^= other >>> Integer.SIZE;
    }
    if (i < last) {
      hash = (hash ^ buffer.getLong(offset + i)) * MIX;
      hash ^= hash >>> Integer.SIZE;
    }
    return spread(hash ^ (Long.rotateLeft(other, 1) * MIX) ^ buffer.getLong(offset + last));
  }

  private static int shortHash(long seed, ByteBuffer buffer, int offset, int length) {
    long hash = seed;
    for (int i = 0; i < length; i++) {
      hash = hash << Byte.SIZE ^ hash >>> (Long.SIZE - Byte.SIZE) ^ buffer.get(offset + i);
    }
    return spread(hash);
  }

  private static int spread(long hash) {
    return (int) ((hash * MIX) >>> Integer.SIZE);
  }
}
