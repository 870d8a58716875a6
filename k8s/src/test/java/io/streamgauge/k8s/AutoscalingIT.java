package io.streamgauge.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What acts on advice does nothing when there is none. */
class AutoscalingIT {

  private static <T> T only(String component, Class<T> type) {
    return Kustomize.renderComponent(component).stream()
        .map(Typed::of)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDeadStreamgaugeScalesNothingDown() {
    CustomKinds.ScaledObjectSpec spec = only("keda", CustomKinds.ScaledObject.class).spec();

    assertThat(spec.fallback().behavior())
        .isEqualTo(CustomKinds.FallbackBehavior.CURRENT_IF_HIGHER);
    assertThat(spec.fallback().failureThreshold()).isPositive();
    assertThat(spec.minReplicaCount()).as("never to none").isPositive();
    assertThat(spec.maxReplicaCount()).isGreaterThan(spec.minReplicaCount());
    assertThat(spec.triggers())
        .singleElement()
        .satisfies(
            trigger -> {
              assertThat(trigger.type()).isEqualTo("prometheus");
              // By default KEDA takes no answer for 0.
              assertThat(trigger.metadata()).containsEntry("ignoreNullValues", "false");
              // KEDA's fallback is for this type alone, and takes the figure for replicas at 1.
              assertThat(trigger.metricType()).isEqualTo("AverageValue");
              assertThat(trigger.metadata()).containsEntry("threshold", "1");
              assertThat(trigger.metadata().get("query"))
                  .as("the same with one exporter or two")
                  .contains("max without (instance, pod)")
                  .doesNotContain(" or ", "vector(");
            });
  }

  @Test
  void theHpaTakesTheFigureForReplicas() {
    HorizontalPodAutoscaler hpa = only("prometheus-adapter", HorizontalPodAutoscaler.class);

    assertThat(hpa.getSpec().getMinReplicas()).isPositive();
    assertThat(hpa.getSpec().getMetrics())
        .singleElement()
        .satisfies(
            metric -> {
              assertThat(metric.getExternal().getTarget().getType()).isEqualTo("AverageValue");
              assertThat(metric.getExternal().getTarget().getAverageValue().toString())
                  .isEqualTo("1");
              assertThat(metric.getExternal().getMetric().getName())
                  .isEqualTo("streamgauge_recommended_replicas");
            });
    assertThat(
            Kustomize.renderComponent("prometheus-adapter").stream()
                .map(object -> object.at("/data/config.yaml").asText())
                .toList())
        .anyMatch(config -> config.contains("as: streamgauge_recommended_replicas"));
  }

  @Test
  void koperatorHearsOfBrokerScalingAndOfNothingElse() {
    var route = only("koperator", AlertmanagerConfig.class).getSpec().getRoute();

    assertThat(route.getMatchers())
        .singleElement()
        .extracting(matcher -> Map.entry(matcher.getName(), matcher.getValue()))
        .isEqualTo(Map.entry("alertname", "KafkaBrokerScaleUp|KafkaBrokerScaleDown"));
  }
}
