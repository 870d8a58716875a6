package io.streamgauge.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.SampleResults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultStoreTest {
  private static final List<String> LABELS = List.of("prod", "g", "t", "0");
  private static final List<String> NODE = List.of("n1");

  private final ResultStore store = new ResultStore(2);

  @Test
  void aCounterNeverFallsWithinALineage() {
    apply("a", 1, counter(10, 100));
    apply("a", 1, counter(4, 101));

    assertThat(only().getCounter()).isEqualTo(10);
  }

  @Test
  void aYoungerLineageReplacesEvenLargerCounters() {
    apply("a", 1, counter(10, 100));
    apply("b", 2, counter(4, 50));

    assertThat(only().getCounter()).isEqualTo(4);
  }

  @Test
  void anOlderLineageIsIgnored() {
    apply("b", 2, counter(4, 50));
    apply("a", 1, counter(10, 100));

    assertThat(only().getCounter()).isEqualTo(4);
  }

  @Test
  void theNewestGaugeWinsWhateverItsValue() {
    apply("a", 1, lag(10, 100));
    apply("a", 1, lag(3, 101));
    apply("a", 1, lag(99, 90));

    assertThat(only().getGauge()).isEqualTo(3);
  }

  @Test
  void noBucketOfAHistogramFallsWithinALineage() {
    apply("a", 1, histogram(100, 10, 1_000_000));
    apply("a", 1, histogram(101, 10, 10, 10));

    io.streamgauge.events.v1.ExponentialHistogram kept = only().getHistogram();
    assertThat(kept.getCount()).isEqualTo(4);
    assertThat(kept.getMax()).isEqualTo(1_000_000);
  }

  @Test
  void aTombstoneEndsTheSeries() {
    apply("a", 1, lag(10, 100));
    store.apply(SeriesKey.of(lag(10, 100)), null);

    assertThat(store.snapshot()).isEmpty();
  }

  @Test
  void seriesBeyondTheLimitAreRefusedAndCountedWhileKnownOnesGoOn() {
    apply("a", 1, lag(10, 100));
    apply("a", 1, counter(1, 100));
    for (int i = 0; i < 20; i++) {
      Result other =
          Results.gauge(
              MetricCatalog.KAFKA_CONSUMERGROUP_LAG, List.of("prod", "g", "t", "" + (i + 1)), 1, 1);
      apply("a", 1, other);
    }
    apply("a", 1, counter(2, 101));

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.refused()).isEqualTo(20);
    assertThat(store.snapshot()).anyMatch(r -> r.getCounter() == 2);
  }

  @Test
  void ratesComeFromEventTimeAndFallToZeroWhenTheCounterStandsStill() {
    apply("a", 1, counter(0, 100));
    apply("a", 1, counter(50, 105));
    apply("a", 1, counter(100, 110));
    SampleResults.watermark(store, 110);
    assertThat(rate()).isCloseTo(10, within(1e-9));

    SampleResults.watermark(store, 115);
    assertThat(rate()).isCloseTo(5, within(1e-9));

    SampleResults.watermark(store, 200);
    assertThat(rate()).isZero();
  }

  private double rate() {
    return store.snapshotWithRates().stream()
        .filter(s -> s.result().hasCounter())
        .findFirst()
        .orElseThrow()
        .ratePerSecond();
  }

  private Result only() {
    return store.snapshot().get(0);
  }

  private void apply(String lineage, long started, Result result) {
    store.apply(SeriesKey.of(result), SampleResults.in(lineage, started, result));
  }

  private static Result counter(long value, long asOf) {
    return Results.counter(MetricCatalog.CAPTURE_PACKETS_TOTAL, NODE, value, asOf);
  }

  private static Result lag(double value, long asOf) {
    return Results.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, LABELS, value, asOf);
  }

  private static Result histogram(long asOf, long... values) {
    ExponentialHistogram histogram = new ExponentialHistogram();
    for (long value : values) {
      histogram.record(value);
    }
    return Results.histogram(
        MetricCatalog.REQUEST_DURATION_SECONDS,
        List.of("prod", "1", "Fetch"),
        Histograms.toProto(histogram),
        asOf);
  }
}
