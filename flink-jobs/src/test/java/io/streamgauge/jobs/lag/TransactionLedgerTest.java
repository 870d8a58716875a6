package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;
import io.streamgauge.jobs.v1.TransactionState;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionLedgerTest {
  private static final long SECOND = 1_000_000_000L;

  private final TransactionState.Builder state = TransactionState.newBuilder();
  private final TransactionLedger ledger = new TransactionLedger(state);

  private List<PartitionFact> offset(long time, int epoch, long offset) {
    return ledger.apply(
        TransactionFact.newBuilder()
            .setTimeNanos(time)
            .setProducerEpoch(epoch)
            .setOffset(
                PartitionFact.newBuilder()
                    .setTimeNanos(time)
                    .setCommit(Commit.newBuilder().setGroup("g").setOffset(offset)))
            .build());
  }

  private List<PartitionFact> end(long time, int epoch, boolean committed) {
    return ledger.apply(
        TransactionFact.newBuilder()
            .setTimeNanos(time)
            .setProducerEpoch(epoch)
            .setEnd(TransactionEnd.newBuilder().setCommitted(committed))
            .build());
  }

  @Test
  void offsetsCountWhenTheTransactionCommitsWithItsTime() {
    assertThat(offset(1, 0, 40)).isEmpty();

    List<PartitionFact> committed = end(5, 0, true);

    assertThat(committed).hasSize(1);
    assertThat(committed.get(0).getTimeNanos()).isEqualTo(5);
    assertThat(committed.get(0).getCommit().getOffset()).isEqualTo(40);
    assertThat(committed.get(0).getCommit().getSource()).isEqualTo(Source.OFFSET_COMMIT);
    assertThat(end(6, 0, true)).as("the marker after EndTxn").isEmpty();
  }

  @Test
  void anAbortDiscards() {
    offset(1, 0, 40);

    assertThat(end(5, 0, false)).isEmpty();
    assertThat(end(6, 0, true)).isEmpty();
  }

  @Test
  void anOffsetThatArrivesBehindItsEndIsDecidedByIt() {
    end(5, 0, true);
    assertThat(offset(4, 0, 40)).hasSize(1);
    assertThat(offset(6, 0, 41)).as("of the next transaction").isEmpty();
    assertThat(end(7, 0, true)).hasSize(1);
  }

  @Test
  void anEndWithTheEpochRaisedEndsTheOneBefore() {
    offset(1, 0, 40);

    assertThat(end(5, 1, true)).hasSize(1);
  }

  @Test
  void anInitialisedProducerDiscardsWhatItLeftOpen() {
    offset(1, 0, 40);
    ledger.apply(TransactionFact.newBuilder().setTimeNanos(2).setInitialised(true).build());

    assertThat(end(5, 0, true)).isEmpty();
  }

  @Test
  void pendingOffsetsAreBoundedAndWhatIsLetGoIsUnknown() {
    for (int i = 0; i < TransactionLedger.LIMIT; i++) {
      assertThat(offset(i, 0, i)).isEmpty();
    }

    List<PartitionFact> letGo = offset(TransactionLedger.LIMIT, 0, 1);

    assertThat(letGo).extracting(PartitionFact::getOffsetUnknown).containsExactly("g");
    assertThat(state.getPendingCount()).isEqualTo(TransactionLedger.LIMIT);
  }

  private void initialised(long time, int timeoutMillis) {
    ledger.apply(
        TransactionFact.newBuilder()
            .setTimeNanos(time)
            .setTimeoutMillis(timeoutMillis)
            .setInitialised(true)
            .build());
  }

  @Test
  void aTransactionWhoseEndWasNotSeenIsUnknownTenSecondsAfterItsTimeout() {
    initialised(0, 60_000);
    offset(5 * SECOND, 0, 40);
    offset(50 * SECOND, 0, 41);

    assertThat(ledger.nextUnresolvedNanos()).isEqualTo(75 * SECOND);
    assertThat(ledger.unresolved(75 * SECOND - 1)).isEmpty();
    List<PartitionFact> unknown = ledger.unresolved(75 * SECOND);

    assertThat(unknown).extracting(PartitionFact::getOffsetUnknown).containsExactly("g", "g");
    assertThat(unknown)
        .as("newer commits stay")
        .extracting(PartitionFact::getTimeNanos)
        .containsExactly(5 * SECOND, 50 * SECOND);
    assertThat(state.getPendingCount()).isZero();
    assertThat(ledger.nextUnresolvedNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anUnknownTimeoutIsTheLongestThatBrokersAllow() {
    offset(0, 0, 40);

    assertThat(ledger.nextUnresolvedNanos()).isEqualTo(910 * SECOND);
  }

  @Test
  void aTransactionThatEndedInTimeIsNotUnknown() {
    initialised(0, 1_000);
    offset(SECOND, 0, 40);
    end(2 * SECOND, 0, true);

    assertThat(ledger.unresolved(1_000 * SECOND)).isEmpty();
  }
}
