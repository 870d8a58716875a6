package io.streamgauge.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.store.ResultStore;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page against Prometheus' own linter. */
class PromtoolIT {
  private static final long NOW = 1_000_000;

  @Test
  void promtoolObjectsToNothingButTheTwoCompatibilitySums() throws Exception {
    // Given one series of every metric there is
    ResultStore store = new ResultStore();
    for (MetricDefinition metric : MetricCatalog.all()) {
      SampleResults.publish(store, SampleResults.any(metric, "x", NOW));
    }
    SampleResults.watermark(store, NOW);

    // When promtool reads the page
    List<String> objections = promtool(store);

    // Then
    assertThat(objections)
        .allSatisfy(
            line ->
                assertThat(line).startsWithIgnoringCase("kafka_consumergroup_").contains("_sum"));
    assertThat(objections).hasSize(2);
  }

  private static List<String> promtool(ResultStore store) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    } catch (IOException e) {
      String reason = "promtool is not installed: apt-get install prometheus";
      if ("true".equals(System.getenv("CI"))) {
        return fail(reason, e);
      }
      System.err.println("Skipped: " + reason);
      return abort(reason);
    }
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    PrometheusPage page =
        new PrometheusPage(store, new Staleness(clock, Duration.ofSeconds(60)), true);
    try (Writer writer =
        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)) {
      page.write(page.contentType(null), writer);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.lines().filter(line -> !line.isBlank()).toList();
  }
}
