package io.streamgauge.jobs.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.jobs.v1.Increment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sum in one go is what increments give one by one. */
class IncrementSumTest {
  private final SplittableRandom random = new SplittableRandom(7);

  private static Increment.Builder of(MetricDefinition metric, long timeNanos) {
    String[] labels = metric.labelNames().toArray(String[]::new);
    return Increments.of(metric, timeNanos, labels);
  }

  private Increment.Builder histogram(long timeNanos) {
    ExponentialHistogram histogram = new ExponentialHistogram();
    for (int i = random.nextInt(50); i >= 0; i--) {
      histogram.record(1L << random.nextInt(40));
    }
    return of(MetricCatalog.REQUEST_DURATION_SECONDS, timeNanos)
        .setHistogram(Histograms.toProto(histogram));
  }

  private static void assertSameSum(List<Increment> increments) {
    Increment.Builder oneByOne = increments.get(0).toBuilder();
    IncrementSum sum = new IncrementSum(increments.get(0).toBuilder());
    for (Increment more : increments.subList(1, increments.size())) {
      Increments.add(oneByOne, more);
      sum.add(more);
    }
    assertThat(sum.build()).isEqualTo(oneByOne.build());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 20})
  void histogramsAreMerged(int count) {
    List<Increment> increments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      increments.add(histogram(random.nextInt(1_000)).build());
    }

    assertSameSum(increments);
  }

  @Test
  void anInconsistentHistogramAddsNothing() {
    Increment wrong =
        of(MetricCatalog.REQUEST_DURATION_SECONDS, 9)
            .setHistogram(
                io.streamgauge.events.v1.ExponentialHistogram.newBuilder().setCount(5).build())
            .build();

    assertSameSum(List.of(histogram(1).build(), wrong, histogram(2).build()));
    assertSameSum(List.of(wrong, histogram(1).build(), histogram(2).build()));
  }

  @Test
  void countersAddUpAndTheNewestGaugeStays() {
    assertSameSum(
        List.of(
            of(MetricCatalog.REQUESTS_TOTAL, 1).setCounter(3).build(),
            of(MetricCatalog.REQUESTS_TOTAL, 5).setCounter(4).build(),
            of(MetricCatalog.REQUESTS_TOTAL, 2).setCounter(5).build()));
    assertSameSum(
        List.of(
            of(MetricCatalog.FLOWS, 1).setGauge(3).build(),
            of(MetricCatalog.FLOWS, 5).setGauge(4).build(),
            of(MetricCatalog.FLOWS, 2).setGauge(5).build()));
  }
}
