package io.streamgauge.quickstart.workload;

import java.util.function.LongSupplier;

/** Says how many records are due, so that a rate holds on average whatever the sleeps between. */
final class Pace {
  private final double perNano;
  private final LongSupplier nanoTime;
  private final long start;
  private long granted;

  /** A pace of {@code perSecond} records from now on, by a monotonic clock in nanoseconds. */
  Pace(double perSecond, LongSupplier nanoTime) {
    this.perNano = perSecond / 1e9;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /**
   * Records due since the last call, at most one second's worth: what a pause cost is not made up.
   */
  int due() {
    long target = (long) ((nanoTime.getAsLong() - start) * perNano);
    long due = Math.min(target - granted, Math.max(1, (long) (perNano * 1e9)));
    granted = target;
    return (int) due;
  }
}
