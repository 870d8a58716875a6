package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which log start a group is handed: the retention ratio is made of it. */
class LagPartsTest {
  private final PartitionState.Builder state = PartitionState.newBuilder();
  private final PartitionLedger ledger = new PartitionLedger(state);

  @BeforeEach
  void aGroupInALogThatBeginsAtFifty() {
    begins(1, 50);
    ledger.apply(
        fact(1)
            .setCommit(
                Commit.newBuilder().setGroup("g").setSource(Source.OFFSET_COMMIT).setOffset(60))
            .build());
  }

  private static PartitionFact.Builder fact(long time) {
    return PartitionFact.newBuilder().setTimeNanos(time);
  }

  private void begins(long time, long offset) {
    ledger.apply(
        fact(time)
            .setOffsets(
                PartitionOffsets.newBuilder()
                    .setSource(Source.FETCH)
                    .setHighWatermark(200)
                    .setLogStartOffset(offset))
            .build());
  }

  private void purged(long time, long to) {
    ledger.apply(fact(time).setRecordsDeleted(to).build());
  }

  private void keepsAll(long time, boolean keeps) {
    ledger.apply(fact(time).setKeepsAll(keeps).build());
  }

  private LagPart part() {
    return LagParts.of(state, "g", state.getGroupsOrThrow("g"));
  }

  @Test
  void whatRetentionLeftIsHandedOn() {
    assertThat(part().getLogStartOffset()).isEqualTo(50);
  }

  @Test
  void aStartThatDeleteRecordsSetIsNotRetentions() {
    purged(2, 55);

    assertThat(part().hasLogStartOffset()).isFalse();
  }

  @Test
  void itDoesNotMatterThatAFetchToldTheStartBeforeTheAnswerDid() {
    begins(2, 55);
    state.setOffsetsChanged(false);

    purged(3, 55);

    assertThat(part().hasLogStartOffset()).isFalse();
    assertThat(state.getOffsetsChanged()).as("the groups are to hear of it").isTrue();
  }

  @Test
  void retentionThatHasGoneFurtherThanDeleteRecordsCounts() {
    purged(2, 55);

    begins(3, 58);

    assertThat(part().getLogStartOffset()).isEqualTo(58);
  }

  @Test
  void aLogThatKeepsAllHasNothingToLoseUntilItsConfigurationChanges() {
    keepsAll(2, true);
    assertThat(part().hasLogStartOffset()).isFalse();
    assertThat(state.getOffsetsChanged()).isTrue();

    keepsAll(3, false);
    assertThat(part().getLogStartOffset()).isEqualTo(50);
  }

  @Test
  void aLogThatIsShortenedDoesNotKeepAllUntilItsConfigurationIsToldAgain() {
    keepsAll(2, true);
    begins(3, 58);
    assertThat(part().getLogStartOffset()).as("altered since").isEqualTo(58);

    keepsAll(2, true);
    assertThat(part().getLogStartOffset()).as("the old word again").isEqualTo(58);

    keepsAll(4, true);
    assertThat(part().hasLogStartOffset()).isFalse();
  }

  @Test
  void aTopicMadeAnewHasAnotherConfigurationAndAnotherPast() {
    ledger.apply(fact(2).setTopicId(ByteString.copyFromUtf8("a")).setKeepsAll(true).build());
    purged(2, 150);

    ledger.apply(
        fact(3)
            .setTopicId(ByteString.copyFromUtf8("b"))
            .setOffsets(PartitionOffsets.newBuilder().setSource(Source.FETCH).setLogStartOffset(5))
            .build());

    assertThat(part().getLogStartOffset()).isEqualTo(5);
  }

  @Test
  void aLookAtTheConfigurationIsNoNewsOfThePartition() {
    keepsAll(100, true);

    assertThat(state.getLastTimeNanos()).isEqualTo(1);
  }
}
