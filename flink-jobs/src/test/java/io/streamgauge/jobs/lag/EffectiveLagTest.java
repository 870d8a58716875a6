package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.v1.Assigned;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a group could still read, and who it is that reads. */
class EffectiveLagTest {
  private final PartitionState.Builder state = PartitionState.newBuilder();
  private final PartitionLedger ledger = new PartitionLedger(state);
  private long time = 1;

  private void tell(String reader, PartitionOffsets.Builder offsets) {
    ledger.apply(
        PartitionFact.newBuilder()
            .setTimeNanos(time++)
            .setReader(reader)
            .setOffsets(offsets)
            .build());
  }

  private static PartitionOffsets.Builder fetch(long highWatermark, long lastStable) {
    return PartitionOffsets.newBuilder()
        .setSource(Source.FETCH)
        .setHighWatermark(highWatermark)
        .setLastStableOffset(lastStable);
  }

  private static PartitionOffsets.Builder markers(long highWatermark, int count, long next) {
    return fetch(highWatermark, highWatermark).setTrailingControlRecords(count).setNextOffset(next);
  }

  private void assign(String group, String reader) {
    ledger.apply(
        PartitionFact.newBuilder()
            .setTimeNanos(time++)
            .setAssigned(Assigned.newBuilder().setGroup(group).setReader(reader))
            .build());
  }

  private OptionalLong lag(long committed) {
    return EffectiveLag.of(state, "g", committed);
  }

  @Test
  void isAbsentUntilBothSidesAreKnown() {
    assertThat(lag(5)).isEmpty();
    tell("", fetch(9, 9));

    assertThat(lag(-1)).isEmpty();
    assertThat(lag(5)).hasValue(4);
    assertThat(lag(12)).as("never negative").hasValue(0);
  }

  @ParameterizedTest(name = "committed {0}: {1}")
  @CsvSource({"8, 2", "10, 0", "11, 0", "12, 0"})
  void leavesOutTheMarkersThatFollowTheLastRecord(long committed, long expected) {
    tell("", markers(12, 2, 12));

    assertThat(lag(committed)).hasValue(expected);
    assertThat(PartitionLedger.lag(12L, committed)).as("Kafka's lag").hasValue(12 - committed);
  }

  @Test
  void markersWithRecordsBehindThemAreNotAtTheEnd() {
    tell("", markers(12, 2, 12));

    tell("", fetch(13, 13));

    assertThat(lag(10)).hasValue(3);
  }

  @Test
  void markersThatFollowEachOtherAreOneRun() {
    tell("", markers(11, 1, 11));
    tell("", markers(12, 1, 12));

    assertThat(lag(10)).hasValue(0);

    tell("", markers(20, 1, 20));
    assertThat(lag(10)).as("records in between").hasValue(9);
  }

  @Test
  void anOlderRunThatIsToldLateDoesNotReplaceTheNewest() {
    tell("", markers(20, 1, 20));

    tell("", markers(20, 1, 11));

    assertThat(lag(19)).hasValue(0);
  }

  @Test
  void aFollowerShowsMarkersBeforeTheyAreBelowTheHighWatermark() {
    tell(
        "",
        PartitionOffsets.newBuilder()
            .setSource(Source.FOLLOWER_FETCH)
            .setHighWatermark(10)
            .setTrailingControlRecords(1)
            .setNextOffset(11));
    assertThat(lag(10)).hasValue(0);

    tell("", fetch(11, 11));

    assertThat(lag(10)).hasValue(0);
  }

  @Test
  void endsAtTheLastStableOffsetWhereTheGroupReadsCommittedOnly() {
    assign("g", "app");
    tell("app", fetch(20, 12).setFetchOffset(10).setIsolation(0));
    assertThat(lag(10)).as("read uncommitted").hasValue(10);

    tell("app", fetch(20, 12).setFetchOffset(10).setIsolation(1));

    assertThat(lag(10)).as("read committed").hasValue(2);
  }

  @Test
  void aRecreatedTopicHasNoMarkers() {
    tell("", markers(12, 2, 12));

    ledger.apply(
        PartitionFact.newBuilder()
            .setTimeNanos(time++)
            .setTopicId(ByteString.copyFromUtf8("one"))
            .setOffsets(fetch(12, 12))
            .build());
    ledger.apply(
        PartitionFact.newBuilder()
            .setTimeNanos(time++)
            .setTopicId(ByteString.copyFromUtf8("two"))
            .setOffsets(fetch(12, 12))
            .build());

    assertThat(lag(10)).hasValue(2);
  }

  @Test
  void aFetchIsTheGroupsToWhoseMemberThePartitionWasGiven() {
    tell("app", fetch(20, 20).setFetchOffset(3));
    assign("g", "app");
    assign("h", "other");
    assertThat(Readers.fetchLag(state, "g")).as("fetched before it was given").isEmpty();

    tell("app", fetch(20, 20).setFetchOffset(15));

    assertThat(Readers.fetchLag(state, "g")).hasValue(5);
    assertThat(Readers.fetchLag(state, "h")).isEmpty();
  }

  @Test
  void groupsWhoseReadersLookAlikeAreAmbiguousAndHaveNoLagByFetches() {
    assign("g", "rdkafka");
    assign("h", "rdkafka");
    tell("rdkafka", fetch(20, 12).setFetchOffset(15).setIsolation(1));

    assertThat(Readers.ambiguous(state, "g")).isTrue();
    assertThat(Readers.fetchLag(state, "g")).isEmpty();
    assertThat(Readers.fetchLag(state, "h")).isEmpty();
    assertThat(lag(10)).as("isolation is not known either").hasValue(10);

    assign("h", "another");
    tell("rdkafka", fetch(20, 12).setFetchOffset(15).setIsolation(1));
    assertThat(Readers.fetchLag(state, "g")).hasValue(5);
  }

  @Test
  void readersAndPositionsAreBounded() {
    for (int i = 0; i <= Readers.LIMIT; i++) {
      assign("g" + i, "r" + i);
      tell("r" + i, fetch(20, 20).setFetchOffset(1));
    }

    assertThat(state.getReadersCount()).isEqualTo(Readers.LIMIT);
    assertThat(state.getPositionsCount()).isEqualTo(Readers.LIMIT);
    assertThat(state.getReadersMap()).doesNotContainKey("g0");
  }
}
