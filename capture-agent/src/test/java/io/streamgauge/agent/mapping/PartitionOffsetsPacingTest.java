package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Source;
import org.junit.jupiter.api.Test;

/** When a partition's offsets are told. */
class PartitionOffsetsPacingTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;

  private final MapperHarness harness = new MapperHarness();

  private void fetch(long atNanos, long highWatermark) {
    TestPartitions fetch = new TestPartitions().session(9);
    fetch.row("orders", 0).set("hw", highWatermark);
    harness.feed(TestExchange.of(ApiKeys.FETCH, fetch).at(TestExchange.START + atNanos).takes(0));
  }

  private void emptyFetch(long atNanos) {
    harness.feed(
        TestExchange.of(ApiKeys.FETCH, new TestPartitions().session(9))
            .at(TestExchange.START + atNanos)
            .takes(0));
  }

  @Test
  void tellsTheFirstChangeAtOnceAndThenTheLatestOfEachTenthOfASecond() {
    // When
    for (long i = 0; i < 50; i++) {
      fetch(i * 10 * MILLI, 100 + i);
    }
    harness.finish();
    // Then
    assertThat(harness.facts()).hasSizeBetween(5, 7);
    assertThat(harness.facts()).first().asString().contains("high_watermark=100");
    assertThat(harness.facts()).last().asString().contains("high_watermark=149");
  }

  @Test
  void aLastChangeIsToldAlthoughNothingFollows() {
    // When
    fetch(0, 100);
    fetch(10 * MILLI, 101);
    harness.time(TestExchange.START + 200 * MILLI).time(TestExchange.START + SECOND);
    // Then
    assertThat(harness.facts()).hasSize(2).last().asString().contains("high_watermark=101");
  }

  private void fetchMarkers(long atNanos, long from, long next, int markers) {
    TestPartitions fetch = new TestPartitions().isolation(1);
    TestPartitions.TestRow row = fetch.row("orders", 0).set("hw", next).set("lso", next);
    row.set("fetch", from);
    if (next > from) {
      row.set("next", next).set("trailing", markers);
    }
    harness.feed(TestExchange.of(ApiKeys.FETCH, fetch).at(TestExchange.START + atNanos).takes(0));
  }

  @Test
  void markersAreToldAlthoughALaterFetchFoundNothing() {
    // When
    fetchMarkers(0, 5, 9, 0);
    fetchMarkers(10 * MILLI, 9, 10, 1);
    fetchMarkers(20 * MILLI, 10, 11, 1);
    fetchMarkers(30 * MILLI, 11, 11, 0);
    harness.finish();
    // Then
    assertThat(harness.facts())
        .last()
        .asString()
        .contains("trailing_control_records=2", "next_offset=11");
  }

  @Test
  void thinsUnchangedRepeatsToOneInTenSeconds() {
    // When
    for (long i = 0; i < 250; i++) {
      fetch(i * 100 * MILLI, 100);
    }
    harness.finish();
    // Then
    assertThat(harness.facts()).hasSize(3);
  }

  @Test
  void anEmptyAnswerOfAnIncrementalSessionRenewsItsPartitionsWithoutTheirPosition() {
    // Given
    fetch(0, 100);
    // When
    for (long i = 1; i <= 50; i++) {
      emptyFetch(i * 500 * MILLI);
    }
    harness.finish();
    // Then
    assertThat(harness.facts())
        .hasSizeBetween(2, 3)
        .allMatch(fact -> fact.contains("high_watermark=100"))
        .last()
        .asString()
        .doesNotContain("client=");
  }

  @Test
  void partitionsAndSessionsAreBoundedAndCounted() {
    // Given room for two partitions and one session
    PartitionOffsetsTracker tracker = new PartitionOffsetsTracker((time, on, body) -> {}, 2, 1);
    PartitionOffsetsTracker.Session session = tracker.session(null, 9);
    // When
    for (int partition = 0; partition < 10; partition++) {
      session.add(tracker.slot(Source.FETCH, 0, null, partition, null, null));
    }
    PartitionOffsetsTracker.Session other = tracker.session(null, 10);
    // Then
    assertThat(tracker.dropped()).isEqualTo(8 + 1);
    assertThat(session.size()).isEqualTo(2);
    assertThat(tracker.session(null, 10)).isSameAs(other);
    assertThat(tracker.session(null, 9)).isNotSameAs(session);
  }

  @Test
  void aPartitionThatLeftItsSessionIsNotRenewed() {
    // Given
    fetch(0, 100);
    // When
    harness.feed(
        TestExchange.of(ApiKeys.FETCH, new TestPartitions().session(9).forgets("orders", 0))
            .at(TestExchange.START + MILLI)
            .takes(0));
    for (long i = 1; i <= 50; i++) {
      emptyFetch(i * 500 * MILLI);
    }
    harness.finish();
    // Then
    assertThat(harness.facts()).hasSize(1);
  }

  @Test
  void aPartitionThatCameBackIsToldAtOnce() {
    // Given
    fetch(0, 100);
    // When
    harness.feed(
        TestExchange.of(ApiKeys.FETCH, new TestPartitions().session(9).forgets("orders", 0))
            .at(TestExchange.START + MILLI)
            .takes(0));
    fetch(2 * MILLI, 100);
    harness.finish();
    // Then
    assertThat(harness.facts()).hasSize(2);
  }

  @Test
  void aClosedSessionRenewsNothing() {
    // Given
    fetch(0, 100);
    // When
    harness.feed(
        TestExchange.of(ApiKeys.FETCH, new TestPartitions().session(9).epoch(-1))
            .at(TestExchange.START + MILLI)
            .takes(0));
    for (long i = 1; i <= 50; i++) {
      emptyFetch(i * 500 * MILLI);
    }
    harness.finish();
    // Then
    assertThat(harness.facts()).hasSize(1);
  }
}
