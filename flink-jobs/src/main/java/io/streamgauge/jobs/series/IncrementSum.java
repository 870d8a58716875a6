package io.streamgauge.jobs.series;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.jobs.v1.Increment;

/**
 * A sum of increments of one series while more are added: the same as {@link Increments#add} again
 * and again, but a histogram is opened once. Not thread-safe.
 */
public final class IncrementSum {
  private final Increment.Builder total;
  private ExponentialHistogram histogram;

  /** Begins with an increment, which belongs to the sum from then on. */
  public IncrementSum(Increment.Builder first) {
    this.total = first;
  }

  /** Adds one of the same series. */
  public void add(Increment more) {
    if (histogram == null && total.hasHistogram() && more.hasHistogram()) {
      histogram = Histograms.fromProto(total.getHistogram()).orElse(null);
    }
    if (histogram == null || !more.hasHistogram()) {
      Increments.add(total, more);
      return;
    }
    Histograms.mergeProto(histogram, more.getHistogram());
    total.setTimeNanos(Math.max(total.getTimeNanos(), more.getTimeNanos()));
  }

  /** The sum so far. */
  public Increment build() {
    if (histogram != null) {
      total.setHistogram(Histograms.toProto(histogram));
    }
    return total.build();
  }
}
