package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.CaptureCount;
import io.streamgauge.events.v1.CaptureCounter;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.bus.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From batches to results, through the whole job. */
class TrafficPipelineTest {
  private static final String ID = "0123456789abcdef";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void sumsAreExactAndCarryLineageAndEventSecond() throws Exception {
    // Given three seconds of one producer
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 3; second++) {
      int client = agent.client("10.0.0.9", "app");
      agent.add(second - 1, Facts.produced(client, agent.topic("orders"), 10, 1000));
      agent.add(second - 1, Facts.requests(client, 2));
      agent.add(second - 1, Facts.traffic(500, 0, 500L * second));
      batches.add(agent.batch(second));
    }
    // When the job runs over them
    Answers answers = Answers.of(batches);
    // Then
    String labels = "kafka_cluster=\"prod\",topic=\"orders\",client_id=\"app\"";
    Result records =
        answers.last.get(
            "streamgauge_produced_records_total{" + labels + ",workload=\"10.0.0.9\"}");
    assertThat(records.getCounter()).isEqualTo(30);
    assertThat(records.getLineage()).isEqualTo("test");
    assertThat(records.getAsOfSeconds()).isBetween(Agent.EPOCH + 2, Agent.EPOCH + 3);
    assertThat(
            answers.value("streamgauge_produced_bytes_total{" + labels + ",workload=\"10.0.0.9\"}"))
        .isEqualTo(3000);
    assertThat(
            answers.value(
                "streamgauge_request_duration_seconds"
                    + "{kafka_cluster=\"prod\",broker=\"1\",api=\"Produce\"}"))
        .isEqualTo(6);
    assertThat(
            answers.value("streamgauge_broker_coverage_ratio{kafka_cluster=\"prod\",broker=\"1\"}"))
        .isEqualTo(1.0);
    assertThat(answers.value("streamgauge_watermark_timestamp_seconds{}"))
        .isGreaterThanOrEqualTo(Agent.EPOCH + 1);
  }

  @Test
  void whatHappenedToPacketsAndTlsConnectionsIsToldByKindAndReason() throws Exception {
    // Given
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 2; second++) {
      AgentRollup.Builder rollup = AgentRollup.newBuilder().setDiscoveredListeners(second);
      for (CaptureCounter counter : CaptureCounter.values()) {
        if (counter != CaptureCounter.UNRECOGNIZED) {
          rollup.addCounts(CaptureCount.newBuilder().setCounter(counter).setCount(5));
        }
      }
      rollup.addCounts(CaptureCount.newBuilder().setCounterValue(9_999).setCount(1));
      agent.addOwn(second - 1, Event.newBuilder().setAgent(rollup));
      batches.add(agent.batch(second));
    }
    // When
    Answers answers = Answers.of(batches);
    // Then
    for (String series :
        List.of(
            "streamgauge_encapsulations_total{node=\"%s\",kind=\"vxlan\"}",
            "streamgauge_fragments_dropped_total{node=\"%s\",reason=\"no_room\"}",
            "streamgauge_reassembled_datagrams_total{node=\"%s\"}",
            "streamgauge_undecoded_packets_total{node=\"%s\",reason=\"not_tcp\"}",
            "streamgauge_tls_connections_total{node=\"%s\",outcome=\"decrypted\"}",
            "streamgauge_tls_connections_total{node=\"%s\",outcome=\"no_key_log\"}",
            "streamgauge_spans_total{node=\"%s\",outcome=\"told\"}",
            "streamgauge_spans_total{node=\"%s\",outcome=\"limited\"}",
            "streamgauge_discovery_refused_total{node=\"%s\"}")) {
      assertThat(answers.value(series.formatted("node-a"))).as(series).isEqualTo(10);
    }
    assertThat(answers.value("streamgauge_discovered_listeners{node=\"node-a\"}")).isEqualTo(2);
  }

  @Test
  void lagIsHighWatermarkMinusCommittedOffset() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    agent.tell(0.1, Facts.highWatermark(agent.topic("orders"), 0, 100));
    agent.tell(0.2, Facts.highWatermark(agent.topic("orders"), 1, 50));
    batches.add(agent.batch(1));
    int group = agent.string("billing");
    agent.tell(1.1, Facts.committed(group, agent.topic("orders"), 0, 40));
    agent.tell(1.2, Facts.committed(group, agent.topic("orders"), 1, 60));
    agent.tell(1.3, Facts.member(group, agent.string("m-1"), Change.ASSIGNED));
    batches.add(agent.batch(2));
    batches.add(agent.batch(3));

    Answers answers = Answers.of(batches);

    String group0 = "kafka_cluster=\"prod\",consumergroup=\"billing\"";
    assertThat(
            answers.value(
                "kafka_consumergroup_lag{" + group0 + ",topic=\"orders\",partition=\"0\"}"))
        .isEqualTo(60);
    assertThat(
            answers.value(
                "kafka_consumergroup_lag{" + group0 + ",topic=\"orders\",partition=\"1\"}"))
        .isEqualTo(0);
    assertThat(answers.value("kafka_consumergroup_lag_sum{" + group0 + ",topic=\"orders\"}"))
        .isEqualTo(60);
    assertThat(answers.value("kafka_consumergroup_members{" + group0 + "}")).isEqualTo(1);
    assertThat(answers.value("streamgauge_consumergroup_commits_total{" + group0 + "}"))
        .isEqualTo(2);
  }

  @Test
  void aTopicIdLearnedLaterFromAnotherAgentNamesWhatWaited() throws Exception {
    Agent one = new Agent("one").learned("prod", "K1", 1);
    Agent two = new Agent("two").learned("prod", "K1", 2).listening("10.0.0.2");
    List<EventBatch> batches = new ArrayList<>();
    int client = one.client("10.0.0.9", "app");
    one.add(0, Facts.produced(client, one.topic(null, ID), 10, 1000));
    batches.add(one.batch(1));
    batches.add(two.batch(1));
    two.topic("orders", ID);
    batches.add(two.batch(2));
    batches.add(one.batch(2));

    Answers answers = Answers.of(batches);

    assertThat(
            answers.value(
                "streamgauge_produced_records_total{kafka_cluster=\"prod\",topic=\"orders\","
                    + "client_id=\"app\",workload=\"10.0.0.9\"}"))
        .isEqualTo(10);
    assertThat(answers.sum("streamgauge_produced_records_total")).isEqualTo(10);
  }

  @Test
  void repeatedLateAndLostBatchesAreCountedForWhatTheyAre() throws Exception {
    // Given batches 1 to 100, of which 50 comes twice, 60 late and 70 never
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 200; second++) {
      int client = agent.client("10.0.0.9", "app");
      agent.add(second - 1, Facts.produced(client, agent.topic("orders"), 1, 10));
      agent.add(second - 1, Facts.traffic(100, 0, 100L * second));
      batches.add(agent.batch(second));
    }
    EventBatch late = batches.get(59);
    batches.add(80, late);
    batches.remove(69);
    batches.remove(59);
    batches.add(55, batches.get(49));

    Answers answers = Answers.of(batches);

    assertThat(answers.sum("streamgauge_produced_records_total")).isEqualTo(199);
    assertThat(answers.value("streamgauge_lost_batches_total{node=\"node-a\"}")).isEqualTo(1);
    assertThat(answers.sum("streamgauge_late_events_total")).isEqualTo(2);
    assertThat(
            answers.all.stream()
                .filter(r -> r.getMetric().equals("streamgauge_broker_coverage_ratio"))
                .mapToDouble(Result::getGauge)
                .min())
        .hasValueCloseTo(59.0 / 60, org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void anAgentThatStartsAgainNamesTheGapAndCountsNothingTwice() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 10; second++) {
      agent.add(second - 1, Facts.requests(agent.client("10.0.0.9", "app"), 1));
      batches.add(agent.batch(second));
    }
    EventBatch straggler = batches.remove(9);
    agent.restart().learned("", "", null);
    agent.add(15, Facts.requests(agent.client("10.0.0.9", "app"), 1));
    batches.add(agent.batch(16));
    batches.add(straggler);
    batches.add(agent.batch(17));

    Answers answers = Answers.of(batches);

    // What the listener is called was remembered across the restart.
    assertThat(
            answers.value(
                "streamgauge_requests_total{kafka_cluster=\"prod\",api=\"Produce\","
                    + "client_id=\"app\",workload=\"10.0.0.9\"}"))
        .isEqualTo(11);
    assertThat(answers.value("streamgauge_unobserved_seconds_total{node=\"node-a\"}")).isEqualTo(7);
    assertThat(answers.value("streamgauge_lost_batches_total{node=\"node-a\"}")).isEqualTo(0);
    assertThat(
            answers.value("streamgauge_broker_coverage_ratio{kafka_cluster=\"prod\",broker=\"1\"}"))
        .isLessThan(1.0);
  }

  @Test
  void clustersWithEqualNamesAreKeptApart() throws Exception {
    List<EventBatch> batches = new ArrayList<>();
    for (String cluster : List.of("K1", "K2")) {
      Agent agent = new Agent("agent-" + cluster).learned("", cluster, 1);
      long offset = cluster.equals("K1") ? 100 : 7;
      int client = agent.client("10.0.0.9", "app");
      agent.add(0, Facts.produced(client, agent.topic("orders", ID), offset, 1000));
      agent.tell(0.1, Facts.highWatermark(agent.topic("orders", ID), 0, offset));
      agent.tell(0.2, Facts.committed(agent.string("billing"), agent.topic("orders", ID), 0, 5));
      batches.add(agent.batch(1));
    }

    Answers answers = Answers.of(batches);

    String lag =
        "kafka_consumergroup_lag{kafka_cluster=\"%s\",consumergroup=\"billing\","
            + "topic=\"orders\",partition=\"0\"}";
    assertThat(answers.value(lag.formatted("K1"))).isEqualTo(95);
    assertThat(answers.value(lag.formatted("K2"))).isEqualTo(2);
    assertThat(answers.sum("streamgauge_produced_records_total")).isEqualTo(107);
  }

  @Test
  void whatStaysUnknownGoesUnderUnknownAndTheIdsText() throws Exception {
    Agent agent = new Agent("a");
    int client = agent.client("10.0.0.9", "app");
    agent.add(0, Facts.produced(client, agent.topic(null, ID), 10, 1000));

    Answers answers = Answers.of(List.of(agent.batch(1)));

    assertThat(
            answers.value(
                "streamgauge_produced_records_total{kafka_cluster=\"unknown\","
                    + "topic=\"MDEyMzQ1Njc4OWFiY2RlZg\",client_id=\"app\","
                    + "workload=\"10.0.0.9\"}"))
        .isEqualTo(10);
  }

  @Test
  void fieldsAndFamiliesOfANewerAgentAreSkipped() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    agent.add(0, Facts.requests(agent.client("10.0.0.9", "app"), 5));
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    EventBatch plain = agent.batch(1);
    EventBatch newer =
        plain.toBuilder()
            .setUnknownFields(unknown)
            .addEvents(Event.newBuilder().setTimeNanos(Agent.nanos(0)).setUnknownFields(unknown))
            .build();

    Answers answers = Answers.of(List.of(newer));

    assertThat(answers.sum("streamgauge_requests_total")).isEqualTo(5);
  }

  @Test
  void aDeletedGroupEndsItsSeries() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    int topic = agent.topic("orders");
    agent.tell(0.1, Facts.highWatermark(topic, 0, 100));
    agent.tell(0.2, Facts.committed(agent.string("billing"), topic, 0, 40));
    batches.add(agent.batch(1));
    for (int second = 2; second <= 5; second++) {
      batches.add(agent.batch(second));
    }
    agent.tell(5.5, Facts.groupDeleted(agent.string("billing")));
    batches.add(agent.batch(6));
    batches.add(agent.batch(7));

    Answers answers = Answers.of(batches);

    assertThat(answers.last.keySet())
        .noneMatch(key -> key.startsWith("kafka_consumergroup_") && key.contains("billing"));
    assertThat(answers.last.keySet())
        .anyMatch(key -> key.startsWith("kafka_topic_partition_current_offset"));
  }

  @Test
  void namesBeyondTheLimitGoAndAreCounted() throws Exception {
    // Given room for 10 names, 11 topics with a name and 11 without
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    int client = agent.client("10.0.0.9", "app");
    for (int i = 10; i <= 20; i++) {
      agent.topic("topic-" + i, "named-by-its-" + i + "!");
      agent.add(0, Facts.produced(client, agent.topic(null, "without-name" + i + "!!"), 1, 10));
    }

    Answers answers = Answers.of(List.of(agent.batch(1)), Answers.withNames(10));

    // Then each full map lost a tenth and the one too many, and no traffic is lost
    assertThat(answers.value("streamgauge_label_values_dropped_total{node=\"jobs\"}")).isEqualTo(2);
    assertThat(answers.value("streamgauge_label_values_dropped_total{node=\"node-a\"}"))
        .isEqualTo(2);
    assertThat(answers.sum("streamgauge_produced_records_total")).isEqualTo(11);
  }

  @Test
  void aDeletedTopicEndsAlsoWhatOnlyCommitsTold() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    agent.tell(0.2, Facts.committed(agent.string("billing"), agent.topic("orders"), 0, 40));
    batches.add(agent.batch(1));
    for (int second = 2; second <= 5; second++) {
      batches.add(agent.batch(second));
    }
    agent.tell(5.5, Facts.topicDeleted(agent.topic("orders")));
    batches.add(agent.batch(6));
    batches.add(agent.batch(7));

    Answers answers = Answers.of(batches);

    String key =
        "kafka_consumergroup_current_offset{kafka_cluster=\"prod\","
            + "consumergroup=\"billing\",topic=\"orders\",partition=\"0\"}";
    assertThat(answers.last).doesNotContainKey(key).isNotEmpty();
  }

  @Test
  void everyOperatorHasAStableIdAndAName() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(Environments.required());
    Bus bus = new Bus("localhost:1", "e", "r", "a", "f", "s", new Properties());
    AllInOneJob.compose(environment, bus, AlertSettings.bundled(), AdviceSettings.DEFAULTS);
    AlertJob.compose(environment, bus, AlertSettings.bundled());

    StreamGraph graph = environment.getStreamGraph();

    assertThat(graph.getStreamNodes())
        .hasSizeGreaterThan(9)
        .allSatisfy(
            node -> {
              assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotBlank();
              assertThat(node.getOperatorName()).isNotBlank();
              assertThat(node.getMaxParallelism()).isIn(-1, TrafficPipeline.MAX_PARALLELISM);
            });
    assertThat(environment.getConfiguration().get(PipelineOptions.GENERIC_TYPES)).isFalse();
    assertThat(environment.getMaxParallelism()).isEqualTo(TrafficPipeline.MAX_PARALLELISM);
  }

  @Test
  void findingsAmongTheResultsGoToTheirTopic() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(Environments.required());
    Bus bus = new Bus("localhost:1", "e", "r", new Properties());
    TrafficJob.compose(environment, bus, TrafficOptions.of(Answers.LINEAGE), OverridesFile.none());

    StreamGraph graph = environment.getStreamGraph();

    StreamNode filter = node(graph, "finding-results");
    assertThat(sources(graph, filter)).containsExactly("lineage");
    assertThat(
            graph.getStreamNodes().stream()
                .filter(node -> sources(graph, node).contains("finding-results"))
                .map(StreamNode::getTransformationUID))
        .containsExactly("finding-sink");
  }

  private static StreamNode node(StreamGraph graph, String uid) {
    return graph.getStreamNodes().stream()
        .filter(node -> uid.equals(node.getTransformationUID()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> sources(StreamGraph graph, StreamNode node) {
    return node.getInEdges().stream()
        .map(edge -> graph.getStreamNode(edge.getSourceId()).getTransformationUID())
        .toList();
  }
}
