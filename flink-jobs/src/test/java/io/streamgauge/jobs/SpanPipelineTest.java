package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.SpanSampled;
import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.SpanSampled.Reason;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.events.v1.TraceSpan;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.bus.BatchFileSource;
import io.streamgauge.jobs.bus.BatchFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sampled exchanges of several agents, under common names. */
class SpanPipelineTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final String ID = "0123456789abcdef";
  private static final int NOT_LEADER = 6;

  @TempDir private Path folder;

  private List<TraceSpan> spans(List<EventBatch> batches) throws Exception {
    Path file = folder.resolve("batches.bin");
    BatchFiles.write(file, batches.iterator());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(Environments.required());
    environment.setParallelism(1);
    TrafficPipeline.Streams streams =
        TrafficPipeline.compose(
            environment.fromSource(
                new BatchFileSource(file), WatermarkStrategy.noWatermarks(), "batches"),
            TrafficOptions.of(Answers.LINEAGE),
            OverridesFile.none());
    List<TraceSpan> spans = new ArrayList<>();
    CloseableIterator<TraceSpan> told = streams.spans().executeAndCollect();
    told.forEachRemaining(spans::add);
    told.close();
    Files.delete(file);
    return spans;
  }

  private static Event.Builder span(Kind kind, int client, int topic) {
    return Event.newBuilder()
        .setSpanSampled(
            SpanSampled.newBuilder()
                .setKind(kind)
                .setReason(Reason.RECORD)
                .setClient(client)
                .setTopic(topic)
                .setPartition(3)
                .setOffset(17)
                .setDurationNanos(20_000_000)
                .setRecords(4)
                .setBytes(400)
                .setCorrelationId(9));
  }

  @Test
  void spansOfAgentsThatKnowATopicByNameAndByIdComeUnderOneName() throws Exception {
    // Given a topic that one agent knows by name and another by its id, whose name comes later
    List<EventBatch> batches = new ArrayList<>();
    Agent one = new Agent("a").learned("prod", "K1", 1);
    one.tell(0.5, span(Kind.SEND, one.client("10.0.0.8", "shop"), one.topic("orders")));
    batches.add(one.batch(1));
    Agent other = new Agent("b").learned("prod", "K1", 2).listening("10.0.0.2");
    other.tell(0.7, span(Kind.POLL, other.client("10.0.0.9", "bill"), other.topic(null, ID)));
    batches.add(other.batch(1));
    TopicDescribed described =
        TopicDescribed.newBuilder().setTopic(one.topic("orders", ID)).build();
    one.tell(1.5, Event.newBuilder().setTopicDescribed(described));
    batches.add(one.batch(2));
    batches.add(other.batch(2));

    // When
    List<TraceSpan> spans = spans(batches);

    // Then
    TraceSpan.Builder common =
        TraceSpan.newBuilder()
            .setReason(Reason.RECORD)
            .setCluster("prod")
            .setTopic("orders")
            .setPartition(3)
            .setOffset(17)
            .setRecords(4)
            .setBytes(400)
            .setCorrelationId(9);
    assertThat(spans)
        .containsExactlyInAnyOrder(
            common
                .clone()
                .setKind(Kind.SEND)
                .setBroker("1")
                .setClientId("shop")
                .setWorkload("10.0.0.8")
                .setNode("node-a")
                .setStartNanos(Agent.nanos(0.48))
                .setEndNanos(Agent.nanos(0.5))
                .build(),
            common
                .clone()
                .setKind(Kind.POLL)
                .setBroker("2")
                .setClientId("bill")
                .setWorkload("10.0.0.9")
                .setNode("node-b")
                .setStartNanos(Agent.nanos(0.68))
                .setEndNanos(Agent.nanos(0.7))
                .build());
  }

  @Test
  void aFailureIsToldByItsNameWithItsGroupAndWithoutATopic() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    SpanSampled failed =
        SpanSampled.newBuilder()
            .setKind(Kind.COMMIT)
            .setReason(Reason.FAILED)
            .setErrorCode(NOT_LEADER)
            .setGroup(agent.string("billing"))
            .setOffset(-1)
            .build();
    agent.tell(0.5, Event.newBuilder().setSpanSampled(failed));

    List<TraceSpan> spans = spans(List.of(agent.batch(1), agent.batch(2)));

    assertThat(spans)
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getError()).isEqualTo("NOT_LEADER_OR_FOLLOWER");
              assertThat(span.getGroup()).isEqualTo("billing");
              assertThat(span.getTopic()).isEmpty();
              assertThat(span.getOffset()).isEqualTo(-1);
            });
  }

  @Test
  void aRepeatedBatchTellsItsSpansOnce() throws Exception {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    agent.tell(0.5, span(Kind.SEND, agent.client("10.0.0.8", "shop"), agent.topic("orders")));
    EventBatch batch = agent.batch(1);

    assertThat(spans(List.of(batch, batch, agent.batch(2)))).hasSize(1);
  }
}
