package io.streamgauge.events;

import java.math.BigInteger;

/** Exact bucket indexes: integer comparison against 2^(63 + j/16), no floating point. */
final class BucketIndex {
  private static final int PER_OCTAVE = 1 << ExponentialHistogram.MAX_SCALE;

  /** floor(2^(63 + j / 16)) as unsigned longs; all have the top bit set, so signed order holds. */
  private static final long[] BOUNDARIES = boundaries();

  private BucketIndex() {}

  private static long[] boundaries() {
    long[] result = new long[PER_OCTAVE];
    for (int j = 0; j < PER_OCTAVE; j++) {
      BigInteger power = BigInteger.ONE.shiftLeft(63 * PER_OCTAVE + j);
      for (int root = 0; root < ExponentialHistogram.MAX_SCALE; root++) {
        power = power.sqrt();
      }
      result[j] = power.longValue();
    }
    return result;
  }

  /**
   * Index of the bucket of {@code value} at the finest scale.
   *
   * @param value 1 or more
   */
  static int ofMaxScale(long value) {
    int leadingZeros = Long.numberOfLeadingZeros(value);
    long mantissa = value << leadingZeros;
    int below = -1;
    int from = 0;
    int to = PER_OCTAVE - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      if (mantissa > BOUNDARIES[middle]) {
        below = middle;
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return (63 - leadingZeros) * PER_OCTAVE + below;
  }

  /** Upper bound of a bucket, which belongs to it; rounded to a double. */
  static double upperBound(int index, int scale) {
    return Math.pow(2, (index + 1) / (double) (1 << scale));
  }
}
