package io.streamgauge.jobs.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Label;
import io.streamgauge.jobs.v1.Increment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementsTest {
  private static Increment requestsOf(String client) {
    return Increments.of(MetricCatalog.REQUESTS_TOTAL, 1, "c", "Fetch", client, "10.0.0.1")
        .setCounter(1)
        .build();
  }

  private static List<Label> labelsOf(String client) {
    return Results.labels(MetricCatalog.REQUESTS_TOTAL, List.of("c", "Fetch", client, "10.0.0.1"));
  }

  private static Increment takenApart(String client) {
    return Increment.newBuilder()
        .setMetric(MetricCatalog.REQUESTS_TOTAL.name())
        .addAllLabels(labelsOf(client))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "", "ünï", "a\u0000topic\u0001b", "\u0001", "\u0000"})
  void aSeriesHasItsMetricAndLabelsWhateverItsClientCallsItself(String client) {
    Increment.Builder total = Increments.begin(requestsOf(client));

    assertThat(total.getMetric()).isEqualTo(MetricCatalog.REQUESTS_TOTAL.name());
    assertThat(total.getLabelsList()).isEqualTo(labelsOf(client));
    assertThat(total.getSeries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "", "a\u0000topic\u0001b"})
  void theKeyOfASeriesIsWhatItWasWhenStateWasWrittenBefore(String client) {
    assertThat(Increments.key(requestsOf(client))).isEqualTo(Increments.key(takenApart(client)));
  }

  @Test
  void onTheWayASeriesIsNamedInOnePiece() {
    assertThat(requestsOf("app").getLabelsList()).isEmpty();
    assertThat(requestsOf("app").getSeries())
        .isEqualTo(
            "streamgauge_requests_total\u0000kafka_cluster\u0001c\u0000api\u0001Fetch"
                + "\u0000client_id\u0001app\u0000workload\u000110.0.0.1");
  }

  @Test
  void aMetricWithoutLabelsIsASeriesToo() {
    Increment increment =
        Increments.of(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS, 1).setGauge(7).build();

    assertThat(Increments.begin(increment).getMetric())
        .isEqualTo(MetricCatalog.WATERMARK_TIMESTAMP_SECONDS.name());
    assertThat(Increments.begin(increment).getLabelsList()).isEmpty();
  }
}
