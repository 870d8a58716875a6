package io.streamgauge.jobs.status;

import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.lag.PartitionLedger;
import io.streamgauge.jobs.lag.Rebalances;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.PartitionStatusState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One evaluation of one group: from its books to a {@link GroupSnapshot}. */
public final class GroupEvaluation {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final GroupState.Builder state;
  private final StatusLimits limits;
  private final long now;
  private final GroupInputs inputs;
  private final Map<String, String> owners;
  private final List<PartitionSnapshot> partitions = new ArrayList<>();

  /**
   * An evaluation without partitions yet.
   *
   * @param state as of {@code now}: nothing newer was taken
   * @param now nanoseconds since the epoch
   */
  public GroupEvaluation(GroupState.Builder state, StatusLimits limits, long now) {
    this.state = state;
    this.limits = limits;
    this.now = now;
    this.inputs = inputs();
    this.owners = new GroupLedger(state).assignment(now);
  }

  private GroupInputs inputs() {
    GroupLedger ledger = new GroupLedger(state);
    Rebalances rebalances = new Rebalances(state);
    return new GroupInputs(
        state.hasCoverage() ? OptionalDouble.of(state.getCoverage()) : OptionalDouble.empty(),
        state.getMembershipSeen(),
        ledger.assignmentSeen(now),
        ledger.liveMembers(now),
        state.getWithoutGeneration() && !state.getJoined(),
        rebalances.since(),
        rebalances.timeoutMillis() * NANOS_PER_MILLI);
  }

  /** Evaluates one partition. */
  public void add(LagPart part, PartitionStatusState.Builder history) {
    String member = owners.getOrDefault(part.getTopic() + '\u0000' + part.getPartition(), "");
    PartitionInputs partition = inputs(part, !member.isEmpty());
    PartitionStatus status = new PartitionStatus(history);
    Verdict verdict = status.evaluate(partition, inputs, limits, now);
    partitions.add(
        new PartitionSnapshot(
            part.getTopic(),
            part.getPartition(),
            verdict,
            partition.highWatermark(),
            partition.committed(),
            PartitionLedger.lag(
                part.hasHighWatermark() ? part.getHighWatermark() : null, part.getCommitted()),
            partition.effectiveLag(),
            partition.lagSeconds(),
            status.arrivalRate(),
            status.consumptionRate(),
            status.arrivalRateLong(),
            part.getCommittedNanos(),
            member,
            retentionRatio(part)));
  }

  private static OptionalDouble retentionRatio(LagPart part) {
    long start = part.getLogStartOffset();
    long end = part.getHighWatermark();
    if (!part.hasHighWatermark() || start <= 0 || end <= start) {
      return OptionalDouble.empty();
    }
    double share = (double) (end - part.getCommitted()) / (double) (end - start);
    return OptionalDouble.of(Math.max(0, Math.min(1, share)));
  }

  private PartitionInputs inputs(LagPart part, boolean assigned) {
    OptionalLong effective =
        part.hasEffectiveLag() ? OptionalLong.of(part.getEffectiveLag()) : OptionalLong.empty();
    return new PartitionInputs(
        part.getCommitted() >= 0 ? OptionalLong.of(part.getCommitted()) : OptionalLong.empty(),
        part.hasHighWatermark() ? OptionalLong.of(part.getHighWatermark()) : OptionalLong.empty(),
        effective,
        lagSeconds(part, effective),
        part.getCommittedNanos(),
        part.getLastFetchNanos(),
        part.getCommitIntervalNanos(),
        part.getFetchIntervalNanos(),
        part.getFetchRepeats(),
        part.getRecreatedNanos(),
        assigned);
  }

  private OptionalDouble lagSeconds(LagPart part, OptionalLong effective) {
    if (effective.isPresent() && effective.getAsLong() == 0) {
      return OptionalDouble.of(0);
    }
    return part.hasFirstUncommittedNanos()
        ? OptionalDouble.of(Math.max(0, (now - part.getFirstUncommittedNanos()) / 1e9))
        : OptionalDouble.empty();
  }

  /** All that was added. */
  public GroupSnapshot snapshot() {
    return new GroupSnapshot(state.getCluster(), state.getGroup(), now, inputs, partitions);
  }
}
