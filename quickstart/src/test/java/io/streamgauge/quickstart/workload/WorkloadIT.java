package io.streamgauge.quickstart.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The story that the demo tells: lag grows, members join, lag shrinks. Takes about 30 s. */
class WorkloadIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void theSlowGroupFallsBehindThenGrowsThenCatchesUp() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.telemetryBootstrap()))) {
      WorkloadTopics.create(admin);
      try (Workload workload = Workload.start(broker.observedBootstrap())) {
        assertThat(workload).isNotNull();
        await("falls behind")
            .atMost(PATIENCE)
            .until(() -> lag(admin) > 1_000 && members(admin) == 1);
        await("grows").atMost(PATIENCE).until(() -> members(admin) == 3);
        await("catches up").atMost(PATIENCE).until(() -> lag(admin) < 500);
        assertThat(end(admin, WorkloadTopics.INVOICES)).as("the old client's records").isPositive();
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("workload-") || name.startsWith("kafka-producer"));
  }

  private static long lag(Admin admin) throws ExecutionException, InterruptedException {
    long lag = 0;
    var committed =
        admin.listConsumerGroupOffsets(Workload.SLOW_GROUP).partitionsToOffsetAndMetadata().get();
    for (var entry : committed.entrySet()) {
      lag += end(admin, entry.getKey()) - entry.getValue().offset();
    }
    return lag;
  }

  private static int members(Admin admin) throws ExecutionException, InterruptedException {
    return admin
        .describeConsumerGroups(List.of(Workload.SLOW_GROUP))
        .all()
        .get()
        .get(Workload.SLOW_GROUP)
        .members()
        .size();
  }

  private static long end(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    return end(admin, new TopicPartition(topic, 0)) + end(admin, new TopicPartition(topic, 1));
  }

  private static long end(Admin admin, TopicPartition partition)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }
}
