package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The histogram's laws, against the naive model: the list of the values themselves. */
class HistogramLawsTest {
  @Property(tries = 200)
  void orderAndGroupingOfValuesDoNotShow(
      @ForAll("values") List<Long> values,
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    // Given the values in one order
    ExponentialHistogram whole = of(values);
    // When they come shuffled, in parts, and the parts are merged in any order, some over the wire
    List<Long> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    List<ExponentialHistogram> pieces = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      pieces.add(new ExponentialHistogram());
    }
    shuffled.forEach(v -> pieces.get(random.nextInt(parts)).record(v));
    while (pieces.size() > 1) {
      ExponentialHistogram taken = pieces.remove(random.nextInt(pieces.size()));
      ExponentialHistogram into = pieces.get(random.nextInt(pieces.size()));
      if (random.nextBoolean()) {
        into.merge(taken);
      } else {
        assertThat(Histograms.mergeProto(into, Histograms.toProto(taken))).isTrue();
      }
    }
    // Then nothing tells
    assertThat(Histograms.toProto(pieces.get(0))).isEqualTo(Histograms.toProto(whole));
  }

  @Property(tries = 200)
  void countsAtPowersOfTwoAreExact(@ForAll("values") List<Long> values) {
    ExponentialHistogram histogram = of(values);

    for (int exponent = 0; exponent <= 62; exponent++) {
      long bound = 1L << exponent;
      long expected = values.stream().filter(v -> v <= bound).count();
      assertThat(histogram.cumulativeCountAtOrBelowPowerOfTwo(exponent))
          .as("values at or below 2^%d", exponent)
          .isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void scalarsAreTheModels(@ForAll("values") List<Long> values) {
    ExponentialHistogram histogram = of(values);

    assertThat(histogram.count()).isEqualTo(values.size());
    assertThat(histogram.zeroCount()).isEqualTo(values.stream().filter(v -> v == 0).count());
    assertThat(histogram.min()).isEqualTo(values.stream().mapToLong(v -> v).min().orElse(0));
    assertThat(histogram.max()).isEqualTo(values.stream().mapToLong(v -> v).max().orElse(0));
    assertThat(histogram.bucketsUsed()).isLessThanOrEqualTo(ExponentialHistogram.MAX_BUCKETS);
    assertThat(histogram.scale())
        .isBetween(ExponentialHistogram.MIN_SCALE, ExponentialHistogram.MAX_SCALE);
  }

  @Property(tries = 200)
  void quantileIsWithinOneBucketOfTheModels(
      @ForAll("values") List<Long> values, @ForAll Random random) {
    if (values.isEmpty()) {
      return;
    }
    ExponentialHistogram histogram = of(values);
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    double q = random.nextDouble();

    double found = histogram.quantile(q);

    double exact = sorted.get((int) Math.max(0, Math.ceil(q * sorted.size()) - 1));
    double bucket = Math.pow(2, 1.0 / (1 << histogram.scale()));
    assertThat(found).isBetween(exact / bucket * (1 - 1e-9), exact * bucket * (1 + 1e-9));
  }

  @Property(tries = 200)
  void raisingNeverLowersAFoldedBucketOfEither(
      @ForAll("values") List<Long> first, @ForAll("values") List<Long> second) {
    ExponentialHistogram raised = of(first);

    raised.raiseTo(of(second));

    for (int exponent = -1; exponent <= 63; exponent++) {
      assertThat(raised.cumulativeCountAtOrBelowPowerOfTwo(exponent))
          .isGreaterThanOrEqualTo(of(first).cumulativeCountAtOrBelowPowerOfTwo(exponent))
          .isGreaterThanOrEqualTo(of(second).cumulativeCountAtOrBelowPowerOfTwo(exponent));
    }
    assertThat(Histograms.fromProto(Histograms.toProto(raised))).isPresent();
  }

  @Property(tries = 200)
  void whatWasWrittenIsReadBack(@ForAll("values") List<Long> values) {
    var message = Histograms.toProto(of(values));

    assertThat(Histograms.fromProto(message).map(Histograms::toProto)).contains(message);
  }

  private static ExponentialHistogram of(List<Long> values) {
    ExponentialHistogram histogram = new ExponentialHistogram();
    values.forEach(histogram::record);
    return histogram;
  }

  /** Latencies mostly, the edges of long now and then, and exact powers of two and neighbours. */
  @Provide
  Arbitrary<List<Long>> values() {
    Arbitrary<Long> latencies = Arbitraries.longs().between(0, 50_000_000);
    Arbitrary<Long> anything = Arbitraries.longs().between(0, Long.MAX_VALUE);
    Arbitrary<Long> aroundPowers =
        Arbitraries.integers()
            .between(0, 62)
            .flatMap(e -> Arbitraries.longs().between(-1, 1).map(d -> (1L << e) + d));
    return Arbitraries.oneOf(latencies, latencies, anything, aroundPowers).list().ofMaxSize(120);
  }
}
