package io.streamgauge.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import java.util.Map;
import java.util.Optional;

/** Objects by the types that they are; a field that the type does not have is a fault. */
final class Typed {
  private static final Map<String, Class<?>> KINDS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("apps/v1/DaemonSet", DaemonSet.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("scheduling.k8s.io/v1/PriorityClass", PriorityClass.class),
          Map.entry("monitoring.coreos.com/v1/PodMonitor", PodMonitor.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("monitoring.coreos.com/v1alpha1/AlertmanagerConfig", AlertmanagerConfig.class),
          Map.entry("keda.sh/v1alpha1/ScaledObject", CustomKinds.ScaledObject.class),
          Map.entry("flink.apache.org/v1beta1/FlinkDeployment", CustomKinds.FlinkDeployment.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaTopic", CustomKinds.KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1beta2/KafkaUser", CustomKinds.KafkaUser.class));

  private static final ObjectMapper STRICT = strict();

  private Typed() {}

  /**
   * The object as what it is.
   *
   * @throws IllegalArgumentException in one line with the place, if it does not fit its type
   */
  static Object of(JsonNode object) {
    String kind = object.path("apiVersion").asText() + "/" + object.path("kind").asText();
    Class<?> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("no type for " + kind);
    }
    try {
      return STRICT.treeToValue(object, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          kind + " " + object.at("/metadata/name").asText() + ": " + e.getMessage(), e);
    }
  }

  /** The pods that an object makes. */
  static Optional<PodTemplateSpec> pods(Object typed) {
    if (typed instanceof DaemonSet set) {
      return Optional.of(set.getSpec().getTemplate());
    }
    if (typed instanceof Deployment deployment) {
      return Optional.of(deployment.getSpec().getTemplate());
    }
    if (typed instanceof StatefulSet set) {
      return Optional.of(set.getSpec().getTemplate());
    }
    if (typed instanceof Job job) {
      return Optional.of(job.getSpec().getTemplate());
    }
    if (typed instanceof CustomKinds.FlinkDeployment flink) {
      return Optional.of(flink.spec().podTemplate().asTemplate());
    }
    return Optional.empty();
  }

  private static ObjectMapper strict() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new NoPlaceForTheUnknown())
            .build();
    // The API server takes no number or boolean for a string: labels and variables need quotes.
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    return mapper;
  }

  /** The models keep what they do not know in a map; here it is a fault. */
  private static final class NoPlaceForTheUnknown extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
