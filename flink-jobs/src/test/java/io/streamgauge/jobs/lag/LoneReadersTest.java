package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Assigned;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoneReadersTest {
  private static final String READER = "10.0.0.9\u0000tail";
  private final PartitionState.Builder state = PartitionState.newBuilder();
  private final PartitionLedger ledger = new PartitionLedger(state);

  private static PartitionFact.Builder at(long second) {
    return PartitionFact.newBuilder().setTimeNanos(second * 1_000_000_000L);
  }

  private void fetches(long second, String reader, long offset, long highWatermark) {
    ledger.apply(
        at(second)
            .setReader(reader)
            .setWorkload("w")
            .setOffsets(
                PartitionOffsets.newBuilder()
                    .setSource(Source.FETCH)
                    .setFetchOffset(offset)
                    .setHighWatermark(highWatermark))
            .build());
  }

  private String look(long second) {
    List<LoneReaders.Told> told = LoneReaders.look(state, second * 1_000_000_000L);
    return told.stream()
        .map(each -> each.lag().isPresent() ? "" + each.lag().getAsLong() : "ended")
        .reduce("", (a, b) -> a + (a.isEmpty() ? "" : " ") + b);
  }

  @Test
  void aReaderWithoutAGroupIsToldWhenItHasReadForAWhile() {
    fetches(1, READER, 10, 100);
    assertThat(look(20)).isEmpty();
    assertThat(LoneReaders.waits(state)).isTrue();
    fetches(25, READER, 70, 110);

    assertThat(look(31)).isEqualTo("40");
  }

  @Test
  void aReaderThatWasAssignedThePartitionHasAGroup() {
    fetches(1, READER, 10, 100);
    ledger.apply(at(2).setAssigned(Assigned.newBuilder().setGroup("g").setReader(READER)).build());

    assertThat(look(40)).isEmpty();
    assertThat(LoneReaders.waits(state)).isFalse();
  }

  @Test
  void aReaderThatCommitsHasAGroupFromThenOn() {
    fetches(1, READER, 10, 100);
    assertThat(look(31)).isEqualTo("90");
    ledger.apply(
        at(32)
            .setReader(READER)
            .setCommit(
                Commit.newBuilder().setGroup("g").setOffset(5).setSource(Source.OFFSET_COMMIT))
            .build());

    assertThat(look(40)).isEqualTo("ended");
    assertThat(look(50)).isEmpty();
  }

  @Test
  void aReaderThatIsBehindAndSilentIsGoneButOneThatHasReadAllIsNot() {
    fetches(1, READER, 10, 100);
    fetches(1, "10.0.0.8\u0000tail", 100, 100);
    assertThat(look(31)).isEqualTo("0 90");

    assertThat(look(122)).isEqualTo("0 ended");
    assertThat(look(132)).isEqualTo("0");
    assertThat(look(86_500)).isEqualTo("ended");
    assertThat(state.getPositionsCount()).isZero();
  }

  @Test
  void aDeletedTopicEndsItsReaders() {
    fetches(1, READER, 10, 100);
    look(31);
    ledger.apply(at(35).setTopicDeleted(true).build());

    assertThat(look(40)).isEqualTo("ended");
    assertThat(LoneReaders.waits(state)).isFalse();
  }

  @Test
  void aTopicMadeAnewEndsItsReadersToo() {
    ledger.apply(at(1).setTopicId(ByteString.copyFromUtf8("a")).build());
    fetches(1, READER, 10, 100);
    look(31);
    ledger.apply(at(35).setTopicId(ByteString.copyFromUtf8("b")).build());

    assertThat(look(40)).isEqualTo("ended");
  }

  @Test
  void readersAndCommittersAreBounded() {
    for (int i = 0; i < 3 * Readers.LIMIT; i++) {
      fetches(i, "10.0.0.9\u0000" + i, 10, 100);
      ledger.apply(
          at(i)
              .setReader("10.0.0.9\u0000" + i)
              .setCommit(Commit.newBuilder().setGroup("g").setOffset(i))
              .build());
    }

    assertThat(state.getPositionsCount()).isEqualTo(Readers.LIMIT);
    assertThat(state.getCommittersCount()).isEqualTo(Readers.LIMIT);
  }
}
