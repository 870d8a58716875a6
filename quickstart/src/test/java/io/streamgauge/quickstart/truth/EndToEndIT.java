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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One run of real clients over one observed listener, and everything the metrics page says of it.
 *
 * <p>The clients have closed before anything is compared: a quiet point.
 */
@RequiresCapture
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndIT {
  private static final Duration SETTLE = Duration.ofMinutes(2);

  private EmbeddedBroker broker;
  private Pipeline pipeline;
  private KafkaTruth kafka;
  private List<Produced> producers;
  private List<Consumed> consumers;
  private MetricsPage page;

  @BeforeAll
  void runRealClients() throws Exception {
    broker = EmbeddedBroker.start(BrokerSettings.onFreePorts());
    pipeline = new Pipeline(broker.telemetryBootstrap());
    pipeline.startAgent("node-1", broker.observedBootstrap());
    kafka = new KafkaTruth(broker.telemetryBootstrap());
    kafka.createTopic("orders", 3);
    kafka.createTopic("payments", 2);
    String observed = broker.observedBootstrap();

    producers =
        List.of(
            Traffic.produce(observed, "shop", "orders", 4_000, Map.of("compression.type", "lz4")),
            Traffic.produce(
                observed,
                "till",
                "payments",
                2_500,
                Map.of("acks", "1", "enable.idempotence", false)),
            Traffic.produce(
                observed, "kiosk", "payments", 1_500, Map.of("compression.type", "zstd")));
    consumers =
        List.of(
            Traffic.consume(observed, "billing-1", "billing", "orders", 4_000, 7),
            Traffic.consume(observed, "audit-1", "audit", "payments", 4_000, 0));
    long requests =
        producers.stream().mapToLong(Produced::requests).sum()
            + consumers.stream().mapToLong(Consumed::requests).sum();
    await("all requests on the metrics page")
        .atMost(SETTLE)
        .untilAsserted(
            () ->
                assertThat(pipeline.page().count("streamgauge_requests_total"))
                    .isEqualTo(requests));
    // Gauges follow the watermark, which is behind the last request.
    await("the last gauges on the metrics page")
        .atMost(SETTLE)
        .untilAsserted(
            () -> {
              page = pipeline.page();
              for (Consumed read : consumers) {
                assertShowsLagOf(read);
              }
              assertThat(page.all("streamgauge_broker_coverage_ratio")).isNotEmpty();
              assertThat(page.all("streamgauge_client_info", "client_id", "shop")).isNotEmpty();
            });
  }

  private void assertShowsLagOf(Consumed read) throws Exception {
    var truth = kafka.lag(read.group());
    assertThat(truth).isNotEmpty();
    truth.forEach(
        (partition, lag) ->
            assertThat(
                    page.all(
                        "kafka_consumergroup_lag",
                        "consumergroup",
                        read.group(),
                        "topic",
                        partition.topic(),
                        "partition",
                        Integer.toString(partition.partition())))
                .as("%s %s", read.group(), partition)
                .singleElement()
                .extracting(MetricsPage.Sample::value)
                .isEqualTo(lag.doubleValue()));
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : new AutoCloseable[] {kafka, pipeline, broker}) {
      if (part != null) {
        part.close();
      }
    }
  }

  @Test
  void producedRecordsAndBytesAreWhatWasSent() {
    for (Produced sent : producers) {
      String[] labels = {"topic", sent.topic(), "client_id", sent.clientId()};
      assertThat(page.count("streamgauge_produced_records_total", labels))
          .as("records of %s", sent.clientId())
          .isEqualTo(sent.records());
      assertThat(page.count("streamgauge_produced_bytes_total", labels))
          .as("bytes of %s", sent.clientId())
          .isEqualTo(sent.recordSetBytes());
    }
    assertThat(page.all("streamgauge_produced_records_total")).hasSameSizeAs(producers);
  }

  @Test
  void producedBytesAreWhatTheLogHolds() throws Exception {
    for (String topic : List.of("orders", "payments")) {
      assertThat(page.count("streamgauge_produced_bytes_total", "topic", topic))
          .isEqualTo(kafka.logBytes(topic).values().stream().mapToLong(Long::longValue).sum());
    }
  }

  @Test
  void consumedRecordsAreWhatWasRead() {
    for (Consumed read : consumers) {
      assertThat(
              page.count(
                  "streamgauge_consumed_records_total",
                  "topic",
                  read.topic(),
                  "client_id",
                  read.clientId()))
          .as(read.clientId())
          .isEqualTo(read.records());
    }
  }

  @Test
  void lagOfEachPartitionIsWhatTheAdminSays() throws Exception {
    for (Consumed read : consumers) {
      assertShowsLagOf(read);
    }
  }

  @Test
  void everyRequestOfEachClientIsAmongTheExchanges() {
    producers.forEach(
        p -> assertThat(requests(p.clientId())).as(p.clientId()).isEqualTo(p.requests()));
    consumers.forEach(
        c -> assertThat(requests(c.clientId())).as(c.clientId()).isEqualTo(c.requests()));
  }

  @Test
  void everyRequestThatTheBrokerReceivedIsAmongTheExchanges() throws Exception {
    BrokerSocket socket = BrokerSocket.of("OBSERVED");

    assertThat(page.count("streamgauge_requests_total")).isEqualTo(socket.received());
    assertThat(page.count("streamgauge_responses_total")).isEqualTo(socket.sent());
  }

  @Test
  void nothingWasDroppedAndCoverageIsWhole() {
    assertThat(page.all("streamgauge_broker_coverage_ratio"))
        .singleElement()
        .extracting(MetricsPage.Sample::value)
        .isEqualTo(1.0);
    assertThat(page.count("streamgauge_capture_dropped_packets_total")).isZero();
    assertThat(page.count("streamgauge_tcp_gap_bytes_total")).isZero();
    assertThat(page.count("streamgauge_lost_batches_total")).isZero();
    assertThat(page.all("streamgauge_anomalies_total")).isEmpty();
  }

  @Test
  void everySeriesNamesTheClusterAsKafkaDoes() {
    assertThat(page.all("streamgauge_requests_total"))
        .isNotEmpty()
        .allMatch(s -> broker.clusterId().equals(s.labels().get("kafka_cluster")));
  }

  @Test
  void clientsAreKnownByTheirLibrary() {
    assertThat(page.all("streamgauge_client_info", "client_id", "shop"))
        .singleElement()
        .extracting(s -> s.labels().get("software_name"))
        .isEqualTo("apache-kafka-java");
  }

  private long requests(String clientId) {
    return page.count("streamgauge_requests_total", "client_id", clientId);
  }
}
