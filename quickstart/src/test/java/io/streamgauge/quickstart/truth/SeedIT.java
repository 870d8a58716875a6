package io.streamgauge.quickstart.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.privacy.PrivacyPolicy;
import io.streamgauge.agent.seed.ClusterSeed;
import io.streamgauge.agent.seed.SeedEvents;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.BoundedTraffic;
import io.streamgauge.jobs.TrafficOptions;
import io.streamgauge.jobs.series.LineageStamp;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.junit.jupiter.api.Test;

/** A real cluster asked once, and what the jobs make of it while an agent watches from then on. */
class SeedIT {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_767_225_600L * SECOND;

  /** A batch may hold all records, and the default partitioner puts it into one partition. */
  private static final Map<String, Object> EACH_PARTITION =
      Map.of(ProducerConfig.PARTITIONER_CLASS_CONFIG, RoundRobinPartitioner.class.getName());

  @Test
  void aGroupThatStoppedBeforeAnybodyWatchedHasStopped() throws Exception {
    List<EventBatch> batches;
    String cluster;
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        KafkaTruth kafka = new KafkaTruth(broker.telemetryBootstrap())) {
      kafka.createTopic("orders", 2);
      Traffic.produce(broker.telemetryBootstrap(), "shop", "orders", 400, EACH_PARTITION);
      Traffic.consume(broker.telemetryBootstrap(), "billing-1", "billing", "orders", 400, 7);
      batches = seed(broker.telemetryBootstrap());
      cluster = broker.clusterId();
    }

    Map<String, Double> results = run(batches);

    String group = "kafka_cluster=\"" + cluster + "\",consumergroup=\"billing\"";
    assertThat(results)
        .containsEntry("kafka_consumergroup_lag_sum{" + group + ",topic=\"orders\"}", 14.0)
        .containsEntry("kafka_consumergroup_members{" + group + "}", 0.0)
        .containsEntry(
            "streamgauge_consumergroup_partitions{" + group + ",topic=\"orders\",status=\"STOP\"}",
            2.0);
  }

  private static List<EventBatch> seed(String bootstrap) throws InterruptedException {
    AtomicLong clock = new AtomicLong(START);
    SeedEvents events = new SeedEvents(START, "seed", "test", "");
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      ClusterSeed seed = new ClusterSeed(admin, clock::incrementAndGet);
      seed.tell(events);
      assertThat(seed.refused()).isZero();
    }
    return events.batches(PrivacyPolicy.NONE);
  }

  /** With two minutes of an agent that watches the broker, and sees nothing. */
  private static Map<String, Double> run(List<EventBatch> seed) throws Exception {
    Listener listener = seed.get(0).getListeners(0);
    List<String> strings = seed.get(0).getStringsList();
    ListenerRef watched =
        new ListenerRef(
            strings.get(listener.getAddress()),
            listener.getPort(),
            "",
            strings.get(listener.getClusterId()),
            OptionalInt.of(listener.getNodeId()));
    EventBatchBuilder agent =
        new EventBatchBuilder(new AgentIdentity("a", START, "node-a", "test"), 1000);
    List<EventBatch> batches = new ArrayList<>(seed);
    for (int second = 1; second <= 121; second++) {
      long time = START + second * SECOND;
      agent.add(
          (tables, event) ->
              event
                  .setTimeNanos(time - SECOND / 2)
                  .setListener(tables.listener(watched))
                  .getListenerTrafficBuilder()
                  .setDecodedBytes(100));
      batches.addAll(agent.build(time));
    }
    Map<String, Double> results = new TreeMap<>();
    BoundedTraffic.run(
        batches.iterator(),
        TrafficOptions.of(new LineageStamp.Identity("test", 1)),
        result -> take(result, results));
    return results;
  }

  private static void take(Result result, Map<String, Double> results) {
    if (Results.isTombstone(result)) {
      results.remove(SeriesKey.of(result));
    } else {
      results.put(SeriesKey.of(result), result.getGauge());
    }
  }
}
