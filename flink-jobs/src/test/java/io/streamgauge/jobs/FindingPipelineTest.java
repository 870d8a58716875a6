package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Finding;
import io.streamgauge.events.v1.FindingExample;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.events.v1.TopicRollup.Kind;
import io.streamgauge.jobs.finding.FindingKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of each kind a client of which it is true, and one of which it just is not, from events on. */
class FindingPipelineTest {
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;
  private static final int METADATA = 3;
  private static final int API_VERSIONS = 18;
  private static final int LAST_VERSION = 12;

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** A rollup of a second, and how many seconds there are of it. */
  private record Talk(RequestRollup rollup, int seconds) {}

  private record Pair(Talk loud, Talk quiet) {}

  private static RequestRollup.Builder requests(int api, long count, long bytesEach) {
    return RequestRollup.newBuilder()
        .setApiKey(api)
        .setApiVersion(LAST_VERSION)
        .setRequests(count)
        .setResponses(count)
        .setRequestBytes(count * bytesEach)
        .setResponseBytes(count * bytesEach);
  }

  private static Talk of(RequestRollup.Builder rollup, int seconds) {
    return new Talk(rollup.build(), seconds);
  }

  private static Talk error(int api, int code, long count) {
    ErrorCount error = ErrorCount.newBuilder().setCode(code).setCount(count).build();
    return of(requests(api, count, 100).addErrors(error), 1);
  }

  private static Map<FindingKind, Pair> talks() {
    Map<FindingKind, Pair> talks = new EnumMap<>(FindingKind.class);
    Talk success = error(PRODUCE, 0, 5);
    talks.put(FindingKind.MALFORMED_REQUESTS, new Pair(error(PRODUCE, 42, 1), success));
    talks.put(FindingKind.OVERSIZED_REQUESTS, new Pair(error(PRODUCE, 10, 1), success));
    talks.put(
        FindingKind.UNSUPPORTED_VERSIONS,
        new Pair(error(PRODUCE, 35, 1), error(API_VERSIONS, 35, 1)));
    talks.put(FindingKind.UNKNOWN_TOPICS, new Pair(error(METADATA, 3, 11), error(METADATA, 3, 10)));
    talks.put(FindingKind.AUTHENTICATION_FAILURES, new Pair(error(36, 58, 1), error(36, 0, 1)));
    talks.put(FindingKind.AUTHORIZATION_FAILURES, new Pair(error(FETCH, 29, 1), success));
    talks.put(
        FindingKind.ACKS_0,
        new Pair(of(requests(PRODUCE, 2, 100).setFireAndForget(1), 1), success));
    talks.put(
        FindingKind.TINY_BATCHES,
        new Pair(of(requests(PRODUCE, 110, 1000), 300), of(requests(PRODUCE, 110, 1024), 300)));
    talks.put(
        FindingKind.METADATA_STORM,
        new Pair(of(requests(METADATA, 2, 50), 50), of(requests(METADATA, 1, 50), 50)));
    talks.put(
        FindingKind.RECONNECT_LOOP,
        new Pair(
            of(requests(API_VERSIONS, 1, 50).setConnections(1), 11),
            of(requests(API_VERSIONS, 1, 50).setConnections(1), 10)));
    talks.put(
        FindingKind.FETCH_STORM,
        new Pair(of(requests(FETCH, 110, 100), 60), of(requests(FETCH, 90, 100), 60)));
    talks.put(
        FindingKind.OLD_MESSAGE_FORMAT,
        new Pair(
            of(requests(PRODUCE, 1, 100).setApiVersion(2), 1),
            of(requests(PRODUCE, 1, 100).setApiVersion(3), 1)));
    return talks;
  }

  private static void add(Agent agent, int second, String clientId, Talk talk) {
    if (second <= talk.seconds()) {
      int client = agent.client("10.0.0.9", clientId);
      agent.add(
          second - 1, Event.newBuilder().setRequests(talk.rollup().toBuilder().setClient(client)));
      agent.add(second - 1, traffic(client, agent.topic("much", null), talk.rollup(), 2));
      agent.add(second - 1, traffic(client, agent.topic("less", null), talk.rollup(), 1));
    }
  }

  private static Event.Builder traffic(int client, int topic, RequestRollup rollup, long bytes) {
    return Event.newBuilder()
        .setTopicTraffic(
            TopicRollup.newBuilder()
                .setClient(client)
                .setTopic(topic)
                .setKind(rollup.getApiKey() == FETCH ? Kind.CONSUME : Kind.PRODUCE)
                .setRecords(1)
                .setBytes(bytes));
  }

  @Test
  void ofEachKindOneClientHasAFindingAndOneHasNone() throws Exception {
    // Given
    Map<FindingKind, Pair> talks = talks();
    assertThat(talks).containsOnlyKeys(FindingKind.values());
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 300; second++) {
      for (Map.Entry<FindingKind, Pair> talk : talks.entrySet()) {
        add(agent, second, "loud-" + talk.getKey().label(), talk.getValue().loud());
        add(agent, second, "quiet-" + talk.getKey().label(), talk.getValue().quiet());
      }
      batches.add(agent.batch(second));
    }
    // When
    Answers answers = Answers.of(batches, TrafficOptions.of(Answers.LINEAGE));
    // Then
    TreeSet<String> told = new TreeSet<>();
    Map<String, Finding> findings = new TreeMap<>();
    answers.all.stream()
        .filter(result -> result.getMetric().equals("streamgauge_findings"))
        .forEach(
            result -> {
              told.add(result.getLabels(1).getValue() + " " + result.getLabels(2).getValue());
              findings.put(result.getFinding().getKind(), result.getFinding());
            });
    TreeSet<String> expected = new TreeSet<>();
    talks.keySet().forEach(kind -> expected.add(kind.label() + " loud-" + kind.label()));
    assertThat(told).isEqualTo(expected);
    talks.forEach((kind, pair) -> checkExample(kind, pair.loud(), findings.get(kind.label())));
  }

  private static void checkExample(FindingKind kind, Talk talk, Finding finding) {
    long start = Agent.EPOCH;
    assertThat(finding.getFirstSeenSeconds()).as(kind.label()).isEqualTo(start);
    assertThat(finding.getLastSeenSeconds()).isEqualTo(start + talk.seconds() - 1);
    FindingExample.Builder expected =
        FindingExample.newBuilder()
            .setSeconds(start + talk.seconds() - 1)
            .setAddress("10.0.0.9")
            .setBroker("1")
            .setApi(ApiKeys.forId(talk.rollup().getApiKey()).name)
            .setApiVersion(talk.rollup().getApiVersion());
    boolean uses = talk.rollup().getApiKey() == PRODUCE || talk.rollup().getApiKey() == FETCH;
    if (uses && kind.errorCode(talk.rollup()).isEmpty()) {
      expected.setTopic("much");
    }
    kind.errorCode(talk.rollup())
        .ifPresent(code -> expected.setError(Errors.forCode((short) code).name()));
    assertThat(finding.getExample()).isEqualTo(expected.build());
  }
}
