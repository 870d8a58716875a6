package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.client.UpgradeTarget;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures of brokers, of clients and of consumers without a group, through the whole job. */
class BrokersAndClientsTest {
  private static final String CLUSTER_LABEL = "kafka_cluster=\"prod\"";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static Event.Builder requests(int client, long count, int version) {
    RequestRollup rollup = Facts.requests(client, count).getRequests();
    return Event.newBuilder()
        .setRequests(
            rollup.toBuilder().setApiVersion(version).setInflightByteMicros(500_000 * count));
  }

  private static Event.Builder fetch(Agent agent, long offset, long highWatermark) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(agent.topic("orders"))
                .setSource(Source.FETCH)
                .setClient(agent.client("10.0.0.8", "tail"))
                .setFetchOffset(offset)
                .setHighWatermark(highWatermark));
  }

  @Test
  void pressureRequestsInFlightReadinessAndLagOfLoneConsumersAreTold() throws Exception {
    // Given 10 old produce requests per second, and a reader without a group that is behind
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 150; second++) {
      agent.add(second - 1, requests(agent.client("10.0.0.9", "app"), 5, 2));
      agent.add(second - 1, requests(agent.client("10.0.0.9", "app"), 5, 9));
      agent.tell(second - 0.5, fetch(agent, 10L * second, 10L * second + 70));
      batches.add(agent.batch(second));
    }
    AdviceSettings advice =
        new AdviceSettings(new BrokerPolicy(100, 0, 0, 0), new UpgradeTarget("4.0"));
    // When
    Answers answers = Answers.of(batches, TrafficOptions.of(Answers.LINEAGE).with(advice));
    // Then
    String broker = CLUSTER_LABEL + ",broker=\"1\"";
    assertThat(answers.value("streamgauge_broker_scale_pressure_ratio{" + broker + "}"))
        .isEqualTo(0.1, Assertions.within(1e-9));
    assertThat(answers.value("streamgauge_autoscale_recommended_brokers{" + CLUSTER_LABEL + "}"))
        .isEqualTo(1);
    assertThat(answers.value("streamgauge_inflight_requests{" + broker + ",api=\"Produce\"}"))
        .isEqualTo(1e-5, Assertions.within(1e-9));
    assertThat(
            answers.value("streamgauge_inflight_request_bytes_max{" + broker + ",api=\"Produce\"}"))
        .isEqualTo(5, Assertions.within(1e-6));
    assertThat(
            answers.value(
                "streamgauge_client_upgrade_blockers{"
                    + CLUSTER_LABEL
                    + ",client_id=\"app\",workload=\"10.0.0.9\",target=\"4.0\","
                    + "reason=\"api_version\"}"))
        .isEqualTo(1);
    assertThat(
            answers.value(
                "streamgauge_consumer_fetch_lag_records{"
                    + CLUSTER_LABEL
                    + ",client_id=\"tail\",workload=\"10.0.0.8\",topic=\"orders\"}"))
        .isEqualTo(70);
  }
}
