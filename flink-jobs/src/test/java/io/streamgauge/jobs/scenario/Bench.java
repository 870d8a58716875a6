package io.streamgauge.jobs.scenario;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.lag.LagParts;
import io.streamgauge.jobs.lag.PartitionLedger;
import io.streamgauge.jobs.lag.Rebalances;
import io.streamgauge.jobs.lag.TransactionLedger;
import io.streamgauge.jobs.status.GroupEvaluation;
import io.streamgauge.jobs.status.GroupSnapshot;
import io.streamgauge.jobs.status.StatusLimits;
import io.streamgauge.jobs.v1.AssignedTopic;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import io.streamgauge.jobs.v1.PartitionStatusState;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;
import io.streamgauge.jobs.v1.TransactionState;

/**
 * One partition and one group as an agent would tell of them, through the books of the jobs to the
 * lag status, without Flink. Times are seconds of the bench's clock.
 */
final class Bench {
  static final long EPOCH = 1_767_225_600L;
  private static final String READER = "10.0.0.9\u0000app";
  private static final long PRODUCER = 7;

  private PartitionState.Builder partition =
      PartitionState.newBuilder().setCluster("c").setTopic("t");
  private final GroupState.Builder group =
      GroupState.newBuilder().setCluster("c").setGroup("g").setCoverage(1);
  private final TransactionState.Builder transactions = TransactionState.newBuilder();
  private PartitionStatusState.Builder history = PartitionStatusState.newBuilder();
  private final Burrow burrow = new Burrow();
  private ByteString topicId = ByteString.copyFromUtf8("topic-one-------");
  private long second;

  static long nanos(long second) {
    return (EPOCH + second) * 1_000_000_000L;
  }

  /** Time is now {@code to}. */
  void at(long to, long highWatermark) {
    second = to;
    burrow.second(to, highWatermark);
  }

  private PartitionFact.Builder fact() {
    return PartitionFact.newBuilder().setTimeNanos(nanos(second)).setTopicId(topicId);
  }

  private void tell(PartitionFact.Builder fact) {
    new PartitionLedger(partition).apply(fact.build());
  }

  void produced(long end) {
    tell(
        fact()
            .setOffsets(
                PartitionOffsets.newBuilder()
                    .setSource(Source.PRODUCE)
                    .setAcks(-1)
                    .setLogEndOffset(end)));
  }

  void fetched(long from, long highWatermark, int markers) {
    PartitionOffsets.Builder offsets =
        PartitionOffsets.newBuilder()
            .setSource(Source.FETCH)
            .setFetchOffset(from)
            .setHighWatermark(highWatermark);
    if (markers > 0) {
      offsets.setTrailingControlRecords(markers).setNextOffset(highWatermark);
    }
    tell(fact().setOffsets(offsets).setReader(READER));
  }

  private static Commit.Builder commitOf(long offset) {
    return Commit.newBuilder()
        .setGroup("g")
        .setSource(Source.OFFSET_COMMIT)
        .setGeneration(1)
        .setOffset(offset);
  }

  void committed(long offset) {
    tell(fact().setCommit(commitOf(offset)));
    burrow.commit(second, offset);
  }

  /** Offsets sent to a transaction, and how it ended. */
  void transaction(long offset, boolean commits) {
    TransactionFact.Builder base =
        TransactionFact.newBuilder().setProducerId(PRODUCER).setTimeNanos(nanos(second));
    TransactionLedger ledger = new TransactionLedger(transactions);
    ledger.apply(
        base.clone().setOffset(fact().setCommit(commitOf(offset).setTransactional(true))).build());
    ledger
        .apply(base.clone().setEnd(TransactionEnd.newBuilder().setCommitted(commits)).build())
        .forEach(decided -> tell(decided.toBuilder()));
    if (commits) {
      burrow.commit(second, offset);
    }
  }

  void member(Change change, int generation) {
    MemberSeen.Builder seen =
        MemberSeen.newBuilder()
            .setMemberId("m-1")
            .setKind(GroupKind.CLASSIC)
            .setChange(change)
            .setGeneration(generation)
            .setSessionTimeoutMillis(30_000)
            .setRebalanceTimeoutMillis(60_000);
    if (change == Change.ASSIGNED) {
      seen.addAssignment(AssignedTopic.newBuilder().setTopic("t").addPartitions(0));
      tell(
          fact()
              .setAssigned(
                  io.streamgauge.jobs.v1.Assigned.newBuilder().setGroup("g").setReader(READER)));
    }
    new GroupLedger(group).member(seen.build(), nanos(second));
    new Rebalances(group).member(seen.build(), nanos(second));
  }

  /** The topic is deleted and made again. */
  void recreated() {
    topicId = ByteString.copyFromUtf8("topic-two-------");
  }

  /** Evaluates both, as of now. */
  GroupSnapshot evaluate() {
    long now = nanos(second);
    new Rebalances(group).look(now);
    GroupEvaluation evaluation = new GroupEvaluation(group, StatusLimits.DEFAULT, now);
    CommittedOffset offset = partition.getGroupsMap().get("g");
    LagPart part = offset == null ? null : LagParts.of(partition, "g", offset);
    if (part == null || part.getRemoved()) {
      history = PartitionStatusState.newBuilder();
    } else {
      evaluation.add(part, history);
    }
    return evaluation.snapshot();
  }

  boolean burrowAlarms() {
    return burrow.alarms(second);
  }
}
