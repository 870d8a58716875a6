package io.streamgauge.jobs.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a transactional commit counts, and when nobody knows. */
class TransactionsTest {
  private static final long SECOND = 1_000_000_000L;
  private KeyedOneInputStreamOperatorTestHarness<Long, TransactionFact, PartitionFact> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Transactions(Duration.ofDays(7))),
            TransactionFact::getProducerId,
            Types.LONG,
            720,
            1,
            0);
    harness.setup(
        ProtoTypeInfo.forMessage(PartitionFact.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static TransactionFact.Builder fact(long second) {
    return TransactionFact.newBuilder().setProducerId(9).setTimeNanos(second * SECOND);
  }

  private void begin(long second, int timeoutMillis) throws Exception {
    harness.processElement(
        fact(second).setInitialised(true).setTimeoutMillis(timeoutMillis).build(), 0);
  }

  private void offset(long second, String group, long offset) throws Exception {
    PartitionFact.Builder commit =
        PartitionFact.newBuilder()
            .setTopic("orders")
            .setTimeNanos(second * SECOND)
            .setCommit(Commit.newBuilder().setGroup(group).setOffset(offset));
    harness.processElement(fact(second).setOffset(commit).build(), 0);
  }

  private void end(long second, boolean committed) throws Exception {
    harness.processElement(
        fact(second).setEnd(TransactionEnd.newBuilder().setCommitted(committed)).build(), 0);
  }

  private List<String> unknown() {
    return harness.extractOutputValues().stream()
        .filter(PartitionFact::hasOffsetUnknown)
        .map(PartitionFact::getOffsetUnknown)
        .toList();
  }

  @Test
  void offsetsOfATransactionThatNobodyEndedAreUnknownAfterTimeoutAndGrace() throws Exception {
    begin(1, 60_000);
    offset(2, "g", 40);

    harness.processWatermark(71_999);
    assertThat(unknown()).isEmpty();
    harness.processWatermark(72_100);

    assertThat(unknown()).containsExactly("g");
  }

  @Test
  void aTransactionThatEndedInTimeIsDecidedAndTheNextOneIsWatchedToo() throws Exception {
    begin(1, 60_000);
    offset(2, "g", 40);
    end(3, true);
    offset(30, "h", 41);

    harness.processWatermark(99_000);
    assertThat(unknown()).isEmpty();
    harness.processWatermark(100_100);

    assertThat(unknown()).containsExactly("h");
    assertThat(harness.extractOutputValues())
        .filteredOn(PartitionFact::hasCommit)
        .extracting(f -> f.getCommit().getOffset())
        .containsExactly(40L);
  }

  @Test
  void theEndOfTheInputIsNotTheEndOfTheTimeout() throws Exception {
    begin(1, 60_000);
    offset(2, "g", 40);

    harness.processWatermark(Long.MAX_VALUE);

    assertThat(unknown()).isEmpty();
  }
}
