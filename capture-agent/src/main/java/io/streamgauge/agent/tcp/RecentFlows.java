package io.streamgauge.agent.tcp;

/**
 * Remembers for a short time which flow showed a pattern of 128 bits. A table of fixed size in
 * which the newest entry of a slot wins: bounded, and nothing is allocated to add one.
 */
final class RecentFlows {

  private final long[] first;
  private final long[] second;
  private final long[] seenAt;
  private final FlowState[] flows;
  private final int[] sides;
  private final int mask;
  private final long windowNanos;
  private final TcpStatistics statistics;

  /** Room for that many entries, rounded up to a power of two, each valid for the window. */
  RecentFlows(int entries, long windowNanos, TcpStatistics statistics) {
    int size = Integer.highestOneBit(Math.max(2, 2 * entries - 1));
    this.first = new long[size];
    this.second = new long[size];
    this.seenAt = new long[size];
    this.flows = new FlowState[size];
    this.sides = new int[size];
    this.mask = size - 1;
    this.windowNanos = windowNanos;
    this.statistics = statistics;
  }

  /** The slot of another open flow that showed the pattern within the window, or -1. */
  int find(long one, long two, FlowState asking, long now) {
    int slot = slot(one, two);
    FlowState flow = flows[slot];
    boolean found =
        flow != null
            && flow != asking
            && first[slot] == one
            && second[slot] == two
            && !flow.isIgnored()
            && isRecent(slot, now);
    return found ? slot : -1;
  }

  FlowState flow(int slot) {
    return flows[slot];
  }

  /** The side of that flow that showed it. */
  int side(int slot) {
    return sides[slot];
  }

  /** The slot's flow was found to be another one. */
  void replace(int slot, FlowState flow, int side) {
    flows[slot] = flow;
    sides[slot] = side;
  }

  void put(long one, long two, FlowState flow, int side, long now) {
    int slot = slot(one, two);
    FlowState known = flows[slot];
    if (known != null && known != flow && !known.isIgnored() && isRecent(slot, now)) {
      statistics.foldEntriesLost++;
    }
    first[slot] = one;
    second[slot] = two;
    seenAt[slot] = now;
    flows[slot] = flow;
    sides[slot] = side;
  }

  private boolean isRecent(int slot, long now) {
    return Math.abs(now - seenAt[slot]) <= windowNanos;
  }

  private int slot(long one, long two) {
    long mixed = (one ^ Long.rotateLeft(two, 32)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32) & mask;
  }
}
