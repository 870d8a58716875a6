package io.streamgauge.jobs.lag;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.Map;

/**
 * The books of one partition. Facts may come in any order: the high watermark is a maximum, the log
 * start and each committed offset go by the facts' own times.
 *
 * <p>High watermark: the maximum within one topic id and one leader epoch. It falls only with a new
 * id, a newer epoch or the topic's deletion. An acknowledged Produce raises it only with acks =
 * all; of ListOffsets only the read-uncommitted end counts. A topic that is deleted and made again
 * by clients too old for topic ids cannot be told from itself unless the deletion was seen.
 */
public final class PartitionLedger {
  private static final int FORMER_IDS = 4;
  private static final int ACKS_ALL = -1;
  private static final int READ_COMMITTED = 1;

  private final PartitionState.Builder state;

  public PartitionLedger(PartitionState.Builder state) {
    this.state = state;
  }

  /** Whether the fact changed anything that is told. */
  public boolean apply(PartitionFact fact) {
    if (fact.getTimeNanos() <= state.getDeletedNanos() || !belongs(fact)) {
      return false;
    }
    if (!fact.hasKeepsAll()) {
      // A configuration that somebody looks at keeps no partition from expiring.
      state.setLastTimeNanos(Math.max(state.getLastTimeNanos(), fact.getTimeNanos()));
    }
    return switch (fact.getBodyCase()) {
      case OFFSETS -> offsets(fact);
      case COMMIT -> {
        LoneReaders.committed(state, fact.getReader(), fact.getTimeNanos());
        yield commit(fact.getCommit(), fact.getTimeNanos(), fact.getOrdinal());
      }
      case OFFSET_DELETED -> forget(fact.getOffsetDeleted(), fact.getTimeNanos());
      case OFFSET_UNKNOWN -> forget(fact.getOffsetUnknown(), fact.getTimeNanos());
      case ASSIGNED -> assigned(fact);
      case SHARE -> ShareBacklog.progressed(state, fact.getShare(), fact.getTimeNanos());
      case RECORDS_DELETED -> recordsDeleted(fact.getRecordsDeleted(), fact.getTimeNanos());
      case TOPIC_DELETED -> deleted(fact.getTimeNanos());
      case KEEPS_ALL -> keepsAll(fact.getKeepsAll(), fact.getTimeNanos());
      case BODY_NOT_SET -> false;
    };
  }

  /** Group's lag in records; empty until high watermark and committed offset are both known. */
  public static java.util.OptionalLong lag(Long highWatermark, long committed) {
    return highWatermark == null || committed < 0
        ? java.util.OptionalLong.empty()
        : java.util.OptionalLong.of(Math.max(0, highWatermark - committed));
  }

  private boolean belongs(PartitionFact fact) {
    ByteString id = fact.getTopicId();
    if (id.isEmpty() || id.equals(state.getTopicId())) {
      return true;
    }
    if (state.getFormerTopicIdsList().contains(id)) {
      return false;
    }
    if (!state.getTopicId().isEmpty()) {
      ByteString former = state.getTopicId();
      startOver(Long.MAX_VALUE, fact.getTimeNanos());
      state.addFormerTopicIds(former);
      while (state.getFormerTopicIdsCount() > FORMER_IDS) {
        java.util.List<ByteString> kept =
            java.util.List.copyOf(state.getFormerTopicIdsList()).subList(1, FORMER_IDS + 1);
        state.clearFormerTopicIds().addAllFormerTopicIds(kept);
      }
    }
    state.setTopicId(id);
    return true;
  }

  private boolean assigned(PartitionFact fact) {
    boolean changed =
        Readers.assigned(state, fact.getAssigned(), fact.getTimeNanos(), fact.getOrdinal());
    state.setOffsetsChanged(state.getOffsetsChanged() || changed);
    return changed;
  }

