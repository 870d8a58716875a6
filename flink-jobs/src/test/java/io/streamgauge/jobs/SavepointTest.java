package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.events.v1.TransactionEnded;
import io.streamgauge.events.v1.TransactionalOffset;
import io.streamgauge.jobs.bus.BatchFiles;
import io.streamgauge.jobs.series.LineageStamp;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint that a released version took is checked in; today's job goes on from it. {@code
 * -Dstreamgauge.rewrite=true} takes a new one: only for a new release, under its own name.
 */
class SavepointTest {
  private static final Path SAVEPOINT = Path.of("src/test/resources/savepoints/0.1.0");
  private static final String ID = "0123456789abcdef";
  private static final String LABELS = "kafka_cluster=\"prod\"";
  private static final String GROUP = LABELS + ",consumergroup=\"billing\"";

  /** Seconds before the savepoint, and with those behind it. */
  private static final int BEFORE = 30;

  private static final int ALL = 60;

  /** What an agent told: the savepoint has taken the batches of the first seconds. */
  private static List<EventBatch> story() {
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= ALL; second++) {
      double time = second - 0.5;
      agent.add(second - 1, requests(agent, second <= BEFORE ? 2 : 1));
      agent.add(second - 1, Facts.traffic(100, 0, 100L * second));
      if (second == 1) {
        agent.topic("orders", ID);
        agent.tell(0.1, assigned(agent));
        agent.tell(0.2, Facts.committed(agent.string("billing"), agent.topic("orders", ID), 0, 40));
      }
      if (second == 20) {
        agent.tell(time, transactional(agent));
      }
      agent.tell(time, produced(agent, 100 + second));
      if (second == ALL - 20) {
        agent.tell(time + 0.1, committedTransaction());
      }
      batches.add(agent.batch(second));
    }
    return batches;
  }

  private static Event.Builder requests(Agent agent, int version) {
    RequestRollup rollup =
        Facts.requests(agent.client("10.0.0.9", "app"), 5).getRequests().toBuilder()
            .setApiVersion(version)
            .build();
    return Event.newBuilder().setRequests(rollup);
  }

  private static Event.Builder assigned(Agent agent) {
    return Event.newBuilder()
        .setMemberChanged(
            MemberChanged.newBuilder()
                .setGroup(agent.string("billing"))
                .setMemberId(agent.string("m"))
                .setKind(GroupKind.CLASSIC)
                .setGeneration(1)
                .setSessionTimeoutMillis(600_000)
                .setClient(agent.client("10.0.0.9", "app"))
                .setChange(Change.ASSIGNED)
                .addAssignment(
                    TopicPartitions.newBuilder()
                        .setTopic(agent.topic("orders", ID))
                        .addPartitions(0)));
  }

  /** The topic goes by its id alone: its name was told before the savepoint. */
  private static Event.Builder produced(Agent agent, long end) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(agent.topic(null, ID))
                .setSource(Source.PRODUCE)
                .setAcks(-1)
                .setLogEndOffset(end));
  }

  private static Event.Builder transactional(Agent agent) {
    return Event.newBuilder()
        .setTransactionalOffset(
            TransactionalOffset.newBuilder()
                .setProducerId(7)
                .setGroup(agent.string("billing"))
                .setTopic(agent.topic(null, ID))
                .setOffset(90));
  }

  private static Event.Builder committedTransaction() {
    return Event.newBuilder()
        .setTransactionEnded(
            TransactionEnded.newBuilder().setProducerId(7).setCommitted(true).setMarker(true));
  }

  private static TrafficOptions options(String lineage) {
    return TrafficOptions.of(new LineageStamp.Identity(lineage, 1));
  }

  @Test
  void theJobGoesOnFromTheSavepointOfARelease(@TempDir Path folder) throws Exception {
    // Given
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      take(folder);
    }
    assertThat(Files.size(SAVEPOINT.resolve("_metadata"))).isLessThan(200_000);
    Path file = folder.resolve("after.bin");
    BatchFiles.write(file, story().subList(BEFORE, ALL).iterator());
    Configuration configuration = Environments.required();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, SAVEPOINT.toUri().toString());
    // Its source was another one.
    configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    // When
    Answers answers = new Answers();
    CloseableIterator<Result> results =
        BoundedTraffic.compose(environment, file, options("another")).executeAndCollect();
    results.forEachRemaining(answers::add);
    results.close();
    // Then sums go on, under their lineage, and nothing counts as lost
    assertThat(answers.sum("streamgauge_requests_total")).isEqualTo(5 * ALL);
    assertThat(answers.all).extracting(Result::getLineage).containsOnly("of a release");
    assertThat(answers.sum("streamgauge_lost_batches_total")).isZero();
    // names, members and open transactions are known
    assertThat(answers.value("kafka_consumergroup_lag_sum{" + GROUP + ",topic=\"orders\"}"))
        .isEqualTo(100 + ALL - 90);
    assertThat(answers.value("streamgauge_autoscale_replicas{" + GROUP + "}")).isEqualTo(1);
    // and so is what the client used before
    assertThat(
            answers.value(
                "streamgauge_client_upgrade_blockers{"
                    + LABELS
                    + ",client_id=\"app\",workload=\"10.0.0.9\",target=\"4.0\","
                    + "reason=\"api_version\"}"))
        .isEqualTo(2);
  }

  /** Not part of any build: waits for a job that never ends. */
  private static void take(Path folder) throws Exception {
    Path file = folder.resolve("before.bin");
    BatchFiles.write(file, story().subList(0, BEFORE).iterator());
    Configuration configuration = Environments.required();
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    DataStream<EventBatch> batches =
        environment
            .fromSource(
                new NumberSequenceSource(0, Long.MAX_VALUE - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .flatMap(new Feed(file.toString()))
            .returns(ProtoTypeInfo.forMessage(EventBatch.class))
            .uid("feed");
    TrafficPipeline.build(batches, options("of a release"))
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    JobClient job = environment.executeAsync();
    Thread.sleep(10_000);
    String taken =
        job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
    job.cancel().get();
    Files.createDirectories(SAVEPOINT);
    Files.write(
        SAVEPOINT.resolve("_metadata"),
        Files.readAllBytes(Path.of(URI.create(taken)).resolve("_metadata")));
  }

  /** The batches of a file, then nothing for ever. */
  private static final class Feed implements FlatMapFunction<Long, EventBatch> {
    private static final long serialVersionUID = 1L;
    private final String file;

    private Feed(String file) {
      this.file = file;
    }

    @Override
    public void flatMap(Long number, Collector<EventBatch> out) throws IOException {
      if (number == 0) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
          for (EventBatch batch = EventBatch.parseDelimitedFrom(in);
              batch != null;
              batch = EventBatch.parseDelimitedFrom(in)) {
            out.collect(batch);
          }
        }
      }
      LockSupport.parkNanos(10_000_000L);
    }
  }
}
