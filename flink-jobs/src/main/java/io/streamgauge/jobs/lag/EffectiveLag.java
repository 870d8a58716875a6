package io.streamgauge.jobs.lag;

import io.streamgauge.jobs.v1.PartitionState;
import java.util.OptionalLong;

/**
 * What a group could still read: up to the last stable offset where the group is known to read
 * committed transactions only, else to the high watermark, without the markers at the end.
 */
public final class EffectiveLag {
  private EffectiveLag() {}

  /**
   * Records that the group has not committed and could be given.
   *
   * @param committed the group's committed offset, -1 if it has none
   * @return 0 or more; empty until high watermark and committed offset are both known
   */
  public static OptionalLong of(PartitionState.Builder state, String group, long committed) {
    if (!state.hasHighWatermark() || committed < 0) {
      return OptionalLong.empty();
    }
    long end = state.getHighWatermark();
    if (state.hasLastStableOffset() && Readers.readsCommitted(state, group)) {
      end = Math.min(end, state.getLastStableOffset());
    }
    long markers = TrailingMarkers.between(state, committed, end);
    return OptionalLong.of(Math.max(0, end - committed - markers));
  }
}
