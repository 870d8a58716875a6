package io.streamgauge.exporters.store;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.v1.Result;
import java.util.Optional;

/**
 * Which of two results of one series is shown.
 *
 * <p>Within a lineage counters and histograms take the larger and gauges the newer, so a job that
 * was restored and emits older values again never makes a series fall. A younger lineage replaces
 * everything of an older one.
 */
final class ResultMerge {
  private ResultMerge() {}

  /** The one of the two to keep; {@code held} when they are equal. */
  static Result newer(Result held, Result arriving) {
    if (!held.getLineage().equals(arriving.getLineage())) {
      return arriving.getLineageStartedNanos() >= held.getLineageStartedNanos() ? arriving : held;
    }
    if (held.getValueCase() != arriving.getValueCase()) {
      return arriving.getAsOfSeconds() >= held.getAsOfSeconds() ? arriving : held;
    }
    return switch (arriving.getValueCase()) {
      case COUNTER ->
          Long.compareUnsigned(arriving.getCounter(), held.getCounter()) > 0 ? arriving : held;
      case COUNTER_DOUBLE ->
          arriving.getCounterDouble() > held.getCounterDouble() ? arriving : held;
      case HISTOGRAM -> raised(held, arriving);
      case GAUGE -> arriving.getAsOfSeconds() >= held.getAsOfSeconds() ? arriving : held;
      case VALUE_NOT_SET -> held;
    };
  }

  /**
   * Bucket by bucket the larger, since what a restored job emits again may come in another order.
   */
  private static Result raised(Result held, Result arriving) {
    Optional<ExponentialHistogram> histogram = Histograms.fromProto(held.getHistogram());
    Optional<ExponentialHistogram> other = Histograms.fromProto(arriving.getHistogram());
    if (histogram.isEmpty() || other.isEmpty()) {
      return histogram.isEmpty() ? arriving : held;
    }
    histogram.get().raiseTo(other.get());
    Result newer = arriving.getAsOfSeconds() >= held.getAsOfSeconds() ? arriving : held;
    return newer.toBuilder().setHistogram(Histograms.toProto(histogram.get())).build();
  }
}
