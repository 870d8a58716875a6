package io.streamgauge.quickstart.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.Tool;
import io.streamgauge.quickstart.broker.BrokerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboards ask, asked of a real Prometheus that scrapes a real demo. */
@RequiresCapture
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsIT {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration ANSWERS = Duration.ofMinutes(3);

  /** Ten scrapes: enough for a rate however slow the machine is. */
  private static final String RATE_INTERVAL = "10s";

  /** Metrics whose panels may be empty over a demo, with the reason. */
  private static final Map<String, String> EMPTY =
      Map.ofEntries(
          Map.entry("streamgauge_findings", "no request is wrong or a burden"),
          Map.entry("streamgauge_broker_scale_pressure_ratio", "ceilings are learned over a day"),
          Map.entry("streamgauge_autoscale_recommended_brokers", "needs the pressure"),
          Map.entry("streamgauge_autoscale_demand_members", "comes with a backlog, by and by"),
          Map.entry("streamgauge_autoscale_max_useful_members", "comes with the demand"),
          Map.entry("streamgauge_replicated_bytes_total", "one broker replicates nothing"),
          Map.entry("streamgauge_self_bytes_total", "the bus has a listener of its own"),
          Map.entry("streamgauge_throttle_seconds_total", "the broker has no quotas"),
          Map.entry("streamgauge_client_upgrade_blockers", "no client is too old for 4.0"),
          Map.entry("streamgauge_consumer_fetch_lag_records", "every consumer is in a group"),
          Map.entry("streamgauge_consumergroup_lag_retention_ratio", "nothing is deleted yet"),
          Map.entry("streamgauge_anomalies_total", "nothing is odd, which is the point"),
          Map.entry("streamgauge_folded_flows_total", "no address is translated"),
          Map.entry("streamgauge_boundary_searches_refused_total", "no boundary is lost"),
          Map.entry("streamgauge_label_values_dropped_total", "no limit is reached"));

  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((.*), (\\w+)\\)", Pattern.DOTALL);

  /**
   * What the stock dashboard of kafka_exporter (Grafana 7589) asks, by panel; its ranges of a
   * minute and more work on any two scrapes.
   */
  private static final Map<String, String> STOCK =
      Map.of(
          "message in per second",
          "sum(rate(kafka_topic_partition_current_offset{instance=~\".*\", topic=~\".*\"}[1m])) by"
              + " (topic)",
          "lag by consumer group",
          "sum(kafka_consumergroup_lag{instance=~\".*\",topic=~\".*\"}) by (consumergroup, topic)",
          "message in per minute",
          "sum(delta(kafka_topic_partition_current_offset{instance=~\".*\", topic=~\".*\"}[5m])/5)"
              + " by (topic)",
          "message consume per minute",
          "sum(delta(kafka_consumergroup_current_offset{instance=~\".*\",topic=~\".*\"}[5m])/5) by"
              + " (consumergroup, topic)",
          "partitions per topic",
          "sum by(topic) (kafka_topic_partitions{instance=~\".*\",topic=~\".*\"})",
          "variable job and instance",
          "kafka_consumergroup_current_offset",
          "variable topic",
          "kafka_topic_partition_current_offset{topic!=\"__consumer_offsets\",topic!=\"--kafka\"}");

  private Launcher.Started demo;
  private Prometheus prometheus;

  @BeforeAll
  void scrapeADemo(@TempDir Path folder) throws Exception {
    Tool.require("prometheus", "prometheus");
    BrokerSettings free = BrokerSettings.onFreePorts();
    demo =
        Launcher.start(
            Path.of("."),
            Map.of(),
            Launcher.script().toString(),
            "demo",
            "--port=" + free.observedPort(),
            "--telemetry-port=" + free.telemetryPort(),
            "--metrics-port=" + free.controllerPort());
    prometheus = new Prometheus(config(folder, free.controllerPort()), folder);
    await("ready line")
        .atMost(START)
        .failFast("the demo ended", () -> !demo.process().isAlive())
        .until(() -> demo.out().contains("ready: "));
  }

  /** The example as it is, for a target on another port, and scraped every second. */
  private static Path config(Path folder, int port) throws IOException {
    String example = Files.readString(PromtoolDashboardsIT.example());
    String rules = DashboardFiles.ROOT.toAbsolutePath().normalize() + "/rules/";
    String changed =
        example
            .replace("127.0.0.1:9404", "127.0.0.1:" + port)
            .replace("_interval: 15s", "_interval: 1s")
            .replace("../rules/", rules);
    assertThat(changed).contains("scrape_interval: 1s", rules, ":" + port);
    return Files.writeString(folder.resolve("prometheus.yml"), changed);
  }

  @AfterAll
  void stop() throws Exception {
    if (prometheus != null) {
      prometheus.close();
    }
    if (demo != null) {
      demo.process().destroy();
      assertThat(demo.process().waitFor(60, TimeUnit.SECONDS)).as("the demo ended").isTrue();
    }
  }

  @Test
  void noPanelIsEmptyWithoutAListedReason() throws Exception {
    Set<String> waiting = new LinkedHashSet<>();
    for (JsonNode dashboard : DashboardFiles.checkedIn().values()) {
      waiting.addAll(DashboardRulesTest.expressions(dashboard));
    }
    waiting.removeIf(DashboardsIT::mayBeEmpty);

    awaitAnswers(waiting, expression -> Chosen.all(expression, RATE_INTERVAL));
  }

  @Test
  void whatTheStockConsumerLagDashboardAsksIsAnswered() {
    awaitAnswers(new TreeSet<>(STOCK.values()), expression -> expression);
  }

  @Test
  void everyVariableHasValues() throws Exception {
    for (JsonNode dashboard : DashboardFiles.checkedIn().values()) {
      for (JsonNode variable : dashboard.at("/templating/list")) {
        Matcher query = LABEL_VALUES.matcher(variable.at("/query/query").asText());
        if (query.matches()) {
          String series = Chosen.all(query.group(1), RATE_INTERVAL);
          await(series)
              .atMost(ANSWERS)
              .until(() -> !prometheus.labelValues(query.group(2), series).isEmpty());
        }
      }
    }
  }

  @Test
  void theRulesOfTheExampleAreEvaluatedWithoutAnError() throws Exception {
    await("evaluation of all rules")
        .atMost(ANSWERS)
        .until(() -> health().size() > 20 && !health().contains("unknown"));

    assertThat(health()).containsOnly("ok");
  }

  private List<String> health() throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (JsonNode group : prometheus.get("rules").path("groups")) {
      group.path("rules").forEach(rule -> all.add(rule.path("health").asText()));
    }
    return all;
  }

  private static boolean mayBeEmpty(String expression) {
    return EMPTY.keySet().stream().anyMatch(metric -> expression.contains(metric + "{"));
  }

  /** Asks again for what is not answered yet; all need not be there at the same time. */
  private void awaitAnswers(Set<String> waiting, UnaryOperator<String> asGrafanaAsks) {
    await()
        .atMost(ANSWERS)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              for (String expression : List.copyOf(waiting)) {
                if (!prometheus.query(asGrafanaAsks.apply(expression)).isEmpty()) {
                  waiting.remove(expression);
                }
              }
              assertThat(waiting).as("not answered").isEmpty();
            });
  }
}
