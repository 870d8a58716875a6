package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streamgauge.agent.identity.ClientIdFolding;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.rollup.LabelLimits;
import io.streamgauge.events.FetchWaits;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.AnomalyReason;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.Exchange;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What exchanges add to which sums. */
class TrafficMappingTest {
  private static final long SECOND = 1_000_000_000L;

  private static List<String> sums(MapperHarness harness, String family) {
    return harness.finish().sums().stream().filter(sum -> sum.startsWith(family)).toList();
  }

  @Test
  void addsOnlyWhatTheBrokerAccepted() {
    // Given
    TestPartitions produce = new TestPartitions().acks(1);
    produce.row("orders", 0).set("records", 3).set("bytes", 90).set("batches", 1);
    produce.row("orders", 1).set("records", 5).set("bytes", 150).set("batches", 1).error(6);
    // When
    MapperHarness harness = new MapperHarness().feed(TestExchange.of(ApiKeys.PRODUCE, produce));
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC"))
        .containsExactly(
            "TOPIC_TRAFFIC client=app topic=orders kind=PRODUCE records=3 bytes=90 batches=1");
  }

  @Test
  void countsUnacknowledgedProduceAsSent() {
    // Given
    TestPartitions produce = new TestPartitions().acks(0);
    produce.row("orders", 0).set("records", 3).set("bytes", 90).set("batches", 1).unanswered();
    // When
    MapperHarness harness =
        new MapperHarness().feed(TestExchange.of(ApiKeys.PRODUCE, produce).unanswered());
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC")).singleElement().asString().contains("records=3");
    assertThat(sums(harness, "REQUESTS"))
        .singleElement()
        .asString()
        .contains("fire_and_forget=1")
        .doesNotContain("unanswered")
        .doesNotContain("responses=");
  }

