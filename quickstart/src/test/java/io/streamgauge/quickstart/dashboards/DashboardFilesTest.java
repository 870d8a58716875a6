package io.streamgauge.quickstart.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DashboardFilesTest {

  @Test
  void theCheckedInDashboardsAreWhatTheirSourcesSay() throws IOException {
    Map<String, String> wanted = DashboardFiles.wanted();
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      Path path = DashboardFiles.GRAFANA.resolve(file.getKey() + ".json");
      if (Boolean.getBoolean("streamgauge.rewrite")) {
        Files.writeString(path, file.getValue());
      }
      assertThat(path)
          .as("stale; dashboards/README.md says how to rewrite it")
          .hasContent(file.getValue());
    }
    assertThat(DashboardFiles.checkedIn()).containsOnlyKeys(wanted.keySet());
  }

  @Test
  void aMetricStandsForItsChosenSeriesOnceHoweverManyReplicasServeIt() {
    List<String> variables = List.of("kafka_cluster", "topic");

    assertThat(Expressions.expand("max(streamgauge_consumergroup_lag_seconds)", variables))
        .isEqualTo(
            "max(max without (instance, pod) (streamgauge_consumergroup_lag_seconds{job=~\"$job\","
                + " instance=~\"$instance\", kafka_cluster=~\"$kafka_cluster\","
                + " topic=~\"$topic\"}))");
    assertThat(Expressions.expand("rate(streamgauge_frames_total{node!=\"a\"})", variables))
        .isEqualTo(
            "max without (instance, pod) (rate(streamgauge_frames_total{job=~\"$job\","
                + " instance=~\"$instance\", node!=\"a\"}[$__rate_interval]))");
    assertThat(Expressions.expand("sum by (le) (rate(streamgauge_wait_seconds_bucket))", List.of()))
        .isEqualTo(
            "sum by (le) (max without (instance, pod) (rate(streamgauge_wait_seconds_bucket{job=~\""
                + "$job\", instance=~\"$instance\"}[$__rate_interval])))");
  }

  @Test
  void whatTheCatalogueDoesNotKnowStaysAsItIs() {
    String expression = "sum by (node) (up{job=~\"$job\"}) + streamgauge_wait_seconds";

    assertThat(Expressions.expand(expression, List.of("node"))).isEqualTo(expression);
  }
}
