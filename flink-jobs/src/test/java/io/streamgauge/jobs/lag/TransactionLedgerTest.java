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
  void pendingOffsetsAreBounded() {
    for (int i = 0; i <= TransactionLedger.LIMIT; i++) {
      offset(i, 0, i);
    }

    assertThat(state.getPendingCount()).isEqualTo(TransactionLedger.LIMIT);
  }
}
