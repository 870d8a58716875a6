package io.streamgauge.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.store.ResultStore;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusPageTest {
  private static final long NOW = 1_000_000;

  private final ResultStore store = new ResultStore();

  @Test
  void everyMetricOfTheCatalogueIsShownWithItsHelpAndType() throws IOException {
    for (MetricDefinition metric : MetricCatalog.all()) {
      SampleResults.publish(store, SampleResults.any(metric, "x", NOW));
    }
    SampleResults.watermark(store, NOW);

    String page = page(true);

    for (MetricDefinition metric : MetricCatalog.all()) {
      assertThat(page).contains("# HELP " + metric.name() + " ");
    }
    assertThat(page)
        .contains("# TYPE streamgauge_requests_total counter\n")
        .contains("# TYPE streamgauge_request_duration_seconds histogram\n")
        .contains(
            "kafka_consumergroup_lag{kafka_cluster=\"x\",consumergroup=\"x\",topic=\"x\","
                + "partition=\"x\",} 0.5\n")
        .doesNotContain("_created");
  }

  @Test
  void histogramsFoldExactlyAtPowersOfTwo() throws IOException {
    SampleResults.publish(
        store, SampleResults.any(MetricCatalog.REQUEST_DURATION_SECONDS, "x", NOW));

    String page = page(true);

    String labels = "{kafka_cluster=\"x\",broker=\"x\",api=\"x\",";
    String name = "streamgauge_request_duration_seconds";
    assertThat(page)
        .contains(name + "_bucket" + labels + "le=\"0.001048576\",} 1.0\n")
        .contains(name + "_bucket" + labels + "le=\"0.002097152\",} 3.0\n")
        .contains(name + "_bucket" + labels + "le=\"1.073741824\",} 3.0\n")
        .contains(name + "_bucket" + labels + "le=\"2.147483648\",} 4.0\n")
        .contains(name + "_bucket" + labels + "le=\"+Inf\",} 4.0\n")
        .contains(name + "_count" + labels + "} 4.0\n")
        .contains(
            name + "_sum" + labels + "} " + ((2 * ((1L << 21) - 1) + (1L << 31) - 1) / 1e9) + "\n");
  }

  @Test
  void gaugesOfLagAreWithdrawnWhileResultsAreStaleAndCountersStay() throws IOException {
    SampleResults.publish(store, SampleResults.any(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, "x", 1));
    SampleResults.publish(store, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));

    SampleResults.watermark(store, NOW - 60);
    assertThat(page(true)).contains("kafka_consumergroup_lag{");

    ResultStore late = new ResultStore();
    SampleResults.publish(late, SampleResults.any(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, "x", 1));
    SampleResults.publish(late, SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1));
    SampleResults.watermark(late, NOW - 61);
    assertThat(page(late, true))
        .doesNotContain("kafka_consumergroup_lag")
        .contains("streamgauge_requests_total{")
        .contains("streamgauge_watermark_timestamp_seconds");
  }

  @Test
  void seriesThatEndDisappear() throws IOException {
    Result result = SampleResults.any(MetricCatalog.REQUESTS_TOTAL, "x", 1);
    SampleResults.publish(store, result);
    store.apply(io.streamgauge.events.SeriesKey.of(result), null);

    assertThat(page(true)).doesNotContain("streamgauge_requests_total");
  }

  @Test
  void compatibilityNamesCanBeTurnedOff() throws IOException {
    SampleResults.watermark(store, NOW);
    SampleResults.publish(store, SampleResults.any(MetricCatalog.KAFKA_BROKERS, "x", NOW));

    assertThat(page(true)).contains("kafka_brokers{");
    assertThat(page(false)).doesNotContain("kafka_brokers");
  }

  @Test
  void hostileLabelValuesStayInsideTheirQuotes() throws IOException {
    SampleResults.watermark(store, NOW);
    SampleResults.publish(
        store,
        Results.counter(
            MetricCatalog.CAPTURE_PACKETS_TOTAL, List.of("a\"} 1\nfake_metric 2\\"), 1, NOW));

    assertThat(page(true))
        .contains("{node=\"a\\\"} 1\\nfake_metric 2\\\\\",} 1.0\n")
        .doesNotContain("\nfake_metric");
  }

  @Test
  void metricsUnknownToThisVersionAreLeftOut() throws IOException {
    store.apply("new_metric{}", Result.newBuilder().setMetric("new_metric").setGauge(1).build());

    assertThat(page(true)).doesNotContain("new_metric");
  }

  private String page(boolean compatibility) throws IOException {
    return page(store, compatibility);
  }

  private static String page(ResultStore store, boolean compatibility) throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    PrometheusPage page =
        new PrometheusPage(store, new Staleness(clock, Duration.ofSeconds(60)), compatibility);
    StringWriter writer = new StringWriter();
    page.write(page.contentType(null), writer);
    return writer.toString();
  }
}
