package io.streamgauge.exporters.prometheus;

import io.streamgauge.events.v1.ExponentialHistogram;

/**
 * Folds an exponential histogram of nanoseconds into classic cumulative buckets.
 *
 * <p>Bounds are powers of two of a nanosecond, 2^14 (16 µs) to 2^37 (137 s). At scale 0 and above a
 * power of two is always the upper bound of a bucket (OpenTelemetry's data model), so nothing is
 * interpolated. Below scale 0, which needs values 2^160 apart, a bucket counts at the first bound
 * that holds all of it.
 */
final class ClassicBuckets {
  static final int FIRST_POWER = 14;
  static final int LAST_POWER = 37;
  private static final double NANOS = 1e9;

  private ClassicBuckets() {}

  /** Number of finite bounds. */
  static int size() {
    return LAST_POWER - FIRST_POWER + 1;
  }

  /** A bound in seconds, as the {@code le} label shows it. */
  static String bound(int index) {
    return Double.toString(Math.scalb(1.0, FIRST_POWER + index) / NANOS);
  }

  /** Values at or below each bound. */
  static long[] cumulative(ExponentialHistogram histogram) {
    long[] counts = new long[size()];
    long below = histogram.getZeroCount();
    int bucket = 0;
    for (int i = 0; i < counts.length; i++) {
      while (bucket < histogram.getBucketCountsCount()
          && upperPower(histogram, bucket) <= FIRST_POWER + i) {
        below += histogram.getBucketCounts(bucket++);
      }
      counts[i] = below;
    }
    return counts;
  }

  /** Log2 of a bucket's inclusive upper bound. */
  private static double upperPower(ExponentialHistogram histogram, int bucket) {
    return Math.scalb((double) histogram.getOffset() + bucket + 1, -histogram.getScale());
  }
}
