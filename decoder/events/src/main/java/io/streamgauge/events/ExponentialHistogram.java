package io.streamgauge.events;

import java.util.Arrays;

/**
 * A mutable base-2 exponential histogram of non-negative integers, as OpenTelemetry defines it:
 * bucket {@code i} counts values in {@code (2^(i / 2^scale), 2^((i + 1) / 2^scale)]}.
 *
 * <p>Starts at scale {@value #MAX_SCALE} and halves its resolution when the values span more than
 * {@value #MAX_BUCKETS} buckets. All of {@code long} fits at scale {@value #MIN_SCALE}, so every
 * power of two is a bucket boundary at every scale and folding into classic buckets at powers of
 * two is exact. The state is a function of the multiset of values: neither the order of values nor
 * the grouping of merges shows.
 *
 * <p>The sum is exact and stays at {@link Long#MAX_VALUE} (292 years in nanoseconds) once reached.
 * Not thread-safe. {@link #record} allocates nothing once the bucket array has grown, which it does
 * at most four times; {@link #clear} keeps the array.
 */
public final class ExponentialHistogram {
  /** Finest scale: 16 buckets per power of two, each 4.4 % wide. */
  public static final int MAX_SCALE = 4;

  /** Coarsest scale that is ever needed, and the coarsest accepted from the wire. */
  public static final int MIN_SCALE = 1;

  /** Most buckets kept. */
  public static final int MAX_BUCKETS = 160;

  private static final int INITIAL_BUCKETS = 16;

  private int scale = MAX_SCALE;
  private long[] buckets = new long[INITIAL_BUCKETS];
  private int low;
  private int used;
  private long zeroCount;
  private long count;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;

  /** The values of a message that has been checked. */
  static ExponentialHistogram ofChecked(io.streamgauge.events.v1.ExponentialHistogram message) {
    ExponentialHistogram result = new ExponentialHistogram();
    result.mergeChecked(message);
    return result;
  }

  /** Adds the values of a message that has been checked. */
  void mergeChecked(io.streamgauge.events.v1.ExponentialHistogram message) {
    for (int i = 0; i < message.getBucketCountsCount(); i++) {
      if (message.getBucketCounts(i) != 0) {
        addToBucket(message.getOffset() + i, message.getScale(), message.getBucketCounts(i));
      }
    }
    count += message.getCount();
    zeroCount += message.getZeroCount();
    if (message.getCount() > 0) {
      addScalars(message.getSum(), message.getMin(), message.getMax());
    }
  }

  /** Adds one value. A negative value counts as 0: the clocks of packets may step back. */
  public void record(long value) {
    long v = Math.max(0, value);
    if (v == 0) {
      zeroCount++;
    } else {
      addToBucket(BucketIndex.ofMaxScale(v), MAX_SCALE, 1);
    }
    count++;
    addScalars(v, v, v);
  }

  /** Adds all values of {@code other}, which stays as it is and may be this histogram. */
  public void merge(ExponentialHistogram other) {
    if (other.count == 0) {
      return;
    }
    if (other == this) {
      merge(copy());
      return;
    }
    for (int i = 0; i < other.used; i++) {
      if (other.buckets[i] != 0) {
        addToBucket(other.low + i, other.scale, other.buckets[i]);
      }
    }
    zeroCount += other.zeroCount;
    count += other.count;
    addScalars(other.sum, other.min, other.max);
  }

  /**
   * Raises every bucket, the zero count and the sum to at least those of {@code other}; the count
   * follows the buckets. Meant for two states of one cumulative histogram: no folded bucket falls.
   */
  public void raiseTo(ExponentialHistogram other) {
    if (other.count == 0) {
      return;
    }
    ExponentialHistogram raised = other.copy();
    int common = commonScale(raised);
    coarsenTo(common);
    raised.coarsenTo(common);
    for (int i = 0; i < raised.used; i++) {
      long missing = raised.buckets[i] - bucketCount(raised.low + i);
      if (missing > 0) {
        addToBucket(raised.low + i, common, missing);
        count += missing;
      }
    }
    long missingZeros = Math.max(0, raised.zeroCount - zeroCount);
    zeroCount += missingZeros;
    count += missingZeros;
    sum = Math.max(sum, raised.sum);
    min = Math.min(min, raised.min);
    max = Math.max(max, raised.max);
  }

  /** Forgets all values and goes back to the finest scale; keeps the memory. */
  public void clear() {
    Arrays.fill(buckets, 0, used, 0);
    scale = MAX_SCALE;
    low = 0;
    used = 0;
    zeroCount = 0;
    count = 0;
    sum = 0;
    min = Long.MAX_VALUE;
    max = 0;
  }

