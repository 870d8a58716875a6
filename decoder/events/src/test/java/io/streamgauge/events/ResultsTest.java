package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
  private static final MetricDefinition COUNTER = MetricCatalog.REPLICATED_BYTES_TOTAL;
  private static final MetricDefinition GAUGE = MetricCatalog.BROKER_COVERAGE_RATIO;
  private static final List<String> LABELS = List.of("prod", "1", "orders");

  static Stream<Result> ofEveryKind() {
    ExponentialHistogram histogram = new ExponentialHistogram();
    histogram.record(5);
    return MetricCatalog.all().stream()
        .map(
            metric -> {
              List<String> values = Collections.nCopies(metric.labelNames().size(), "v");
              return switch (metric.type()) {
                case COUNTER -> Results.counter(metric, values, 3, 60);
                case GAUGE -> Results.gauge(metric, values, 0.5, 60);
                case INFO -> Results.info(metric, values, 60);
                case HISTOGRAM ->
                    Results.histogram(metric, values, Histograms.toProto(histogram), 60);
              };
            });
  }

  @ParameterizedTest
  @MethodSource("ofEveryKind")
  void aResultCarriesNameLabelsInOrderTimeAndAValue(Result result) {
    MetricDefinition metric = MetricCatalog.find(result.getMetric()).orElseThrow();

    assertThat(result.getLabelsList()).extracting(Label::getName).isEqualTo(metric.labelNames());
    assertThat(result.getLabelsList()).extracting(Label::getValue).allMatch("v"::equals);
    assertThat(result.getAsOfSeconds()).isEqualTo(60);
    assertThat(result.getValueCase()).isNotEqualTo(Result.ValueCase.VALUE_NOT_SET);
    assertThat(SeriesKey.of(result))
        .isEqualTo(SeriesKey.of(metric, Collections.nCopies(metric.labelNames().size(), "v")));
  }

  @Test
  void aTombstoneNamesItsSeriesAndHasNoValue() {
    Result tombstone = Results.tombstone(COUNTER, LABELS, 60);

    assertThat(Results.isTombstone(tombstone)).isTrue();
    assertThat(SeriesKey.of(tombstone)).isEqualTo(SeriesKey.of(COUNTER, LABELS));
    assertThat(Results.isTombstone(Results.counter(COUNTER, LABELS, 0, 60))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aGaugeThatIsNotANumberIsRefused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Results.gauge(GAUGE, List.of("prod", "1"), value, 1))
        .withMessageContaining("finite");
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Results.gauge(COUNTER, LABELS, 1, 1))
        .withMessageContaining("is a COUNTER, not GAUGE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Results.counter(GAUGE, List.of("prod", "1"), 1, 1))
        .withMessageContaining("is a GAUGE, not COUNTER");
  }

  @Test
  void tooFewOrTooManyLabelValuesAreRefused() {
    for (List<String> values : List.of(List.of("prod"), List.of("prod", "1", "orders", "x"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Results.counter(COUNTER, values, 1, 1))
          .withMessageContaining("got " + values.size() + " values");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SeriesKey.of(COUNTER, values))
          .withMessageContaining("got " + values.size() + " values");
    }
  }

  static Stream<Arguments> escapes() {
    return Stream.of(
        Arguments.of("plain", "plain"),
        Arguments.of("a\"b", "a\\\"b"),
        Arguments.of("a\\b", "a\\\\b"),
        Arguments.of("a\nb", "a\\nb"),
        Arguments.of("x\",broker=\"9", "x\\\",broker=\\\"9"),
        Arguments.of("größe", "größe"));
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void aKeyEscapesItsValuesSoThatNoTwoSeriesShareOne(String value, String escaped) {
    assertThat(SeriesKey.of(COUNTER, List.of("prod", "1", value)))
        .isEqualTo(
            "streamgauge_replicated_bytes_total{kafka_cluster=\"prod\",broker=\"1\",topic=\""
                + escaped
                + "\"}");
  }
}
