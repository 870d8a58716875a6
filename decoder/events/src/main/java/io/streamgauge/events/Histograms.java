package io.streamgauge.events;

import java.util.Optional;

/**
 * {@link ExponentialHistogram} to and from its protobuf message. What comes from the bus is checked
 * before it is used: an inconsistent message is refused, it never throws and never corrupts.
 */
public final class Histograms {
  private static final int LOWEST_INDEX = -1;
  private static final int HIGHEST_INDEX = BucketIndex.ofMaxScale(Long.MAX_VALUE);

  private Histograms() {}

  /** The message of a histogram; leading and trailing empty buckets do not occur. */
  public static io.streamgauge.events.v1.ExponentialHistogram toProto(
      ExponentialHistogram histogram) {
    io.streamgauge.events.v1.ExponentialHistogram.Builder builder =
        io.streamgauge.events.v1.ExponentialHistogram.newBuilder()
            .setScale(histogram.scale())
            .setCount(histogram.count())
            .setSum(histogram.sum())
            .setZeroCount(histogram.zeroCount())
            .setOffset(histogram.lowestIndex())
            .setMin(histogram.min())
            .setMax(histogram.max());
    for (int i = 0; i < histogram.bucketsUsed(); i++) {
      builder.addBucketCounts(histogram.bucketCount(histogram.lowestIndex() + i));
    }
    return builder.build();
  }

  /** Empty if the message is not a histogram as {@link #toProto} writes it. */
  public static Optional<ExponentialHistogram> fromProto(
      io.streamgauge.events.v1.ExponentialHistogram message) {
    return isValid(message)
        ? Optional.of(ExponentialHistogram.ofChecked(message))
        : Optional.empty();
  }

  /**
   * Adds the values of a message to a histogram.
   *
   * @return false, and nothing added, if the message is inconsistent
   */
  public static boolean mergeProto(
      ExponentialHistogram into, io.streamgauge.events.v1.ExponentialHistogram message) {
    boolean valid = isValid(message);
    if (valid && message.getCount() > 0) {
      into.mergeChecked(message);
    }
    return valid;
  }

  private static boolean isValid(io.streamgauge.events.v1.ExponentialHistogram message) {
    int scale = message.getScale();
    int used = message.getBucketCountsCount();
    if (used == 0) {
      return scalarsAreValid(message) && message.getZeroCount() == message.getCount();
    }
    if (scale < ExponentialHistogram.MIN_SCALE
        || scale > ExponentialHistogram.MAX_SCALE
        || used > ExponentialHistogram.MAX_BUCKETS) {
      return false;
    }
    int shift = ExponentialHistogram.MAX_SCALE - scale;
    long last = (long) message.getOffset() + used - 1;
    if (message.getOffset() < LOWEST_INDEX >> shift || last > HIGHEST_INDEX >> shift) {
      return false;
    }
    long total = message.getZeroCount();
    for (int i = 0; i < used; i++) {
      long values = message.getBucketCounts(i);
      total += values;
      if (values < 0 || total < 0) {
        return false;
      }
    }
    return total == message.getCount() && scalarsAreValid(message);
  }

  private static boolean scalarsAreValid(io.streamgauge.events.v1.ExponentialHistogram message) {
    boolean ordered = message.getMin() >= 0 && message.getMin() <= message.getMax();
    return message.getCount() >= 0
        && message.getZeroCount() >= 0
        && message.getSum() >= 0
        && (message.getCount() == 0 || ordered);
  }
}
