package io.streamgauge.jobs.scaling;

import java.util.BitSet;
import java.util.Collection;

/**
 * The busy share of a member from where its fetches waited. A member that reads from several
 * brokers has a waiting fetch at each of them while it is idle; while one of them is missing it may
 * be working on what that one brought.
 */
public final class BusyShare {
  private BusyShare() {}

  /**
   * Share of time in which the member was not idle.
   *
   * @param waiting one per broker that leads a partition of the member: bit i is set if a fetch
   *     waited there throughout slot i; a broker without a fetch has no bits
   * @param slots of the time looked at, above 0
   * @return 0 to 1; NaN if the member has no partitions
   */
  public static double of(Collection<BitSet> waiting, int slots) {
    if (waiting.isEmpty()) {
      return Double.NaN;
    }
    BitSet idle = new BitSet(slots);
    idle.set(0, slots);
    waiting.forEach(idle::and);
    return 1 - (double) idle.cardinality() / slots;
  }
}