  @Test
  void tellsConsumersFromFollowers() {
    // Given
    TestPartitions consumer = new TestPartitions();
    consumer.row("orders", 0).set("records", 2).set("bytes", 60).set("batches", 1);
    TestPartitions follower = new TestPartitions().replica(2);
    follower.row("orders", 0).set("records", 2).set("bytes", 60).set("batches", 1);
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.FETCH, consumer))
            .feed(TestExchange.of(ApiKeys.FETCH, follower));
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC"))
        .containsExactlyInAnyOrder(
            "TOPIC_TRAFFIC client=app topic=orders kind=CONSUME records=2 bytes=60 batches=1",
            "TOPIC_TRAFFIC client=app topic=orders kind=REPLICATE records=2 bytes=60 batches=1");
  }

  @Test
  void aFetchOfUnknownRoleIsNeitherConsumptionNorReplication() {
    // Given a fetch whose damaged request did not come to say who asks
    TestPartitions unknown = new TestPartitions().replica(PartitionDetails.UNKNOWN_REPLICA);
    unknown
        .row("orders", 0)
        .set("records", 2)
        .set("bytes", 60)
        .set("batches", 1)
        .set("hw", 9)
        .set("fetch", 4);
    // When
    MapperHarness harness =
        new MapperHarness().feed(TestExchange.of(ApiKeys.FETCH, unknown).damaged());
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC")).isEmpty();
    assertThat(harness.facts()).isEmpty();
  }

  @Test
  void leavesTruncatedTailsOutAndNamesWhatIsUncountable() {
    // Given
    TestPartitions fetch = new TestPartitions();
    fetch
        .row("orders", 0)
        .set("records", 2)
        .set("bytes", 100)
        .set("truncated", 30)
        .set("batches", 1);
    fetch.row("orders", 1).set("records", PartitionRow.NONE).set("bytes", 50);
    // When
    MapperHarness harness = new MapperHarness().feed(TestExchange.of(ApiKeys.FETCH, fetch));
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC"))
        .containsExactly(
            "TOPIC_TRAFFIC client=app topic=orders kind=CONSUME records=2 bytes=120 batches=1"
                + " uncountable_bytes=50");
  }

  @Test
  void addsUpRequestsByApiVersionAndError() {
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(10).takes(4).throttled(7))
            .feed(TestExchange.of(10).takes(4).error(15))
            .feed(TestExchange.of(10).unanswered());
    // Then
    assertThat(sums(harness, "REQUESTS"))
        .containsExactly(
            "REQUESTS client=app api_key=10 api_version=7 requests=3 responses=2"
                + " request_bytes=300 response_bytes=400 errors=[{count=1},{code=15 count=1}]"
                + " broker_time={scale=4 count=2 sum=8 offset=31 bucket_counts=[2] min=4 max=4}"
                + " throttle_millis=7 unanswered=1 connections=1");
  }

  @Test
  void timeIsEitherTheBrokersOrWaitedOnPurpose() {
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.FETCH).takes(4))
            .feed(TestExchange.of(ApiKeys.FETCH).takes(512).waits())
            .feed(TestExchange.of(ApiKeys.JOIN_GROUP).takes(512).waits())
            .feed(TestExchange.of(ApiKeys.SYNC_GROUP).takes(0).waits())
            .feed(TestExchange.of(ApiKeys.SHARE_FETCH).takes(512).waits());
    // Then
    assertThat(sums(harness, "REQUESTS"))
        .hasSize(4)
        .anyMatch(
            sum ->
                sum.contains("api_key=1 ")
                    && sum.contains("broker_time={scale=4 count=1 sum=4 ")
                    && sum.contains("wait_time={scale=4 count=1 sum=512 "))
        .filteredOn(sum -> !sum.contains("api_key=1 "))
        .allMatch(sum -> sum.contains("wait_time=") && !sum.contains("broker_time="));
  }

  private static TestPartitions fetch(int partitions) {
    TestPartitions fetch = new TestPartitions();
    for (int i = 0; i < partitions; i++) {
      fetch.row("orders", i).set("records", 0).set("bytes", 0);
    }
    return fetch;
  }

  private static TestExchange waited(int partitions, long fromMillis, long millis) {
    return TestExchange.of(ApiKeys.FETCH, fetch(partitions))
        .at(TestExchange.START + fromMillis * TestExchange.MILLI)
        .takes(millis * TestExchange.MILLI)
        .waits();
  }

  private static List<FetchWaitRollup> waits(MapperHarness harness) {
    return harness.finish().batches().stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(Event::hasFetchWaits)
        .map(Event::getFetchWaits)
        .toList();
  }

  @Test
  void whenAConsumersFetchesWaitedIsToldBySlots() {
    // Given one wait from the middle of a slot on, one shorter than a slot, and one that did not
    // wait
    MapperHarness harness =
        new MapperHarness()
            .feed(waited(2, 105, 25))
            .feed(waited(2, 131, 3))
            .feed(TestExchange.of(ApiKeys.FETCH, fetch(2)).at(TestExchange.START + SECOND / 5));
    // When
    List<FetchWaitRollup> waits = waits(harness);
    // Then
    assertThat(waits).hasSize(1);
    assertThat(waits.get(0).getPartitions()).isEqualTo(2);
    assertThat(waits.get(0).getFromNanos())
        .isEqualTo(TestExchange.START + 100 * TestExchange.MILLI);
    assertThat(waits.get(0).getWaited().toByteArray()).containsExactly(50, 100, 100, 30);
  }

  @Test
  void waitsForSomeOfTheirPartitionsAndThoseOfFollowersAreLeftOut() {
    TestPartitions follower = fetch(5).replica(2);
    MapperHarness harness =
        new MapperHarness()
            .feed(waited(1, 100, 10))
            .feed(waited(3, 110, 10))
            .feed(waited(1, 120, 10))
            .feed(
                TestExchange.of(ApiKeys.FETCH, follower)
                    .at(TestExchange.START + SECOND / 5)
                    .takes(SECOND / 10)
                    .waits());

    List<FetchWaitRollup> waits = waits(harness);

    assertThat(waits).hasSize(1);
    assertThat(waits.get(0).getPartitions()).isEqualTo(3);
    assertThat(waits.get(0).getWaited().toByteArray()).containsExactly(100);
  }

  @Test
  void aWaitLongerThanIsRememberedIsCutToItsEnd() {
    List<FetchWaitRollup> waits = waits(new MapperHarness().feed(waited(1, 0, 20_000)));

    assertThat(waits).hasSize(1);
    assertThat(waits.get(0).getWaited().size()).isEqualTo(FetchWaits.MAX_SLOTS);
    assertThat(waits.get(0).getFromNanos())
        .isEqualTo(TestExchange.START + 20 * SECOND - FetchWaits.MAX_SLOTS * FetchWaits.SLOT_NANOS);
  }

  @Test
  void bytesInFlightAreSizeTimesHowLongTheBrokerHadThem() {
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.PRODUCE).takes(3 * TestExchange.MILLI))
            .feed(TestExchange.of(ApiKeys.PRODUCE).takes(5 * TestExchange.MILLI).unanswered());

    assertThat(sums(harness, "REQUESTS"))
        .singleElement()
        .asString()
        .contains("inflight_byte_micros=300000");
  }

  @Test
  void aShareFetchCountsTheRecordsItAcquired() {
    // Given batches of ten records, of which other members have some or all
    TestPartitions fetch = new TestPartitions();
    fetch.row("orders", 0).set("records", 10).set("acquired", 3).set("bytes", 90).set("batches", 1);
    fetch.row("orders", 1).set("records", 10).set("bytes", 90).set("batches", 1);
    // When
    MapperHarness harness = new MapperHarness().feed(TestExchange.of(ApiKeys.SHARE_FETCH, fetch));
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC"))
        .containsExactly(
            "TOPIC_TRAFFIC client=app topic=orders kind=CONSUME records=3 bytes=180 batches=2");
  }

  @Test
  void ownClientsAreBytesOfSelfAndNothingElse() {
    // Given
    TestPartitions fetch = new TestPartitions();
    fetch.row("orders", 0).set("records", 2).set("bytes", 60).set("hw", 5);
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.FETCH, fetch).client("streamgauge-exporter"));
    // Then
    assertThat(harness.finish().facts()).isEmpty();
    assertThat(harness.sums())
        .containsExactly("LISTENER_TRAFFIC self_bytes=300", "AGENT self_bytes=300");
  }

  @Test
  void oneOwnClientIdDoesNotHideTheOthersOfItsConnection() {
    // Given
    TestPartitions fetch = new TestPartitions();
    fetch.row("orders", 0).set("records", 2).set("bytes", 60).set("hw", 5);
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.FETCH, fetch).client("streamgauge-exporter"))
            .feed(TestExchange.of(ApiKeys.FETCH, fetch).client("app"));
    // Then
    assertThat(harness.finish().facts()).singleElement().asString().contains("topic=orders");
    assertThat(sums(harness, "REQUESTS")).singleElement().asString().contains(" requests=1 ");
    assertThat(harness.sums()).contains("AGENT self_bytes=300");
  }

  @Test
  void ownTopicsAreBytesOfSelfAndNothingElse() {
    // Given the bus replicated together with a user's topic
    TestPartitions both = new TestPartitions().replica(2);
    both.row("streamgauge.results", 0).set("records", 2).set("bytes", 60).set("hw", 5);
    both.row("orders", 0).set("records", 1).set("bytes", 40).set("hw", 6);
    TestPartitions busOnly = new TestPartitions().replica(2);
    busOnly.row("streamgauge.results", 0).set("records", 2).set("bytes", 60).set("hw", 5);
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.FETCH, both))
            .feed(TestExchange.of(ApiKeys.FETCH, busOnly));
    // Then
    assertThat(harness.finish().facts()).singleElement().asString().contains("topic=orders");
    assertThat(harness.sums()).noneMatch(sum -> sum.contains("streamgauge."));
    assertThat(sums(harness, "REQUESTS")).singleElement().asString().contains(" requests=1 ");
    assertThat(sums(harness, "LISTENER_TRAFFIC")).anyMatch(sum -> sum.contains("self_bytes=360"));
  }

  @Test
  void namesAsManyClientsAsAllowedAndCountsTheRest() {
    // Given
    MappingOptions options =
        new MappingOptions(1_000, "", new LabelLimits(2, 10, 10, 10), ClientIdFolding.NONE);
    MapperHarness harness = new MapperHarness(options);
    // When
    for (String client : List.of("a", "b", "c", "d", "a")) {
      harness.feed(TestExchange.of(10).client(client));
    }
    // Then
    assertThat(sums(harness, "REQUESTS"))
        .hasSize(3)
        .anyMatch(sum -> sum.contains("client=a ") && sum.contains(" requests=2 "))
        .anyMatch(sum -> sum.contains("client=__other__ ") && sum.contains(" requests=2 "));
    assertThat(sums(harness, "AGENT"))
        .singleElement()
        .asString()
        .contains("label_values_dropped=2");
  }

  @Test
  void aConnectionThatWakesUpAsksAgainWhetherItsClientHasAName() {
    // Given room for one client, whose place another one took while it was silent
    MappingOptions options =
        new MappingOptions(1_000, "", new LabelLimits(1, 10, 10, 10), ClientIdFolding.NONE);
    MapperHarness harness = new MapperHarness(options);
    ConnectionObserver sleeper = harness.open("10.0.0.7");
    long later = TestExchange.START + 1_000 * SECOND;
    harness.feed(sleeper, TestExchange.of(10).client("sleeper").build());
    harness.time(later).time(later + 100 * SECOND);
    ConnectionObserver other = harness.open("10.0.0.8");
    harness.feed(other, TestExchange.of(10).client("other").at(later + 101 * SECOND).build());
    // When
    harness.feed(sleeper, TestExchange.of(10).client("sleeper").at(later + 102 * SECOND).build());
    // Then
    assertThat(sums(harness, "REQUESTS"))
        .hasSize(3)
        .last()
        .asString()
        .contains("client=__other__ ");
  }

  @Test
  void topicsBeyondTheLimitHaveSumsInCommonAndNoFacts() {
    // Given
    MappingOptions options =
        new MappingOptions(1_000, "", new LabelLimits(10, 1, 10, 10), ClientIdFolding.NONE);
    TestPartitions fetch = new TestPartitions();
    fetch.row("orders", 0).set("records", 1).set("bytes", 10).set("batches", 1).set("hw", 1);
    fetch.row("bills", 0).set("records", 2).set("bytes", 20).set("batches", 1).set("hw", 2);
    fetch.row("cars", 0).set("records", 4).set("bytes", 40).set("batches", 1).set("hw", 3);
    // When
    MapperHarness harness = new MapperHarness(options).feed(TestExchange.of(ApiKeys.FETCH, fetch));
    // Then
    assertThat(sums(harness, "TOPIC_TRAFFIC"))
        .containsExactlyInAnyOrder(
            "TOPIC_TRAFFIC client=app topic=orders kind=CONSUME records=1 bytes=10 batches=1",
            "TOPIC_TRAFFIC client=app topic=__other__ kind=CONSUME records=6 bytes=60 batches=2");
    assertThat(harness.facts()).singleElement().asString().contains("topic=orders");
  }

  @Test
  void foldsGeneratedSuffixesWhenAsked() {
    // Given
    ClientIdFolding folding =
        new ClientIdFolding(List.of(Pattern.compile(ClientIdFolding.GENERATED_SUFFIX)));
    MapperHarness harness =
        new MapperHarness(new MappingOptions(1_000, "", LabelLimits.DEFAULTS, folding));
    // When
    harness
        .feed(TestExchange.of(10).client("consumer-g-17"))
        .feed(TestExchange.of(10).client("consumer-g-18"))
        .feed(TestExchange.of(10).client("app2"));
    // Then
    assertThat(sums(harness, "REQUESTS"))
        .hasSize(2)
        .anyMatch(sum -> sum.contains("client=consumer-g-* ") && sum.contains(" requests=2 "))
        .anyMatch(sum -> sum.contains("client=app2 "));
  }

  @Test
  void theFirstRequestOfAConnectionCountsAsOneMoreConnectionOfItsClient() {
    // Given
    MapperHarness harness = new MapperHarness();
    // When two connections have two requests each
    for (int i = 0; i < 2; i++) {
      ConnectionObserver connection = harness.open("10.0.0.9");
      harness.feed(connection, TestExchange.of(10).build());
      harness.feed(connection, TestExchange.of(10).build());
    }
    // Then
    assertThat(sums(harness, "REQUESTS"))
        .singleElement()
        .asString()
        .contains(" requests=4 ", " connections=2");
  }

  @Test
  void countsAnomaliesAndConnectionsPerListener() {
    // Given
    MapperHarness harness = new MapperHarness();
    ConnectionObserver connection = harness.open("10.0.0.9");
    // When
    harness.feed(connection, TestExchange.of(10).build());
    connection.onAnomaly(
        new Anomaly(AnomalyReason.MALFORMED_BODY, Direction.RESPONSE, TestExchange.START, 0, 40));
    connection.onClose(TestExchange.START);
    // Then
    assertThat(sums(harness, "ANOMALIES"))
        .containsExactly("ANOMALIES reason=malformed_body count=1 bytes=40");
    assertThat(sums(harness, "LISTENER_TRAFFIC"))
        .containsExactly(
            "LISTENER_TRAFFIC decoded_bytes=300 connections_opened=1 connections_closed=1"
                + " accounted_bytes_total=300 connections=[{kind=PLAINTEXT opened_total=1"
                + " closed_total=1}]");
  }

  @Test
  void sendsAHeartbeatEverySecondOfPacketTimeAndOneAfterALongSilence() {
    // When
    MapperHarness harness = new MapperHarness();
    harness
        .time(TestExchange.START + SECOND / 2)
        .time(TestExchange.START + SECOND)
        .time(TestExchange.START + 2 * SECOND + 5)
        .time(TestExchange.START + 3_600 * SECOND)
        .finish();
    // Then
    assertThat(harness.batches())
        .extracting(EventBatch::getSequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 4).boxed().toList());
    assertThat(harness.batches())
        .extracting(batch -> batch.getAgentTimeNanos() - TestExchange.START)
        .containsExactly(SECOND, 2 * SECOND + 5, 3_600 * SECOND, 3_600 * SECOND);
    assertThat(harness.batches()).extracting(EventBatch::getFinal).last().isEqualTo(true);
  }

  @Test
  void aWarmExchangeAllocatesNothing() {
    // Given
    TestPartitions fetch = new TestPartitions().session(7).isolation(0);
    fetch
        .row("orders", 0)
        .set("records", 1)
        .set("bytes", 10)
        .set("batches", 1)
        .set("hw", 5)
        .set("fetch", 4);
    Exchange exchange = TestExchange.of(ApiKeys.FETCH, fetch).build();
    MapperHarness harness = new MapperHarness();
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
  }
}
