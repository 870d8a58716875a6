package io.streamgauge.exporters.store;

import io.streamgauge.events.v1.Result;

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
      // Histograms of one lineage only grow, bucket by bucket: the larger count has the larger
      // buckets.
      case HISTOGRAM ->
          Long.compareUnsigned(arriving.getHistogram().getCount(), held.getHistogram().getCount())
                  > 0
              ? arriving
              : held;
      case GAUGE -> arriving.getAsOfSeconds() >= held.getAsOfSeconds() ? arriving : held;
      case VALUE_NOT_SET -> held;
    };
  }
}
