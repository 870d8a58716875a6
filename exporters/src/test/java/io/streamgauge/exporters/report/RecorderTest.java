package io.streamgauge.exporters.report;

import static io.streamgauge.exporters.report.Recorded.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.exporters.SampleResults;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest {
  private final Recorded shown = new Recorded();

  @Test
  void whatCountersGrewByIsDrawnAndWhatIsToldAgainIsNot() {
    requests(NOON, "one", 10);
    requests(NOON + 1, "one", 10);
    requests(NOON + 2, "one", 25);
    requests(NOON + 2, "other", 100);
    requests(NOON + 3, "one", 20); // A restored job tells older values again.

    assertThat(shown.recorder.growth(MetricCatalog.REQUESTS_TOTAL)).containsExactly(10, 0, 115);
    assertThat(shown.store.size()).as("what the store holds").isEqualTo(2);
  }

  @Test
  void whatTheStoreRefusesIsNotDrawnAgainAndAgain() {
    Recorder full = new Recorder(new io.streamgauge.exporters.store.ResultStore(1));
    for (int i = 0; i < 3; i++) {
      for (String client : List.of("held", "refused")) {
        full.take(
            Results.counter(
                MetricCatalog.REQUESTS_TOTAL, List.of("c", "Fetch", client, "host"), 5, NOON + i));
      }
    }

    assertThat(full.growth(MetricCatalog.REQUESTS_TOTAL)).containsExactly(5);
  }

  @Test
  void onlyResponsesWithAnErrorAreErrors() {
    shown.counter(NOON, MetricCatalog.RESPONSES_TOTAL, 90, "c", "Fetch", "id", "host", "NONE");
    shown.counter(NOON, MetricCatalog.RESPONSES_TOTAL, 4, "c", "Fetch", "id", "host", "NOT_LEADER");

    assertThat(shown.recorder.errors()).containsExactly(4);
  }

  @Test
  void requestsLieInTheRowOfTheirTimeOnceEach() {
    for (int i = 0; i < 2; i++) {
      shown.latency(
          NOON + i,
          Results.histogram(
              MetricCatalog.REQUEST_DURATION_SECONDS,
              List.of("c", "1", "Fetch"),
              SampleResults.histogram(),
              NOON));
    }

    double[][] rows = shown.recorder.latency();
    assertThat(rows[0]).as("no time at all").containsExactly(1);
    assertThat(rows[21 - Recorder.FIRST_POWER]).as("up to 2^21 ns").containsExactly(2);
    assertThat(rows[31 - Recorder.FIRST_POWER]).as("up to 2^31 ns").containsExactly(1);
    assertThat(Arrays.stream(rows).flatMapToDouble(Arrays::stream).sum()).isEqualTo(4);
  }

  @Test
  void aGroupsLagIsThatOfItsTopicsAsFarAsItIsKnown() {
    shown.lag(NOON, "billing", "orders", 10);
    shown.lag(NOON + 1, "billing", "payments", 5);
    shown.lagIsUnknown(NOON + 2, "billing", "orders");
    shown.lagIsUnknown(NOON + 3, "billing", "payments");
    shown.lagIsUnknown(NOON + 3, "never seen", "payments");

    Map<String, double[]> lag = shown.recorder.lagByGroup();
    assertThat(lag).containsOnlyKeys("c / billing");
    assertThat(lag.get("c / billing")).containsExactly(10, 15, 5, Double.NaN);
  }

  @Test
  void moreGroupsThanAreDrawnAreSaidToBeMissing() {
    for (int i = 0; i < Recorder.MAX_LAGS; i++) {
      shown.lag(NOON, "group-" + i, "t", i);
    }
    assertThat(shown.recorder.lagsMissing()).isFalse();

    shown.lag(NOON, "one more", "t", 1);

    assertThat(shown.recorder.lagsMissing()).isTrue();
    assertThat(shown.recorder.lagByGroup()).hasSize(Recorder.MAX_LAGS);
    assertThat(shown.report("x.pcap")).contains("Not all lags are in this plot");
  }

  private void requests(long second, String client, long requests) {
    shown.counter(second, MetricCatalog.REQUESTS_TOTAL, requests, "c", "Fetch", client, "host");
  }
}
