package io.streamgauge.benchmarks.jobs;

import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * How long after the end of its second something was told, in milliseconds. Packets lie anywhere in
 * a second: what is asked for is the time from a packet.
 */
final class Latencies implements Accumulator<Integer, long[]> {
  private static final long serialVersionUID = 1L;
  private static final int SECOND = 1_000;

  /** Whatever took longer counts as this. */
  private static final int LONGEST = 120_000;

  private long[] counts = new long[LONGEST + 1];

  @Override
  public void add(Integer millis) {
    counts[Math.max(0, Math.min(millis, LONGEST))]++;
  }

  /**
   * A quantile of the time from packet to result, packets spread evenly over their seconds.
   *
   * @param counts by milliseconds after the end of the second
   * @return milliseconds; -1 if nothing was told
   */
  static int fromPacket(long[] counts, double quantile) {
    double all = 0;
    for (long count : counts) {
      all += (double) count * SECOND;
    }
    double within = 0;
    double below = 0;
    for (int millis = 0; millis < counts.length + SECOND && all > 0; millis++) {
      within += millis < counts.length ? counts[millis] : 0;
      within -= millis >= SECOND ? counts[millis - SECOND] : 0;
      below += within;
      if (below >= quantile * all) {
        return millis;
      }
    }
    return -1;
  }

  @Override
  public long[] getLocalValue() {
    return counts;
  }

  @Override
  public void resetLocal() {
    counts = new long[LONGEST + 1];
  }

  @Override
  public void merge(Accumulator<Integer, long[]> other) {
    long[] more = other.getLocalValue();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
  }

  @Override
  public Accumulator<Integer, long[]> clone() {
    Latencies copy = new Latencies();
    copy.merge(this);
    return copy;
  }
}
