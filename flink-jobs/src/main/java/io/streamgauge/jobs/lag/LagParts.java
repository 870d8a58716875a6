package io.streamgauge.jobs.lag;

import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.OptionalLong;

/** A partition as one group sees it, to be handed to the group. */
public final class LagParts {
  private LagParts() {}

  public static LagPart of(PartitionState.Builder state, String group, CommittedOffset offset) {
    LagPart.Builder part =
        LagPart.newBuilder()
            .setTopic(state.getTopic())
            .setPartition(state.getPartition())
            .setRemoved(offset.getOffset() < 0)
            .setCommitted(offset.getOffset())
            .setObservedNanos(offset.getTimeNanos())
            .setCommittedNanos(offset.getCommittedNanos())
            .setLastFetchNanos(offset.getLastFetchNanos())
            .setCommitIntervalNanos(Activity.median(offset.getCommitIntervalsNanosList()))
            .setFetchIntervalNanos(Activity.median(offset.getFetchIntervalsNanosList()))
            .setFetchRepeats(offset.getRepeats())
            .setRecreatedNanos(offset.getRecreatedNanos())
            .setWithoutGeneration(offset.getWithoutGeneration());
    if (state.hasHighWatermark()) {
      part.setHighWatermark(state.getHighWatermark());
      if (offset.getOffset() < state.getHighWatermark()) {
        OptionalLong appended =
            Breadcrumbs.appendTime(state.getBreadcrumbsList(), offset.getOffset());
        // Crumbs begin with the first append that was seen; what came before tells its batch.
        (appended.isPresent() ? appended : Activity.batchNanos(offset))
            .ifPresent(part::setFirstUncommittedNanos);
      }
    }
    if (movedByRetention(state)) {
      part.setLogStartOffset(state.getLogStartOffset());
    }
    EffectiveLag.of(state, group, offset.getOffset()).ifPresent(part::setEffectiveLag);
    Readers.fetchLag(state, group).ifPresent(part::setFetchLag);
    return part.setAmbiguous(Readers.ambiguous(state, group)).build();
  }

  /**
   * Who purges what was read (Kafka Streams does so with its repartition topics) leaves a log that
   * holds little more than the lag: that says nothing about how near retention is. Nor does the
   * start of a log that keeps all.
   */
  private static boolean movedByRetention(PartitionState.Builder state) {
    return state.hasLogStartOffset()
        && !state.getKeepsAll()
        && (!state.hasPurgedTo() || state.getLogStartOffset() > state.getPurgedTo());
  }
}
