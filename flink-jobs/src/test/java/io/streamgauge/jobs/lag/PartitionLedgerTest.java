package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionLedgerTest {
  private final PartitionState.Builder state = PartitionState.newBuilder();
  private final PartitionLedger ledger = new PartitionLedger(state);

  private static PartitionOffsets.Builder offsets(Source source) {
    return PartitionOffsets.newBuilder().setSource(source);
  }

  private void tell(long time, PartitionOffsets.Builder offsets) {
    tell(time, "", offsets);
  }

  private void tell(long time, String id, PartitionOffsets.Builder offsets) {
    ledger.apply(
        PartitionFact.newBuilder()
            .setTimeNanos(time)
            .setTopicId(ByteString.copyFromUtf8(id))
            .setOffsets(offsets)
            .build());
  }

  private void commit(long time, Source source, long offset) {
    ledger.apply(
        PartitionFact.newBuilder()
            .setTimeNanos(time)
            .setCommit(Commit.newBuilder().setGroup("g").setSource(source).setOffset(offset))
            .build());
  }

  private long committed() {
    return state.getGroupsOrThrow("g").getOffset();
  }

  static Stream<Arguments> offsetsAboveAndBelow() {
    return Stream.of(
        Arguments.of("fetch", offsets(Source.FETCH).setHighWatermark(20), 20),
        Arguments.of("follower fetch", offsets(Source.FOLLOWER_FETCH).setHighWatermark(20), 20),
        Arguments.of("older fetch", offsets(Source.FETCH).setHighWatermark(5), 10),
        Arguments.of("fetch that failed", offsets(Source.FETCH).setHighWatermark(-1), 10),
        Arguments.of(
            "produce, acks=all", offsets(Source.PRODUCE).setAcks(-1).setLogEndOffset(20), 20),
        Arguments.of("produce, acks=1", offsets(Source.PRODUCE).setAcks(1).setLogEndOffset(20), 10),
        Arguments.of("produce, acks unknown", offsets(Source.PRODUCE).setLogEndOffset(20), 10),
        Arguments.of(
            "list offsets, read uncommitted",
            offsets(Source.LIST_OFFSETS).setIsolation(0).setHighWatermark(20),
            20),
        Arguments.of(
            "list offsets, read committed",
            offsets(Source.LIST_OFFSETS).setIsolation(1).setHighWatermark(20),
            10),
        Arguments.of("last stable offset", offsets(Source.FETCH).setLastStableOffset(20), 10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("offsetsAboveAndBelow")
  void whatRaisesTheHighWatermark(String what, PartitionOffsets.Builder fact, long expected) {
    tell(1, offsets(Source.FETCH).setHighWatermark(10));

    tell(2, fact);

    assertThat(state.getHighWatermark()).as(what).isEqualTo(expected);
  }

  @Test
  void theHighWatermarkFallsWithANewerEpochOnly() {
    tell(1, offsets(Source.FETCH).setLeaderEpoch(4).setHighWatermark(100));
    tell(2, offsets(Source.FETCH).setLeaderEpoch(4).setHighWatermark(90));
    assertThat(state.getHighWatermark()).isEqualTo(100);

    tell(3, offsets(Source.FETCH).setLeaderEpoch(5).setHighWatermark(80));
    assertThat(state.getHighWatermark()).isEqualTo(80);

    tell(4, offsets(Source.FETCH).setLeaderEpoch(4).setHighWatermark(100));
    assertThat(state.getHighWatermark()).as("from a deposed leader").isEqualTo(80);
  }

  @Test
  void theEpochOfARecordIsNotTheLeaders() {
    tell(1, offsets(Source.FETCH).setLeaderEpoch(4).setHighWatermark(100));

    tell(2, offsets(Source.LIST_OFFSETS).setLeaderEpoch(9).setHighWatermark(50));

    assertThat(state.getHighWatermark()).isEqualTo(100);
  }

  @Test
  void aRecreatedTopicStartsOverAndItsFormerIdIsIgnored() {
    tell(1, "one", offsets(Source.FETCH).setHighWatermark(100));
    commit(1, Source.OFFSET_COMMIT, 90);

    tell(2, "two", offsets(Source.FETCH).setHighWatermark(3));
    tell(3, "one", offsets(Source.FETCH).setHighWatermark(101));

    assertThat(state.getHighWatermark()).isEqualTo(3);
    assertThat(committed()).isEqualTo(-1);
    assertThat(state.getGroupsOrThrow("g").getChanged()).isTrue();
  }

  @Test
  void factsOlderThanTheTopicsDeletionAreIgnored() {
    tell(1, offsets(Source.FETCH).setHighWatermark(100));
    ledger.apply(PartitionFact.newBuilder().setTimeNanos(10).setTopicDeleted(true).build());

    tell(9, offsets(Source.FETCH).setHighWatermark(101));
    assertThat(state.hasHighWatermark()).isFalse();

    tell(11, offsets(Source.FETCH).setHighWatermark(2));
    assertThat(state.getHighWatermark()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "OFFSET_COMMIT, 5, 30, 30",
    "OFFSET_COMMIT, 3, 30, 40",
    "OFFSET_FETCH, 5, 30, 30",
    "OFFSET_FETCH, 5, -1, -1",
    "OFFSET_FETCH, 3, -1, 40",
    "SEED, 5, 30, 40"
  })
  void theNewestWordOfACommittedOffsetCounts(Source source, long time, long offset, long expected) {
    commit(4, Source.OFFSET_COMMIT, 40);

    commit(time, source, offset);

    assertThat(committed()).isEqualTo(expected);
  }

  @Test
  void theWireOverwritesASeedWhateverItsTime() {
    commit(10, Source.SEED, 40);

    commit(5, Source.OFFSET_COMMIT, 30);

    assertThat(committed()).isEqualTo(30);
  }

  @Test
  void theFirstHighWatermarkOnTheWireStandsInPlaceOfASeeds() {
    tell(1, offsets(Source.SEED).setHighWatermark(100));
    tell(2, offsets(Source.SEED).setHighWatermark(110));
    assertThat(state.getHighWatermark()).isEqualTo(110);

    tell(3, offsets(Source.FETCH).setHighWatermark(90));
    assertThat(state.getHighWatermark()).isEqualTo(90);

    tell(4, offsets(Source.SEED).setHighWatermark(200));
    tell(5, offsets(Source.FETCH).setHighWatermark(80));
    assertThat(state.getHighWatermark()).as("an ordinary one from then on").isEqualTo(90);
  }

  @Test
  void aDeletedOffsetIsGoneUntilTheNextCommit() {
    commit(1, Source.OFFSET_COMMIT, 40);
    ledger.apply(PartitionFact.newBuilder().setTimeNanos(2).setOffsetDeleted("g").build());
    assertThat(committed()).isEqualTo(-1);

    commit(3, Source.OFFSET_COMMIT, 41);

    assertThat(committed()).isEqualTo(41);
  }

  @ParameterizedTest
  @CsvSource({"5, -1", "3, 40"})
  void anOffsetOfAnUnresolvedTransactionIsUnknownUnlessSomethingNewerIsKnown(
      long time, long expected) {
    commit(4, Source.OFFSET_COMMIT, 40);

    ledger.apply(PartitionFact.newBuilder().setTimeNanos(time).setOffsetUnknown("g").build());

    assertThat(committed()).isEqualTo(expected);
  }

  @Test
  void anUnknownOffsetIsKnownAgainWithTheNextCommitOrRead() {
    commit(1, Source.OFFSET_COMMIT, 40);
    ledger.apply(PartitionFact.newBuilder().setTimeNanos(2).setOffsetUnknown("g").build());

    commit(3, Source.OFFSET_FETCH, 44);

    assertThat(committed()).isEqualTo(44);
  }

  @Test
  void whatEndsACommitMayComeBeforeIt() {
    ledger.apply(PartitionFact.newBuilder().setTimeNanos(2).setOffsetUnknown("g").build());

    commit(1, Source.OFFSET_COMMIT, 40);
    assertThat(committed()).isEqualTo(-1);

    commit(3, Source.OFFSET_COMMIT, 41);
    assertThat(committed()).isEqualTo(41);
  }

  @Test
  void deletedRecordsMoveTheLogStart() {
    tell(1, offsets(Source.FETCH).setHighWatermark(10).setLogStartOffset(0));

    ledger.apply(PartitionFact.newBuilder().setTimeNanos(2).setRecordsDeleted(7).build());
    tell(1, offsets(Source.FETCH).setLogStartOffset(0));

    assertThat(state.getLogStartOffset()).isEqualTo(7);
  }

  @Test
  void lagIsNeverNegativeAndAbsentUntilBothSidesAreKnown() {
    assertThat(PartitionLedger.lag(null, 5)).isEqualTo(OptionalLong.empty());
    assertThat(PartitionLedger.lag(5L, -1)).isEqualTo(OptionalLong.empty());
    assertThat(PartitionLedger.lag(5L, 9)).hasValue(0);
    assertThat(PartitionLedger.lag(9L, 5)).hasValue(4);
  }

  @Test
  void aNewLeaderEpochCountsFromItsFirstHighWatermarkOn() {
    tell(1, offsets(Source.FETCH).setLeaderEpoch(1).setHighWatermark(100));
    tell(2, offsets(Source.FETCH).setLeaderEpoch(2).setLogStartOffset(0));

    tell(3, offsets(Source.FETCH).setLeaderEpoch(2).setHighWatermark(90));

    assertThat(state.getHighWatermark()).isEqualTo(90);
  }

  @Test
  void aDeletionThatArrivesLateSparesWhatWasCommittedAfterIt() {
    commit(10, Source.OFFSET_COMMIT, 5);

    ledger.apply(PartitionFact.newBuilder().setTimeNanos(8).setTopicDeleted(true).build());

    assertThat(committed()).isEqualTo(5);
  }
}
