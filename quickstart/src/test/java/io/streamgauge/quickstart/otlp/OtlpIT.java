package io.streamgauge.quickstart.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.ExporterOptions;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.exporters.otlp.OtlpSettings;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import io.streamgauge.quickstart.demo.Parts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Two exporters on one bus, of which one pushes by gRPC and one by HTTP: one of them does, and the
 * other takes over.
 */
class OtlpIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String GROUP = "streamgauge-exporter-otlp";
  private static final Map<String, OtlpSettings.Protocol> EXPORTERS =
      Map.of("one", OtlpSettings.Protocol.GRPC, "other", OtlpSettings.Protocol.HTTP);

  @Test
  void oneOfTwoExportersPushesAndTheOtherTakesOver() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePorts());
        MetricsReceiver receiver = new MetricsReceiver()) {
      // Given results on the bus and two exporters of it
      String bus = broker.telemetryBootstrap();
      Parts.createTopics(bus);
      publish(
          bus,
          Results.counter(
              MetricCatalog.REQUESTS_TOTAL, List.of("c", "Fetch", "app", "host"), 12_345, 1));
      publish(
          bus,
          Results.histogram(
              MetricCatalog.REQUEST_DURATION_SECONDS,
              Collections.nCopies(MetricCatalog.REQUEST_DURATION_SECONDS.labelNames().size(), "x"),
              fourLatencies(),
              1));
      Map<String, ExporterServer> exporters = new HashMap<>();
      try {
        for (String name : EXPORTERS.keySet()) {
          exporters.put(name, exporter(bus, receiver, name));
        }

        // When the group has settled who pushes, and that one ends
        awaitMembers(bus, EXPORTERS.size());
        String pushing = whoPushesAlone(receiver);
        holdsWhatIsOnTheBus(receiver, pushing);
        exporters.remove(pushing).close();
        int ended = pushes(receiver, pushing);

        // Then the other goes on, by the other protocol
        String left = exporters.keySet().iterator().next();
        int before = pushes(receiver, left);
        await().atMost(PATIENCE).until(() -> pushes(receiver, left) > before + 4);
        holdsWhatIsOnTheBus(receiver, left);
        // One may have been under way.
        assertThat(pushes(receiver, pushing)).isLessThanOrEqualTo(ended + 1);
      } finally {
        exporters.values().forEach(ExporterServer::close);
      }
    }
  }

  private static int pushes(MetricsReceiver receiver, String name) {
    return receiver.from("exporter", name).size();
  }

  private static void awaitMembers(String bus, int count) {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bus))) {
      await()
          .atMost(PATIENCE)
          .ignoreException(ExecutionException.class)
          .untilAsserted(
              () -> {
                ConsumerGroupDescription group =
                    admin.describeConsumerGroups(Set.of(GROUP)).all().get().get(GROUP);
                assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
                assertThat(group.members()).hasSize(count);
              });
    }
  }

  /** The one that pushes several times while the other does not once. */
  private static String whoPushesAlone(MetricsReceiver receiver) {
    Map<String, Integer> before = new HashMap<>();
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<String> pushed =
                  EXPORTERS.keySet().stream()
                      .filter(name -> pushes(receiver, name) > before.getOrDefault(name, -1))
                      .toList();
              if (pushed.size() > 1) {
                pushed.forEach(name -> before.put(name, pushes(receiver, name)));
                return "";
              }
              return pushed.stream()
                  .filter(name -> pushes(receiver, name) > before.get(name) + 4)
                  .findAny()
                  .orElse("");
            },
            name -> !name.isEmpty());
  }

  private static void holdsWhatIsOnTheBus(MetricsReceiver receiver, String name) {
    List<ResourceMetrics> pushes = receiver.from("exporter", name);
    List<Metric> metrics = MetricsReceiver.metrics(pushes.get(pushes.size() - 1));
    assertThat(metrics)
        .filteredOn(metric -> metric.getName().equals(MetricCatalog.REQUESTS_TOTAL.name()))
        .singleElement()
        .satisfies(
            metric -> assertThat(metric.getSum().getDataPoints(0).getAsInt()).isEqualTo(12_345));
    assertThat(metrics)
        .filteredOn(metric -> metric.getName().equals("streamgauge_request_duration"))
        .singleElement()
        .satisfies(
            metric -> {
              var point = metric.getExponentialHistogram().getDataPoints(0);
              assertThat(point.getCount()).isEqualTo(4);
              assertThat(point.getSum()).isEqualTo(10e6);
              assertThat(point.getPositive().getBucketCountsList()).isNotEmpty();
            });
  }

  private static ExponentialHistogram fourLatencies() {
    var latencies = new io.streamgauge.events.ExponentialHistogram();
    for (long millis = 1; millis <= 4; millis++) {
      latencies.record(Duration.ofMillis(millis).toNanos());
    }
    return Histograms.toProto(latencies);
  }

  private static ExporterServer exporter(String bus, MetricsReceiver receiver, String name)
      throws Exception {
    ExporterOptions plain =
        ExporterOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), bus);
    OtlpSettings otlp =
        new OtlpSettings(
            Optional.of(receiver.url(EXPORTERS.get(name))),
            EXPORTERS.get(name),
            Duration.ofMillis(200),
            Map::of,
            Optional.empty(),
            Map.of("exporter", name));
    ExporterOptions pushing = plain.withOtlp(otlp);
    return new ExporterServer(pushing, Clock.systemUTC());
  }

  private static void publish(String bus, Result result) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bus),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] key = SeriesKey.of(result).getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(BusTopics.RESULTS, key, result.toByteArray())).get();
    }
  }
}
