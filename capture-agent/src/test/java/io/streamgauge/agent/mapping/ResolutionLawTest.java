package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.Rollups;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.protocol.details.HeartbeatDetails;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The resolution changes how sums are cut, never what they add up to, and never a fact. */
class ResolutionLawTest {
  private static final List<String> TOPICS = List.of("orders", "bills", "streamgauge.events");
  private static final int EXCHANGES = 120;

  @Property(tries = 60)
  void factsAreTheSameAtAnyResolution(@ForAll long seed) {
    List<String> expected = run(seed, 0).orderedFacts();
    assertThat(run(seed, 1_000).orderedFacts()).isEqualTo(expected);
    assertThat(run(seed, 7_000).orderedFacts()).isEqualTo(expected);
  }

  @Property(tries = 60)
  void rollupsAddUpToTheirExchanges(@ForAll long seed) {
    Map<String, String> expected = totals(run(seed, 0));
    assertThat(totals(run(seed, 1_000))).isEqualTo(expected);
    assertThat(totals(run(seed, 7_000))).isEqualTo(expected);
  }

  @Property(tries = 60)
  void batchesAreNumberedWithoutHolesAndNoEventIsAheadOfThem(@ForAll long seed) {
    long sequence = 0;
    long ordinal = 0;
    for (EventBatch batch : run(seed, 1_000).batches()) {
      assertThat(batch.getSequence()).isEqualTo(++sequence);
      for (Event event : batch.getEventsList()) {
        assertThat(event.getTimeNanos()).isLessThanOrEqualTo(batch.getAgentTimeNanos());
        if (event.getOrdinal() != 0) {
          assertThat(event.getOrdinal()).isEqualTo(++ordinal);
        }
      }
    }
  }

  private static MapperHarness run(long seed, int resolutionMillis) {
    MapperHarness harness =
        new MapperHarness(MappingOptions.DEFAULTS.withResolutionMillis(resolutionMillis));
    Random random = new Random(seed);
    ConnectionObserver[] connections = {harness.open("10.0.0.1"), harness.open("10.0.0.7")};
    long now = TestExchange.START;
    for (int i = 0; i < EXCHANGES; i++) {
      now += random.nextInt(10) == 0 ? random.nextInt(2_000_000_000) : random.nextInt(40_000_000);
      harness.feed(connections[random.nextInt(2)], exchange(random, now).build());
    }
    return harness.finish();
  }

  private static TestExchange exchange(Random random, long now) {
    TestExchange exchange =
        switch (random.nextInt(5)) {
          case 0 -> TestExchange.of(ApiKeys.FETCH, fetch(random));
          case 1 -> TestExchange.of(ApiKeys.PRODUCE, produce(random));
          case 2 -> TestExchange.of(ApiKeys.OFFSET_COMMIT, commit(random));
          case 3 ->
              TestExchange.of(
                  ApiKeys.HEARTBEAT, new HeartbeatDetails("g", random.nextInt(2), "m", null));
          default -> TestExchange.of(60 + random.nextInt(2));
        };
    if (random.nextInt(8) == 0) {
      exchange.unanswered();
    } else if (random.nextInt(8) == 0) {
      exchange.error(27);
    }
    return exchange
        .at(now)
        .takes(random.nextInt(5_000_000))
        .throttled(random.nextInt(3))
        .client(random.nextInt(20) == 0 ? "streamgauge-x" : "app-" + random.nextInt(3));
  }

  private static String topic(Random random) {
    return TOPICS.get(random.nextInt(TOPICS.size()));
  }

  private static TestPartitions fetch(Random random) {
    TestPartitions fetch = new TestPartitions().session(5).replica(random.nextInt(4) == 0 ? 2 : -1);
    for (int i = random.nextInt(3); i > 0; i--) {
      fetch
          .row(topic(random), random.nextInt(2))
          .set("hw", random.nextInt(6))
          .set("fetch", random.nextInt(6))
          .set("records", random.nextInt(4))
          .set("bytes", random.nextInt(400))
          .set("batches", 1)
          .error(random.nextInt(9) == 0 ? 1 : 0);
    }
    return fetch;
  }

  private static TestPartitions produce(Random random) {
    TestPartitions produce = new TestPartitions().acks(random.nextInt(2) - 1);
    produce
        .row(topic(random), random.nextInt(2))
        .set("base", random.nextInt(50))
        .set("next", 50 + random.nextInt(3))
        .set("records", 2)
        .set("bytes", 70)
        .set("batches", 1);
    return produce;
  }

  private static TestPartitions commit(Random random) {
    TestPartitions commit = new TestPartitions().group("g" + random.nextInt(2), "m", 1);
    commit.row(topic(random), random.nextInt(2)).set("committed", random.nextInt(9));
    return commit;
  }

  /** Sums over the whole run, by key. */
  private static Map<String, String> totals(MapperHarness harness) {
    Map<String, RequestRollup> requests = new TreeMap<>();
    Map<String, TopicRollup> topics = new TreeMap<>();
    Map<String, ListenerRollup> listeners = new TreeMap<>();
    for (EventBatch batch : harness.batches()) {
      EventBatchReader reader = new EventBatchReader(batch);
      for (Event event : reader.events()) {
        switch (event.getBodyCase()) {
          case REQUESTS -> {
            RequestRollup sum = event.getRequests();
            requests.merge(
                reader.client(sum.getClient()) + " " + sum.getApiKey(),
                sum.toBuilder().clearClient().build(),
                Rollups::add);
          }
          case TOPIC_TRAFFIC -> {
            TopicRollup sum = event.getTopicTraffic();
            topics.merge(
                reader.client(sum.getClient())
                    + " "
                    + reader.topic(sum.getTopic())
                    + " "
                    + sum.getKind(),
                sum.toBuilder().clearClient().clearTopic().build(),
                Rollups::add);
          }
          case LISTENER_TRAFFIC ->
              listeners.merge("listener", event.getListenerTraffic(), Rollups::add);
          default -> {}
        }
      }
    }
    Map<String, String> totals = new TreeMap<>();
    requests.forEach((key, sum) -> totals.put("requests " + key, sortedErrors(sum).toString()));
    topics.forEach((key, sum) -> totals.put("topic " + key, sum.toString()));
    listeners.forEach((key, sum) -> totals.put(key, sum.toString()));
    return totals;
  }

  /** Adding to nothing puts the errors in order. */
  private static RequestRollup sortedErrors(RequestRollup sum) {
    return Rollups.add(
        sum,
        RequestRollup.newBuilder()
            .setApiKey(sum.getApiKey())
            .setApiVersion(sum.getApiVersion())
            .build());
  }
}