  private boolean offsets(PartitionFact fact) {
    PartitionOffsets offsets = fact.getOffsets();
    String reader = fact.getReader();
    long time = fact.getTimeNanos();
    boolean changed = epoch(offsets);
    if (offsets.hasHighWatermark() && !committedOnly(offsets)) {
      changed |= raise(offsets.getHighWatermark(), offsets);
    }
    if (offsets.getSource() == Source.PRODUCE && offsets.hasLogEndOffset()) {
      Breadcrumbs.drop(state, offsets.getLogEndOffset(), time);
      if (offsets.getAcks() == ACKS_ALL && offsets.hasAcks()) {
        changed |= raise(offsets.getLogEndOffset(), offsets);
      }
    }
    if (offsets.hasLastStableOffset()
        && offsets.getLastStableOffset() >= 0
        && offsets.getLastStableOffset() > state.getLastStableOffset()) {
      state.setLastStableOffset(offsets.getLastStableOffset());
      changed = true;
    }
    changed |= TrailingMarkers.seen(state, offsets);
    changed |= Readers.fetched(state, reader, fact.getWorkload(), offsets, time);
    Activity.fetched(state, reader, offsets, time);
    if (offsets.hasLogStartOffset() && offsets.getLogStartOffset() >= 0) {
      changed |= shortened(offsets.getLogStartOffset(), time);
      changed |= logStart(offsets.getLogStartOffset(), time);
    }
    state.setOffsetsChanged(state.getOffsetsChanged() || changed);
    return changed;
  }

  private static boolean committedOnly(PartitionOffsets offsets) {
    return offsets.getSource() == Source.LIST_OFFSETS && offsets.getIsolation() == READ_COMMITTED;
  }

  /** ListOffsets tells the epoch of a record, which may be older than its leader's: not used. */
  private boolean epoch(PartitionOffsets offsets) {
    if (!tellsLeaderEpoch(offsets)
        || (state.hasLeaderEpoch() && offsets.getLeaderEpoch() <= state.getLeaderEpoch())) {
      return false;
    }
    boolean newer = state.hasLeaderEpoch();
    boolean tellsWatermark = offsets.hasHighWatermark() && offsets.getHighWatermark() >= 0;
    if (newer && !tellsWatermark) {
      // The epoch counts from its first high watermark on, which may be lower than the last.
      return false;
    }
    state.setLeaderEpoch(offsets.getLeaderEpoch());
    if (newer) {
      boolean falls = offsets.getHighWatermark() < state.getHighWatermark();
      state.setHighWatermark(offsets.getHighWatermark()).clearLastStableOffset();
      if (falls) {
        Breadcrumbs.truncate(state, offsets.getHighWatermark());
        TrailingMarkers.truncate(state, offsets.getHighWatermark());
      }
      return true;
    }
    return false;
  }

  private boolean raise(long offset, PartitionOffsets source) {
    boolean stale =
        tellsLeaderEpoch(source)
            && state.hasLeaderEpoch()
            && source.getLeaderEpoch() < state.getLeaderEpoch();
    boolean seed = source.getSource() == Source.SEED;
    if (offset < 0 || stale || (seed && state.hasHighWatermark() && !state.getWatermarkSeeded())) {
      return false;
    }
    boolean overwrites = state.getWatermarkSeeded() && !seed;
    if (!overwrites && state.hasHighWatermark() && offset <= state.getHighWatermark()) {
      return false;
    }
    boolean changed = !state.hasHighWatermark() || offset != state.getHighWatermark();
    state.setHighWatermark(offset).setWatermarkSeeded(seed);
    return changed;
  }

  private static boolean tellsLeaderEpoch(PartitionOffsets offsets) {
    return offsets.hasLeaderEpoch()
        && offsets.getLeaderEpoch() >= 0
        && offsets.getSource() != Source.LIST_OFFSETS;
  }

  private boolean logStart(long offset, long time) {
    if (time < state.getLogStartTimeNanos()
        || (state.hasLogStartOffset() && offset == state.getLogStartOffset())) {
      return false;
    }
    state.setLogStartOffset(offset).setLogStartTimeNanos(time);
    return true;
  }

  private boolean recordsDeleted(long lowWatermark, long time) {
    if (lowWatermark < 0) {
      return false;
    }
    boolean changed = logStart(lowWatermark, time);
    // A fetch may have told the new start before the answer did: whose doing it was is news still.
    if (!state.hasPurgedTo() || lowWatermark > state.getPurgedTo()) {
      state.setPurgedTo(lowWatermark);
      changed = true;
    }
    state.setOffsetsChanged(state.getOffsetsChanged() || changed);
    return changed;
  }

