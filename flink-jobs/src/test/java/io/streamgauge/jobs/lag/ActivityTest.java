package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Assigned;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import org.junit.jupiter.api.Test;

/** What commits and fetches show of a group; times are seconds. */
class ActivityTest {
  private static final long SECOND = 1_000_000_000L;

  private final PartitionState.Builder state = PartitionState.newBuilder();
  private final PartitionLedger ledger = new PartitionLedger(state);

  private PartitionFact.Builder at(double second) {
    return PartitionFact.newBuilder().setTimeNanos(Math.round(second * SECOND));
  }

  private void commit(double second, long offset) {
    ledger.apply(
        at(second)
            .setCommit(
                Commit.newBuilder()
                    .setGroup("g")
                    .setSource(Source.OFFSET_COMMIT)
                    .setGeneration(3)
                    .setOffset(offset))
            .build());
  }

  private PartitionOffsets.Builder fetch(long from) {
    return PartitionOffsets.newBuilder()
        .setSource(Source.FETCH)
        .setFetchOffset(from)
        .setHighWatermark(100);
  }

  private void tell(double second, String reader, PartitionOffsets.Builder offsets) {
    ledger.apply(at(second).setReader(reader).setOffsets(offsets).build());
  }

  private void assign(double second, String group, String reader) {
    ledger.apply(
        at(second).setAssigned(Assigned.newBuilder().setGroup(group).setReader(reader)).build());
  }

  private CommittedOffset group() {
    return state.getGroupsOrThrow("g");
  }

  private LagPart part() {
    return LagParts.of(state, "g", group());
  }

  @Test
  void intervalsAreMediansOfTheLastFifteen() {
    double second = 1;
    for (int i = 0; i < 40; i++) {
      commit(second, i);
      second += i < 20 ? 100 : 5;
    }
    tell(10, "r", fetch(1));
    tell(12, "r", fetch(2));
    tell(14, "r", fetch(3));

    assertThat(group().getCommitIntervalsNanosCount()).isEqualTo(Activity.INTERVALS);
    assertThat(part().getCommitIntervalNanos()).isEqualTo(5 * SECOND);
    assertThat(part().getFetchIntervalNanos()).isEqualTo(2 * SECOND);
  }

  @Test
  void aFetchIsTheGroupsOnlyIfItsClientMayHaveThePartition() {
    commit(1, 10);
    tell(2, "r", fetch(10));
    assertThat(part().getLastFetchNanos()).as("nobody else's").isEqualTo(2 * SECOND);

    assign(3, "other", "r");
    tell(4, "r", fetch(10));
    assertThat(part().getLastFetchNanos()).as("another group's").isEqualTo(2 * SECOND);

    assign(5, "g", "own");
    tell(6, "r", fetch(10));
    tell(7, "own", fetch(10));
    assertThat(part().getLastFetchNanos()).isEqualTo(7 * SECOND);
  }

  @Test
  void comingBackToTheSameRecordsIsCountedUntilTheOffsetMoves() {
    commit(1, 10);
    tell(2, "r", fetch(10));
    tell(3, "r", fetch(40));
    tell(4, "r", fetch(10));
    tell(5, "r", fetch(60));
    tell(6, "r", fetch(10));
    assertThat(part().getFetchRepeats()).isEqualTo(3);

    commit(7, 10);
    assertThat(part().getFetchRepeats()).as("the same offset again").isEqualTo(3);
    commit(8, 20);
    assertThat(part().getFetchRepeats()).isZero();
  }

  @Test
  void waitingAtTheEndIsNoComingBack() {
    commit(1, 100);
    for (int second = 2; second < 9; second++) {
      tell(second, "r", fetch(100));
      tell(second + 0.5, "r", fetch(80).setIsolation(1).setLastStableOffset(80));
    }

    assertThat(part().getFetchRepeats()).isZero();
  }

  @Test
  void beforeTheFirstAppendSeenTheBatchTellsTheTime() {
    commit(1, 40);
    tell(2, "r", fetch(40).setMaxTimestampMillis(1_500));
    tell(3, "r", fetch(70).setMaxTimestampMillis(9_000));
    assertThat(part().getFirstUncommittedNanos()).isEqualTo(1_500_000_000L);

    commit(4, 75);
    assertThat(part().getFirstUncommittedNanos()).isEqualTo(9 * SECOND);
  }

  @Test
  void onlyAConsumerThatNeverJoinedCommitsWithoutAGeneration() {
    Commit.Builder commit =
        Commit.newBuilder()
            .setGroup("g")
            .setSource(Source.OFFSET_COMMIT)
            .setGeneration(-1)
            .setOffset(4);
    ledger.apply(at(1).setCommit(commit).build());
    assertThat(part().getWithoutGeneration()).isTrue();

    ledger.apply(at(2).setCommit(commit.setTransactional(true)).build());
    assertThat(part().getWithoutGeneration()).as("a transaction tells none").isFalse();
  }
}
