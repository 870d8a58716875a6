package io.streamgauge.quickstart.autoscaling;

import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.exporters.ExporterOptions;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.exporters.alertmanager.Alertmanagers;
import io.streamgauge.exporters.alertmanager.RealAlertmanager;
import io.streamgauge.jobs.AdviceSettings;
import io.streamgauge.jobs.AlertSettings;
import io.streamgauge.jobs.JobsRunner;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import io.streamgauge.quickstart.demo.Parts;
import io.streamgauge.quickstart.truth.KafkaTruth;
import io.streamgauge.quickstart.truth.MetricsPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A cluster whose traffic is captured, the jobs, an exporter, the real Alertmanager, and behind its
 * webhook an autoscaler of the group's consumers.
 */
final class ScaledSystem {
  static final String GROUP = "billing";
  static final String TOPIC = "orders";
  static final int PARTITIONS = 6;

  /** More members are never advised. */
  static final int MAX_MEMBERS = 2;

  private static final Path ALERTS = Path.of("..", "dashboards", "alerts.yaml");

  /** An operator's overrides: consumers that share an address cannot be told apart by it. */
  private static final String OVERRIDES =
      """
      groups:
        - match: %s
          members_per_replica: 1
          max_members: %d
      """
          .formatted(GROUP, MAX_MEMBERS);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  final SlowConsumers consumers;
  final Autoscaler autoscaler;
  final SteadyLoad load;
  private ExporterServer exporter;

  private ScaledSystem(Path folder, String alertsLast) throws Exception {
    EmbeddedBroker broker = own(EmbeddedBroker.start(BrokerSettings.onFreePorts()));
    String observed = broker.observedBootstrap();
    String bus = broker.telemetryBootstrap();
    Parts.createTopics(bus);
    try (KafkaTruth kafka = new KafkaTruth(bus)) {
      kafka.createTopic(TOPIC, PARTITIONS);
    }
    consumers = own(new SlowConsumers(observed, GROUP, TOPIC));
    autoscaler =
        own(new Autoscaler(consumers, () -> (int) gauge("autoscale_recommended_replicas")));
    RealAlertmanager alertmanager =
        own(RealAlertmanager.start(webhook(folder), folder.resolve("alertmanager")));
    own(jobs(bus, folder, alertsLast));
    exporter = own(exporter(bus, alertmanager));
    int port = Integer.parseInt(observed.substring(observed.indexOf(':') + 1));
    CaptureAgent unused = own(Parts.agent("node-1", port, bus));
    load = own(new SteadyLoad(observed, TOPIC, PARTITIONS));
  }

  /**
   * Starts everything but consumers.
   *
   * @param alertsLast how long advice must differ from what runs before an alert says so, as in
   *     alerts.yaml
   */
  static ScaledSystem start(Path folder, String alertsLast) throws Exception {
    return new ScaledSystem(folder, alertsLast);
  }

  private <T extends AutoCloseable> T own(T part) {
    parts.push(part);
    return part;
  }

  private Path webhook(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route: {receiver: none, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 4h,
                routes: [{matchers: ['action="scale"'], receiver: autoscaler}]}
        receivers:
          - name: none
          - name: autoscaler
            webhook_configs: [{url: '%s', send_resolved: true}]
        """
            .formatted(autoscaler.url()));
  }

  /** The alerts as they come, but for how long advice must last. */
  private static JobsRunner jobs(String bus, Path folder, String alertsLast) throws Exception {
    String sooner = Files.readString(ALERTS).replace("for: 5m", "for: " + alertsLast);
    AlertCatalog catalog =
        AlertCatalog.read(Files.writeString(folder.resolve("alerts.yaml"), sooner));
    Path overrides = Files.writeString(folder.resolve("overrides.yaml"), OVERRIDES);
    return JobsRunner.start(
        new JobsRunner.Settings(
            new Bus(bus, BusTopics.EVENTS, BusTopics.RESULTS, new Properties()),
            1,
            null,
            Duration.ofSeconds(10),
            new AlertSettings(catalog, OverridesFile.read(overrides, catalog), true),
            AdviceSettings.DEFAULTS));
  }

  private static ExporterServer exporter(String bus, RealAlertmanager alertmanager)
      throws IOException {
    ExporterOptions plain =
        ExporterOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), bus);
    return new ExporterServer(
        plain.withAlertmanagers(
            new Alertmanagers.Settings(
                List.of(alertmanager.url), Optional.empty(), Duration.ofSeconds(1))),
        Clock.systemUTC());
  }

  /** What the exporter shows of the group under {@code streamgauge_NAME}; 0 while it is absent. */
  double gauge(String name) {
    return page().sum("streamgauge_" + name, "consumergroup", GROUP);
  }

  /** The group's lag as the exporter shows it; empty while it is absent. */
  Optional<Double> lag() {
    return page().all("kafka_consumergroup_lag_sum", "consumergroup", GROUP).stream()
        .map(MetricsPage.Sample::value)
        .findFirst();
  }

  private MetricsPage page() {
    try {
      return MetricsPage.fetch(exporter.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends all parts, the newest first. */
  void stop() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
