package io.streamgauge.jobs.lag;

import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.jobs.v1.MarkerRun;
import io.streamgauge.jobs.v1.PartitionState;

/**
 * The transaction markers at the end of a partition. They occupy offsets that no consumer is given,
 * so a group that has read everything still commits below them.
 *
 * <p>One run is kept, the one furthest on: only what lies behind the last record matters.
 */
final class TrailingMarkers {
  private TrailingMarkers() {}

  /** A fetch ended in markers, or in none; whether that changed what is known. */
  static boolean seen(PartitionState.Builder state, PartitionOffsets offsets) {
    if (!offsets.hasNextOffset() || offsets.getTrailingControlRecords() == 0) {
      return false;
    }
    long to = offsets.getNextOffset();
    long from = to - offsets.getTrailingControlRecords();
    MarkerRun known = state.getMarkers();
    if (state.hasMarkers() && touch(known, from, to)) {
      from = Math.min(from, known.getFrom());
      to = Math.max(to, known.getTo());
    } else if (state.hasMarkers() && to < known.getTo()) {
      return false;
    }
    MarkerRun run = MarkerRun.newBuilder().setFrom(from).setTo(to).build();
    if (state.hasMarkers() && run.equals(known)) {
      return false;
    }
    state.setMarkers(run);
    return true;
  }

  private static boolean touch(MarkerRun known, long from, long to) {
    return from <= known.getTo() && to >= known.getFrom();
  }

  /** The log was cut back to {@code endOffset}. */
  static void truncate(PartitionState.Builder state, long endOffset) {
    if (state.getMarkers().getTo() > endOffset) {
      state.clearMarkers();
    }
  }

  /** How many of the offsets in {@code [committed, end)} are markers at the very end; 0 or more. */
  static long between(PartitionState.Builder state, long committed, long end) {
    MarkerRun run = state.getMarkers();
    boolean trailing = state.hasMarkers() && run.getTo() == end;
    return trailing ? Math.max(0, end - Math.max(run.getFrom(), committed)) : 0;
  }
}
