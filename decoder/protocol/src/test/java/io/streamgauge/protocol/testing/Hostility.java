package io.streamgauge.protocol.testing;

import java.util.Arrays;
import java.util.Random;

/** What somebody does to good bytes who wants a decoder to fail. */
public final class Hostility {
  private static final int[] EXTREMES = {
    0,
    1,
    -1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1 << 30,
    0x00ff_ffff,
    0x7fff,
    0x8000,
    0xffff,
    65_536,
    100 << 20
  };

  /** Unsigned varints that claim 2^31 - 2, 2^32 - 2, and what has no end. */
  private static final byte[][] VARINTS = {
    {-1, -1, -1, -1, 7}, {-1, -1, -1, -1, 15}, {-1, -1, -1, -1, -1}, {-128, -128, -128, -128, 0}
  };

  private Hostility() {}

  /** A copy with one change; {@code second} lends bytes. */
  public static byte[] mutate(byte[] good, byte[] second, Random random) {
    byte[] bad = good.clone();
    if (bad.length == 0) {
      return bytes(random, 20);
    }
    int at = random.nextInt(bad.length);
    switch (random.nextInt(7)) {
      case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bad[at] = (byte) random.nextInt();
      case 2 -> claim(bad, at, EXTREMES[random.nextInt(EXTREMES.length)], 1 + random.nextInt(4));
      case 3 -> put(bad, at, VARINTS[random.nextInt(VARINTS.length)]);
      case 4 -> bad = Arrays.copyOf(bad, at);
      case 5 -> bad = splice(bad, at, second, random);
      default -> {
        int from = random.nextInt(bad.length);
        put(bad, at, Arrays.copyOfRange(bad, from, Math.min(bad.length, from + 40)));
      }
    }
    return bad;
  }

  /** Writes the last {@code width} bytes of a number, as far as there is room. */
  public static void claim(byte[] bytes, int at, int value, int width) {
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> (Byte.SIZE * (width - 1 - i)));
    }
  }

  private static void put(byte[] bytes, int at, byte[] source) {
    System.arraycopy(source, 0, bytes, at, Math.min(source.length, bytes.length - at));
  }

  private static byte[] splice(byte[] first, int at, byte[] second, Random random) {
    int from = second.length == 0 ? 0 : random.nextInt(second.length);
    byte[] joined = Arrays.copyOf(first, at + second.length - from);
    System.arraycopy(second, from, joined, at, second.length - from);
    return joined;
  }

  /** Up to {@code most} bytes, of which many look like lengths. */
  public static byte[] bytes(Random random, int most) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
      return bytes;
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(3));
    }
    return bytes;
  }

  /** A size of a gap: usual, at a limit, or absurd. */
  public static long size(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> 1;
      case 1 -> 1 + random.nextInt(5_000);
      case 2 -> Integer.MAX_VALUE;
      case 3 -> 1L << (31 + random.nextInt(10));
      default -> Long.MAX_VALUE;
    };
  }
}
