package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.management.ThreadMXBean;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.privacy.PrivacyMode;
import io.streamgauge.agent.privacy.PrivacyPolicy;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.v1.CaptureCount;
import io.streamgauge.events.v1.CaptureCounter;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.SpanSampled;
import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.SpanSampled.Reason;
import io.streamgauge.protocol.exchange.Exchange;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which exchanges are told one by one. */
class SpanMappingTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int TIMED_OUT = 7;

  private static MapperHarness agent(double ratio, int perSecond) {
    SpanOptions options = new SpanOptions(ratio, Duration.ofSeconds(1), perSecond);
    return new MapperHarness(MappingOptions.DEFAULTS.withSpans(options));
  }

  private static TestPartitions produce(String topic, int partition, long from, long to) {
    TestPartitions produce = new TestPartitions().acks(-1);
    produce
        .row(topic, partition)
        .set("base", from)
        .set("next", to)
        .set("records", to - from)
        .set("bytes", 10 * (to - from));
    return produce;
  }

  private static TestPartitions fetch(long asked, long from, long to) {
    TestPartitions fetch = new TestPartitions().isolation(0);
    fetch.row("orders", 3).set("fetch", asked).set("base", from).set("next", to).set("hw", to);
    return fetch;
  }

  private static TestPartitions commit(long offset) {
    TestPartitions commit = new TestPartitions().group("billing", "m-1", 2);
    commit.row("orders", 3).set("committed", offset);
    return commit;
  }

  private static List<SpanSampled> spans(MapperHarness agent) {
    return agent.finish().batches().stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(Event::hasSpanSampled)
        .map(Event::getSpanSampled)
        .toList();
  }

  private static List<Long> offsets(MapperHarness agent, Kind kind) {
    return spans(agent).stream()
        .filter(span -> span.getKind() == kind)
        .map(SpanSampled::getOffset)
        .toList();
  }

  private static long count(MapperHarness agent, CaptureCounter counter) {
    return agent.finish().batches().stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .flatMap(event -> event.getAgent().getCountsList().stream())
        .filter(each -> each.getCounter() == counter)
        .mapToLong(CaptureCount::getCount)
        .sum();
  }

  @Test
  void aRecordIsFollowedByAgentsThatSeeNothingOfEachOther() {
    // Given three nodes: one where records are produced in batches of 7, one where they are fetched
    // 13 at a time, sets that begin before what was asked for among them, and one where they are
    // committed 31 at a time
    MapperHarness producing = agent(0.1, 1_000);
    MapperHarness consuming = agent(0.1, 1_000);
    MapperHarness committing = agent(0.1, 1_000);

    // When
    for (long from = 0; from < 1_001; from += 7) {
      producing.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, from, from + 7)));
    }
    for (long from = 0; from < 1_001; from += 13) {
      TestPartitions fetch = fetch(from, Math.max(0, from - 5), from + 13);
      consuming.feed(TestExchange.of(ApiKeys.FETCH, fetch));
    }
    for (long offset = 0; offset <= 1_001; offset += 31) {
      committing.feed(TestExchange.of(ApiKeys.OFFSET_COMMIT, commit(offset)));
    }

    // Then all of them tell of the same records, each once
    List<Long> sent = offsets(producing, Kind.SEND);
    assertThat(sent).hasSizeBetween(99, 101).doesNotHaveDuplicates();
    assertThat(offsets(consuming, Kind.POLL)).isEqualTo(sent);
    assertThat(offsets(committing, Kind.COMMIT))
        .isEqualTo(sent.stream().filter(offset -> offset < 992).toList());
  }

  @Test
  void aSpanTellsWhoDidWhatWhenAndForHowLong() {
    // Given a fetch of one record that took 20 ms
    MapperHarness agent = agent(1, 100);
    long start = TestExchange.START + SECOND;
    TestPartitions fetch = new TestPartitions().isolation(0);
    fetch
        .row("orders", 3)
        .set("fetch", 8)
        .set("base", 8)
        .set("next", 9)
        .set("records", 1)
        .set("bytes", 70);

    // When
    agent.feed(
        TestExchange.of(ApiKeys.FETCH, fetch).at(start).takes(20 * TestExchange.MILLI).waits());

    // Then
    EventBatch batch =
        agent.finish().batches().stream()
            .filter(each -> each.getEventsList().stream().anyMatch(Event::hasSpanSampled))
            .findFirst()
            .orElseThrow();
    Event event =
        batch.getEventsList().stream().filter(Event::hasSpanSampled).findFirst().orElseThrow();
    assertThat(event.getTimeNanos()).isEqualTo(start + 20 * TestExchange.MILLI);
    assertThat(event.getOrdinal()).isPositive();
    assertThat(MapperHarness.text(event, new EventBatchReader(batch)))
        .isEqualTo(
            "SPAN_SAMPLED kind=POLL reason=RECORD client=app topic=orders partition=3 offset=8"
                + " duration_nanos=20000000 records=1 bytes=70 correlation_id=1");
  }

  @Test
  void whatFailedAndWhatWasSlowIsToldWhateverTheRatio() {
    // Given no record that is followed
    MapperHarness agent = agent(0, 100);
    TestPartitions refused = produce("orders", 3, -1, -1);
    refused.row("orders", 4).error(TIMED_OUT);

    // When
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, refused).error(TIMED_OUT));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 5, 9)).takes(SECOND));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 9, 12)).takes(SECOND - 1));
    agent.feed(TestExchange.of(ApiKeys.FETCH, new TestPartitions()).takes(2 * SECOND).waits());
    agent.feed(TestExchange.of(ApiKeys.FETCH, new TestPartitions()).error(TIMED_OUT));
    agent.feed(TestExchange.of(ApiKeys.FETCH, new TestPartitions().replica(2)).error(TIMED_OUT));
    agent.feed(TestExchange.of(ApiKeys.OFFSET_COMMIT, commit(4)).takes(SECOND));

    // Then: neither what waited on purpose nor a follower
    assertThat(spans(agent))
        .extracting(SpanSampled::getKind, SpanSampled::getReason, SpanSampled::getErrorCode)
        .containsExactly(
            tuple(Kind.SEND, Reason.FAILED, TIMED_OUT),
            tuple(Kind.SEND, Reason.SLOW, 0),
            tuple(Kind.POLL, Reason.FAILED, TIMED_OUT),
            tuple(Kind.COMMIT, Reason.SLOW, 0));
    assertThat(spans(agent)).extracting(SpanSampled::getOffset).containsExactly(-1L, 5L, -1L, -1L);
    assertThat(spans(agent)).extracting(SpanSampled::getPartition).containsExactly(4, 3, 0, 3);
  }

  @Test
  void aFailureIsToldBesideRecordsThatAreFollowedAndSlownessByThem() {
    // Given an agent that follows all records
    MapperHarness agent = agent(1, 100);
    TestPartitions inPart = produce("orders", 3, 5, 6);
    inPart.row("orders", 4).error(TIMED_OUT);

    // When
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, inPart).error(TIMED_OUT));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 6, 7)).takes(SECOND));

    // Then
    assertThat(spans(agent))
        .extracting(SpanSampled::getReason, SpanSampled::getPartition, SpanSampled::getOffset)
        .containsExactly(
            tuple(Reason.RECORD, 3, 5L), tuple(Reason.FAILED, 4, -1L), tuple(Reason.RECORD, 3, 6L));
  }

  @Test
  void aClockThatIsSetBackDoesNotEndTheTelling() {
    // Given an agent whose limit is reached, an hour ahead of what comes then
    MapperHarness agent = agent(1, 1);
    long ahead = TestExchange.START + 3_600 * SECOND;
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 0, 2)).at(ahead));

    // When a connection is a little behind, and then the clock is set
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 2, 3)).at(ahead - SECOND));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 3, 4)));

    // Then
    assertThat(offsets(agent, Kind.SEND)).containsExactly(0L, 3L);
  }

  @Test
  void aLimitHoldsPerSecondAndWhatItKeepsBackIsCounted() {
    // Given
    MapperHarness agent = agent(1, 5);

    // When a producer sends more than that, twice in a second and once in the next
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 0, 1_000)));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 1_000, 1_002)));
    agent.feed(
        TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 1_002, 1_004))
            .at(TestExchange.START + SECOND));

    // Then
    assertThat(offsets(agent, Kind.SEND)).containsExactly(0L, 1L, 2L, 3L, 4L, 1_002L, 1_003L);
    assertThat(count(agent, CaptureCounter.SPANS_TOLD)).isEqualTo(7);
    assertThat(count(agent, CaptureCounter.SPANS_LIMITED)).isEqualTo(997);
  }

  @Test
  void unlessToldSoNothingIsSampled() {
    MapperHarness agent = new MapperHarness();

    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 0, 10)).takes(5 * SECOND));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 0, 10)).error(TIMED_OUT));

    assertThat(spans(agent)).isEmpty();
    assertThat(count(agent, CaptureCounter.SPANS_TOLD)).isZero();
  }

  @Test
  void whatIsOursAndWhatIsDeniedIsInNoSpan() {
    // Given
    MappingOptions options =
        MappingOptions.DEFAULTS
            .withSpans(new SpanOptions(1, Duration.ofSeconds(1), 100))
            .withPrivacy(
                PrivacyPolicy.of(PrivacyMode.FULL, null, List.of("secret"), List.of("billing")));
    MapperHarness agent = new MapperHarness(options);

    // When
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("streamgauge.events", 0, 0, 10)));
    agent.feed(TestExchange.of(ApiKeys.PRODUCE, produce("secret", 0, 0, 10)));
    agent.feed(TestExchange.of(ApiKeys.OFFSET_COMMIT, commit(0)));
    agent.feed(TestExchange.of(ApiKeys.OFFSET_COMMIT, commit(10)));

    // Then
    assertThat(spans(agent)).isEmpty();
  }

  /** What a number on the wire says is neither walked through nor kept. */
  @Test
  void offsetsThatNoBrokerGivesCostNoMoreThanTheLimit() {
    MapperHarness agent = agent(1, 3);
    List<TestPartitions> hostile = new ArrayList<>();
    hostile.add(produce("orders", 3, 0, Long.MAX_VALUE));
    hostile.add(produce("streamgauge.x", 3, 0, Long.MAX_VALUE));
    hostile.add(produce("orders", 3, Long.MIN_VALUE, Long.MAX_VALUE));

    hostile.forEach(each -> agent.feed(TestExchange.of(ApiKeys.PRODUCE, each)));

    assertThat(spans(agent)).hasSize(3);
    assertThat(count(agent, CaptureCounter.SPANS_LIMITED)).isBetween(1L, 2_000_000L);
  }

  private static Stream<Exchange> notSampled() {
    return Stream.of(
        TestExchange.of(ApiKeys.PRODUCE, produce("orders", 3, 4, 5)).build(),
        TestExchange.of(ApiKeys.FETCH, fetch(4, 4, 5).session(7)).build());
  }

  @ParameterizedTest
  @MethodSource("notSampled")
  void aWarmExchangeThatIsNotSampledAllocatesNothing(Exchange exchange) {
    // Given an agent that samples, and an exchange in which nothing is followed
    MapperHarness harness = agent(1e-15, 100);
    ConnectionObserver connection = harness.open("10.0.0.9");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    for (int i = 0; i < 20_000; i++) {
      connection.onExchange(exchange);
    }
    // When
    int rounds = 10_000;
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < rounds; i++) {
      connection.onExchange(exchange);
    }
    long perExchange = (threads.getThreadAllocatedBytes(id) - before) / rounds;
    // Then
    assertThat(perExchange).isZero();
    assertThat(spans(harness)).isEmpty();
  }
}
