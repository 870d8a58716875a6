package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialHistogramTest {
  @ParameterizedTest
  @CsvSource({
    // value, index at scale 4: (2^(i/16), 2^((i+1)/16)]
    "1, -1",
    "2, 15",
    "3, 25",
    "4, 31",
    "5, 37",
    "1024, 159",
    "1025, 160",
    "4611686018427387904, 991",
    "4611686018427387905, 992",
    "9223372036854775807, 1007"
  })
  void aValueFallsIntoTheBucketWhoseUpperBoundItDoesNotExceed(long value, int index) {
    assertThat(BucketIndex.ofMaxScale(value)).isEqualTo(index);
    // value^16 against 2^index and 2^(index + 1), exactly
    BigDecimal power = new BigDecimal(BigInteger.valueOf(value).pow(16));
    assertThat(power).isGreaterThan(twoTo(index)).isLessThanOrEqualTo(twoTo(index + 1));
  }

  private static BigDecimal twoTo(int exponent) {
    return exponent < 0
        ? BigDecimal.ONE.divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)))
        : new BigDecimal(BigInteger.ONE.shiftLeft(exponent));
  }

  @Test
  void resolutionHalvesOnlyWhenTheValuesNoLongerFit() {
    // Given values within ten octaves
    ExponentialHistogram histogram = new ExponentialHistogram();
    histogram.record(2);
    histogram.record(2 << 9);
    assertThat(histogram.scale()).isEqualTo(4);
    // When one comes beyond
    histogram.record(2 << 10);
    // Then
    assertThat(histogram.scale()).isEqualTo(3);
    histogram.record(1);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.scale()).isEqualTo(1);
    assertThat(histogram.count()).isEqualTo(5);
  }

  @Test
  void aNegativeValueCountsAsZero() {
    ExponentialHistogram histogram = new ExponentialHistogram();

    histogram.record(-5);

    assertThat(histogram.zeroCount()).isEqualTo(1);
    assertThat(histogram.sum()).isZero();
  }

  @Test
  void theSumStaysAtItsLargestInsteadOfTurningNegative() {
    ExponentialHistogram histogram = new ExponentialHistogram();

    histogram.record(Long.MAX_VALUE);
    histogram.record(Long.MAX_VALUE);

    assertThat(histogram.sum()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.count()).isEqualTo(2);
  }

  @Test
  void clearedItIsLikeNew() {
    ExponentialHistogram histogram = new ExponentialHistogram();
    histogram.record(1);
    histogram.record(Long.MAX_VALUE);

    histogram.clear();
    histogram.record(1000);

    ExponentialHistogram fresh = new ExponentialHistogram();
    fresh.record(1000);
    assertThat(Histograms.toProto(histogram)).isEqualTo(Histograms.toProto(fresh));
  }

  @Test
  void mergedWithItselfItDoubles() {
    ExponentialHistogram histogram = new ExponentialHistogram();
    histogram.record(0);
    histogram.record(7);

    histogram.merge(histogram);

    assertThat(histogram.count()).isEqualTo(4);
    assertThat(histogram.sum()).isEqualTo(14);
    assertThat(histogram.bucketCount(BucketIndex.ofMaxScale(7))).isEqualTo(2);
  }

  @Test
  void raisingTakesTheLargerOfEachBucket() {
    // Given two states that saw the same values in another order, as after a restore
    ExponentialHistogram before = new ExponentialHistogram();
    before.record(10);
    before.record(10);
    ExponentialHistogram after = new ExponentialHistogram();
    after.record(10);
    after.record(1_000_000);
    after.record(1_000_000);
    // When
    before.raiseTo(after);
    // Then no bucket is below what either had
    assertThat(before.count()).isEqualTo(4);
    assertThat(before.cumulativeCountAtOrBelowPowerOfTwo(4)).isEqualTo(2);
    assertThat(before.sum()).isEqualTo(2_000_010);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aQuantileOutsideZeroToOneIsRefused(double q) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExponentialHistogram().quantile(q))
        .withMessageContaining("0 to 1");
  }

  @Test
  void anEmptyHistogramHasNoQuantile() {
    assertThat(new ExponentialHistogram().quantile(0.5)).isNaN();
  }
}