  /** An independent histogram of the same values. */
  public ExponentialHistogram copy() {
    ExponentialHistogram copy = new ExponentialHistogram();
    copy.scale = scale;
    copy.buckets = buckets.clone();
    copy.low = low;
    copy.used = used;
    copy.zeroCount = zeroCount;
    copy.count = count;
    copy.sum = sum;
    copy.min = min;
    copy.max = max;
    return copy;
  }

  public long count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** Exact sum of the values; {@link Long#MAX_VALUE} once it no longer fits. */
  public long sum() {
    return sum;
  }

  public long zeroCount() {
    return zeroCount;
  }

  /** Smallest value; 0 if empty. */
  public long min() {
    return count == 0 ? 0 : min;
  }

  /** Largest value; 0 if empty. */
  public long max() {
    return max;
  }

  /** {@value #MIN_SCALE} to {@value #MAX_SCALE}. */
  public int scale() {
    return scale;
  }

  /** Index of the first bucket in use; 0 if none is. */
  public int lowestIndex() {
    return low;
  }

  /** Number of consecutive buckets from {@link #lowestIndex()}; 0 to {@value #MAX_BUCKETS}. */
  public int bucketsUsed() {
    return used;
  }

  /** Values in the bucket with this index at the present {@link #scale()}; 0 outside. */
  public long bucketCount(int index) {
    int position = index - low;
    return position < 0 || position >= used ? 0 : buckets[position];
  }

  /**
   * Number of values ≤ 2^exponent, exactly.
   *
   * @param exponent 0 to 62; below 0 only zeros are counted, above 62 everything is
   */
  public long cumulativeCountAtOrBelowPowerOfTwo(int exponent) {
    if (exponent < 0) {
      return zeroCount;
    }
    if (exponent > 62) {
      return count;
    }
    long total = zeroCount;
    int last = Math.min((exponent << scale) - 1 - low, used - 1);
    for (int i = 0; i <= last; i++) {
      total += buckets[i];
    }
    return total;
  }

  /**
   * The value below which a share {@code q} of the values lies: the geometric middle of its bucket,
   * kept within {@link #min()} and {@link #max()}; off by at most half a bucket.
   *
   * @param q 0 to 1
   * @return NaN if empty
   */
  public double quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("quantile must be 0 to 1: " + q);
    }
    if (count == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(q * count));
    long seen = zeroCount;
    if (rank <= seen) {
      return 0;
    }
    for (int i = 0; i < used; i++) {
      seen += buckets[i];
      if (rank <= seen) {
        double middle =
            BucketIndex.upperBound(low + i, scale) * Math.pow(2, -0.5 / (double) (1 << scale));
        return Math.min(Math.max(middle, (double) min), (double) max);
      }
    }
    return max;
  }

  private void addScalars(long addedSum, long addedMin, long addedMax) {
    long total = sum + addedSum;
    sum = total < 0 ? Long.MAX_VALUE : total;
    min = Math.min(min, addedMin);
    max = Math.max(max, addedMax);
  }

  /** The finest scale at which the buckets of both fit. */
  private int commonScale(ExponentialHistogram other) {
    int common = Math.min(scale, other.scale);
    if (used == 0 || other.used == 0) {
      return used == 0 ? other.scale : scale;
    }
    while (true) {
      int first = Math.min(low >> (scale - common), other.low >> (other.scale - common));
      int last = Math.max(high() >> (scale - common), other.high() >> (other.scale - common));
      if (last - first < MAX_BUCKETS) {
        return common;
      }
      common--;
    }
  }

  private int high() {
    return low + used - 1;
  }

  private void addToBucket(int index, int indexScale, long values) {
    coarsenTo(indexScale);
    int first;
    int last;
    int i;
    while (true) {
      i = index >> (indexScale - scale);
      first = used == 0 ? i : Math.min(low, i);
      last = used == 0 ? i : Math.max(high(), i);
      if (last - first < MAX_BUCKETS) {
        break;
      }
      coarsenTo(scale - 1);
    }
    makeRoom(first, last);
    buckets[i - low] += values;
  }

  private void makeRoom(int first, int last) {
    int needed = last - first + 1;
    if (needed > buckets.length) {
      int doubled = Math.min(MAX_BUCKETS, buckets.length * 2);
      buckets = Arrays.copyOf(buckets, Math.max(needed, doubled));
    }
    int shift = used == 0 ? 0 : low - first;
    if (shift > 0) {
      System.arraycopy(buckets, 0, buckets, shift, used);
      Arrays.fill(buckets, 0, Math.min(shift, used), 0);
    }
    low = first;
    used = needed;
  }

  /** Halves the resolution until it is no finer than {@code target}. */
  private void coarsenTo(int target) {
    while (scale > target) {
      int newLow = low >> 1;
      for (int i = 0; i < used; i++) {
        long values = buckets[i];
        buckets[i] = 0;
        buckets[((low + i) >> 1) - newLow] += values;
      }
      used = used == 0 ? 0 : (high() >> 1) - newLow + 1;
      low = newLow;
      scale--;
    }
  }
}
