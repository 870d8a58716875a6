package io.streamgauge.quickstart.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import io.streamgauge.quickstart.truth.Traffic.Consumed;
import io.streamgauge.quickstart.truth.Traffic.Produced;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Two clusters with equal topic, group and client names on one bus, an agent each, one of which is
 * restarted between two rounds of traffic.
 */
@RequiresCapture
class TwoClustersIT {
  private static final Duration SETTLE = Duration.ofMinutes(2);
  private static final String PRODUCER = "shop";
  private static final String CONSUMER = "billing-1";
  private static final String GROUP = "billing";
  private static final String TOPIC = "orders";

  /** What a round of one producer and one consumer did. */
  private record Round(Produced produced, Consumed consumed) {
    long requests() {
      return produced.requests() + consumed.requests();
    }
  }

  @Test
  void equalNamesStayApartAndARestartCountsNothingTwice() throws Exception {
    try (EmbeddedBroker west = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        EmbeddedBroker east = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        KafkaTruth westTruth = new KafkaTruth(west.telemetryBootstrap());
        KafkaTruth eastTruth = new KafkaTruth(east.telemetryBootstrap());
        Pipeline pipeline = new Pipeline(west.telemetryBootstrap())) {
      westTruth.createTopic(TOPIC, 2);
      eastTruth.createTopic(TOPIC, 3);

      // Given a first round on both clusters
      AutoCloseable westAgent = pipeline.startAgent("west-node", west.observedBootstrap());
      pipeline.startAgent("east-node", east.observedBootstrap());
      Round west1 = round(west, 1_000, 0, 5);
      Round east1 = round(east, 1_700, 0, 3);
      await("first round")
          .atMost(SETTLE)
          .untilAsserted(
              () -> {
                assertThat(requests(pipeline, west)).isEqualTo(west1.requests());
                assertThat(requests(pipeline, east)).isEqualTo(east1.requests());
              });

      // When one agent is restarted, and a second round follows
      westAgent.close();
      TimeUnit.SECONDS.sleep(2);
      pipeline.startAgent("west-node", west.observedBootstrap());
      Round west2 = round(west, 900, 2 * 5, 11);
      Round east2 = round(east, 300, 3 * 3, 0);
      await("second round")
          .atMost(SETTLE)
          .untilAsserted(
              () -> {
                assertThat(requests(pipeline, west)).isEqualTo(west1.requests() + west2.requests());
                assertThat(requests(pipeline, east)).isEqualTo(east1.requests() + east2.requests());
              });

      // Then each cluster has its own figures
      assertFigures(pipeline, west, westTruth, List.of(west1, west2));
      assertFigures(pipeline, east, eastTruth, List.of(east1, east2));
      // and the time that nobody watched is named, where it was
      await("coverage")
          .atMost(SETTLE)
          .untilAsserted(
              () -> {
                MetricsPage page = pipeline.page();
                assertThat(page.sum("streamgauge_unobserved_seconds_total", "node", "west-node"))
                    .isBetween(1.0, 60.0);
                assertThat(coverage(page, west)).isPositive().isLessThan(1);
                assertThat(coverage(page, east)).isEqualTo(1);
              });
      MetricsPage page = pipeline.page();
      assertThat(page.sum("streamgauge_unobserved_seconds_total", "node", "east-node")).isZero();
      assertThat(page.sum("streamgauge_lost_batches_total")).isZero();
    }
  }

  /** Sends records; reads them and those {@code waiting}; leaves some uncommitted per partition. */
  private static Round round(EmbeddedBroker broker, int records, int waiting, int leave)
      throws Exception {
    String bootstrap = broker.observedBootstrap();
    Produced produced =
        Traffic.produce(bootstrap, PRODUCER, TOPIC, records, Map.of("compression.type", "lz4"));
    Consumed consumed =
        Traffic.consume(bootstrap, CONSUMER, GROUP, TOPIC, records + waiting, leave);
    return new Round(produced, consumed);
  }

  private static void assertFigures(
      Pipeline pipeline, EmbeddedBroker broker, KafkaTruth truth, List<Round> rounds)
      throws Exception {
    MetricsPage page = pipeline.page();
    String[] produces = labels(broker, "client_id", PRODUCER, "topic", TOPIC);
    assertThat(page.count("streamgauge_produced_records_total", produces))
        .isEqualTo(rounds.stream().mapToLong(r -> r.produced().records()).sum());
    assertThat(page.count("streamgauge_produced_bytes_total", produces))
        .isEqualTo(rounds.stream().mapToLong(r -> r.produced().recordSetBytes()).sum());
    await("lag of " + broker.observedBootstrap())
        .atMost(SETTLE)
        .untilAsserted(
            () -> {
              MetricsPage newest = pipeline.page();
              var lag = truth.lag(GROUP);
              String[] group = labels(broker, "consumergroup", GROUP);
              assertThat(newest.count("kafka_consumergroup_lag", group))
                  .isEqualTo(lag.values().stream().mapToLong(Long::longValue).sum());
              assertThat(newest.all("kafka_consumergroup_lag", group))
                  .hasSameSizeAs(lag.entrySet());
            });
  }

  private static long requests(Pipeline pipeline, EmbeddedBroker broker) throws Exception {
    return pipeline.page().count("streamgauge_requests_total", labels(broker));
  }

  private static double coverage(MetricsPage page, EmbeddedBroker broker) {
    return page.sum("streamgauge_broker_coverage_ratio", labels(broker));
  }

  private static String[] labels(EmbeddedBroker broker, String... more) {
    String[] labels = new String[2 + more.length];
    labels[0] = "kafka_cluster";
    labels[1] = broker.clusterId();
    System.arraycopy(more, 0, labels, 2, more.length);
    return labels;
  }
}
