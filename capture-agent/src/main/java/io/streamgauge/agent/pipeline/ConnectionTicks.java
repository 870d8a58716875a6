package io.streamgauge.agent.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells connections that packet time goes on: each once a second, but only so many with one packet.
 * With packets far apart and many connections a round takes several packets.
 */
final class ConnectionTicks {
  /** How often, in packet time, a round begins. */
  private static final long ROUND_NANOS = 1_000_000_000L;

  /** Connections that are told with one packet. */
  static final int MOST_AT_ONCE = 1_024;

  /** The slot of a connection that is not among them. */
  static final int NO_SLOT = -1;

  private final List<KafkaFlow> flows = new ArrayList<>();
  private long nextRound = Long.MIN_VALUE;
  private int next;
  private int due;
  private long told;

  /** Adds one, unless it is there already. */
  void add(KafkaFlow flow) {
    if (flow.tickSlot == NO_SLOT) {
      flow.tickSlot = flows.size();
      flows.add(flow);
    }
  }

  /** Takes one out if it is there: the last one takes its place. */
  void remove(KafkaFlow flow) {
    if (flow.tickSlot == NO_SLOT) {
      return;
    }
    KafkaFlow last = flows.remove(flows.size() - 1);
    if (last != flow) {
      flows.set(flow.tickSlot, last);
      last.tickSlot = flow.tickSlot;
    }
    flow.tickSlot = NO_SLOT;
  }

  /** Packet time has come to {@code nowNanos}. */
  void onTime(long nowNanos) {
    if (nowNanos >= nextRound) {
      nextRound = nowNanos + ROUND_NANOS;
      due = flows.size();
    }
    int now = Math.min(Math.min(due, MOST_AT_ONCE), flows.size());
    for (int i = 0; i < now; i++) {
      next = next < flows.size() ? next : 0;
      flows.get(next++).onTime(nowNanos);
    }
    due -= now;
    told += now;
  }

  /** Connections that were told so far, each time counted; for tests. */
  long told() {
    return told;
  }
}
