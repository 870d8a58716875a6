package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricCatalogTest {
  /** What no series may ever carry: without a bound, or about a person. */
  private static final Set<String> FORBIDDEN_LABELS =
      Set.of("cluster", "port", "member_id", "correlation_id", "principal", "le", "quantile");

  static List<MetricDefinition> all() {
    return MetricCatalog.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aMetricKeepsPrometheusNamingConventions(MetricDefinition metric) {
    assertThat(metric.name()).matches("(kafka|streamgauge)_[a-z0-9]+(_[a-z0-9]+)*");
    assertThat(metric.name().endsWith("_total"))
        .as("_total marks counters")
        .isEqualTo(metric.type() == MetricType.COUNTER);
    assertThat(metric.name().endsWith("_info"))
        .as("_info marks infos")
        .isEqualTo(metric.type() == MetricType.INFO);
    if (metric.unit().equals("seconds") || metric.unit().equals("bytes")) {
      assertThat(metric.name()).contains(metric.unit());
    }
    if (metric.type() == MetricType.HISTOGRAM) {
      assertThat(metric.name()).endsWith("_seconds");
    }
    assertThat(metric.help()).isNotBlank().endsWith(".").doesNotContain("\n");
    assertThat(metric.compatibility()).isEqualTo(metric.name().startsWith("kafka_"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void labelsAreBoundedOnesWithTheClusterFirst(MetricDefinition metric) {
    assertThat(metric.labelNames())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(FORBIDDEN_LABELS);
    assertThat(metric.labelNames().indexOf("kafka_cluster")).isLessThanOrEqualTo(0);
    boolean ofTheCluster =
        Stream.of("topic", "consumergroup", "broker", "client_id")
            .anyMatch(metric.labelNames()::contains);
    if (ofTheCluster || metric.compatibility()) {
      assertThat(metric.labelNames()).startsWith("kafka_cluster");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void countersAndHistogramsAreNeverWithdrawn(MetricDefinition metric) {
    if (metric.type() == MetricType.COUNTER || metric.type() == MetricType.HISTOGRAM) {
      assertThat(metric.withdrawnWhenStale()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aMetricIsFoundByItsNameAndIsTheConstantOfThatName(MetricDefinition metric)
      throws ReflectiveOperationException {
    String constant = metric.name().replaceFirst("^streamgauge_", "").toUpperCase(Locale.ROOT);

    assertThat(MetricCatalog.find(metric.name())).containsSame(metric);
    assertThat(MetricCatalog.class.getField(constant).get(null)).isSameAs(metric);
  }

  @Test
  void everyConstantIsListed() {
    long constants =
        Stream.of(MetricCatalog.class.getFields())
            .filter(f -> Modifier.isStatic(f.getModifiers()))
            .filter(f -> f.getType() == MetricDefinition.class)
            .count();

    assertThat(MetricCatalog.all()).hasSize((int) constants).doesNotHaveDuplicates();
    assertThat(MetricCatalog.find("streamgauge_nothing")).isEmpty();
  }
}