  /** A log that loses its beginning does not keep all, whatever its configuration was. */
  private boolean shortened(long offset, long time) {
    boolean rises = state.hasLogStartOffset() && offset > state.getLogStartOffset();
    if (!rises || time < state.getLogStartTimeNanos()) {
      return false;
    }
    boolean changed = state.getKeepsAll();
    state.setShortenedNanos(time).clearKeepsAll();
    return changed;
  }

  private boolean keepsAll(boolean keepsAll, long toldNanos) {
    if (keepsAll && toldNanos <= state.getShortenedNanos()) {
      return false;
    }
    boolean changed = state.getKeepsAll() != keepsAll;
    state.setKeepsAll(keepsAll).setOffsetsChanged(state.getOffsetsChanged() || changed);
    return changed;
  }

  private boolean commit(Commit commit, long time, long ordinal) {
    CommittedOffset known = state.getGroupsMap().get(commit.getGroup());
    if (known != null && !newer(commit, time, ordinal, known)) {
      return false;
    }
    boolean onWire = commit.getSource() == Source.OFFSET_COMMIT;
    boolean changed = known == null || known.getOffset() != commit.getOffset() || onWire;
    CommittedOffset.Builder next =
        (known == null ? CommittedOffset.newBuilder() : known.toBuilder())
            .setOffset(Math.max(-1, commit.getOffset()))
            .setTimeNanos(time)
            .setOrdinal(ordinal)
            .setSource(commit.getSource())
            .setGeneration(commit.getGeneration());
    if (onWire) {
      Activity.committed(next, commit, known == null ? -1 : known.getOffset(), time);
    }
    next.setChanged(next.getChanged() || changed);
    state.putGroups(commit.getGroup(), next.build());
    return changed;
  }

  private static boolean newer(Commit commit, long time, long ordinal, CommittedOffset known) {
    if (commit.getSource() == Source.SEED && known.getSource() != Source.SEED) {
      return false;
    }
    if (known.getSource() == Source.SEED && commit.getSource() != Source.SEED) {
      return true;
    }
    return time > known.getTimeNanos()
        || (time == known.getTimeNanos() && ordinal >= known.getOrdinal());
  }

  private boolean forget(String group, long time) {
    CommittedOffset known = state.getGroupsMap().get(group);
    if (known == null) {
      // The commit that this ends may still be on its way.
      state.putGroups(group, CommittedOffset.newBuilder().setOffset(-1).setTimeNanos(time).build());
      return false;
    }
    if (known.getTimeNanos() > time) {
      return false;
    }
    state.putGroups(
        group, known.toBuilder().setOffset(-1).setTimeNanos(time).setChanged(true).build());
    return true;
  }

  private boolean deleted(long time) {
    startOver(time, time);
    state.clearTopicId().setDeletedNanos(time);
    return true;
  }

  /** Forgets the log, and what was committed up to a time: newer commits are of the next log. */
  private void startOver(long limit, long time) {
    for (Map.Entry<String, CommittedOffset> entry : Map.copyOf(state.getGroupsMap()).entrySet()) {
      CommittedOffset offset = entry.getValue();
      if (offset.getTimeNanos() <= limit) {
        CommittedOffset.Builder gone = offset.toBuilder().setOffset(-1).setChanged(true);
        if (offset.getOffset() >= 0) {
          gone.setRecreatedNanos(time);
        }
        state.putGroups(entry.getKey(), gone.build());
      }
    }
    LoneReaders.endAll(state);
    state
        .clearHighWatermark()
        .clearLastStableOffset()
        .clearLogStartOffset()
        .clearLogStartTimeNanos()
        .clearPurgedTo()
        .clearKeepsAll()
        .clearShortenedNanos()
        .clearLeaderEpoch()
        .clearBreadcrumbs()
        .clearMarkers()
        .clearPositions()
        .setOffsetsChanged(true);
    ShareBacklog.endUpTo(state, Long.MAX_VALUE);
  }
}
