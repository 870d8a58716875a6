package io.streamgauge.k8s;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/**
 * Kinds of which there is no model among the libraries: as much of their schemas as the manifests
 * use, written from their projects' references. Whatever else a manifest says is refused.
 */
final class CustomKinds {
  private CustomKinds() {}

  /**
   * KEDA 2.17, {@code keda.sh/v1alpha1}: https://keda.sh/docs/2.17/reference/scaledobject-spec/.
   */
  record ScaledObject(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) ScaledObjectSpec spec) {}

  record ScaledObjectSpec(
      @JsonProperty(required = true) ScaleTarget scaleTargetRef,
      Integer pollingInterval,
      Integer cooldownPeriod,
      Integer idleReplicaCount,
      Integer minReplicaCount,
      Integer maxReplicaCount,
      Fallback fallback,
      Advanced advanced,
      @JsonProperty(required = true) List<Trigger> triggers) {}

  record ScaleTarget(
      String apiVersion,
      String kind,
      @JsonProperty(required = true) String name,
      String envSourceContainerName) {}

  record Fallback(
      @JsonProperty(required = true) Integer failureThreshold,
      @JsonProperty(required = true) Integer replicas,
      FallbackBehavior behavior) {}

  enum FallbackBehavior {
    @JsonProperty("static")
    STATIC,
    @JsonProperty("currentReplicas")
    CURRENT,
    @JsonProperty("currentReplicasIfHigher")
    CURRENT_IF_HIGHER,
    @JsonProperty("currentReplicasIfLower")
    CURRENT_IF_LOWER
  }

  record Advanced(Boolean restoreToOriginalReplicaCount, HpaConfig horizontalPodAutoscalerConfig) {}

  record HpaConfig(String name, HorizontalPodAutoscalerBehavior behavior) {}

  record Trigger(
      @JsonProperty(required = true) String type,
      String name,
      String metricType,
      Boolean useCachedMetrics,
      @JsonProperty(required = true) Map<String, String> metadata) {}

  /**
   * Flink Kubernetes Operator, {@code flink.apache.org/v1beta1}:
   * https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-stable/docs/custom-resource/reference/.
   */
  record FlinkDeployment(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) FlinkDeploymentSpec spec) {}

  record FlinkDeploymentSpec(
      String image,
      String imagePullPolicy,
      @JsonProperty(required = true) String flinkVersion,
      @JsonProperty(required = true) String serviceAccount,
      Map<String, String> flinkConfiguration,
      Map<String, String> logConfiguration,
      String mode,
      PodTemplate podTemplate,
      FlinkComponent jobManager,
      FlinkComponent taskManager,
      FlinkJob job) {}

  record PodTemplate(
      String apiVersion,
      String kind,
      ObjectMeta metadata,
      io.fabric8.kubernetes.api.model.PodSpec spec) {
    List<Container> containers() {
      return spec.getContainers();
    }

    PodTemplateSpec asTemplate() {
      return new PodTemplateSpec(metadata, spec);
    }
  }

  record FlinkComponent(Integer replicas, FlinkResource resource, PodTemplate podTemplate) {}

  record FlinkResource(Double cpu, String memory, String ephemeralStorage) {}

  record FlinkJob(
      @JsonProperty(required = true) String jarURI,
      String entryClass,
      List<String> args,
      Integer parallelism,
      UpgradeMode upgradeMode,
      String state,
      Boolean allowNonRestoredState) {}

  enum UpgradeMode {
    @JsonProperty("stateless")
    STATELESS,
    @JsonProperty("savepoint")
    SAVEPOINT,
    @JsonProperty("last-state")
    LAST_STATE
  }

  /**
   * Strimzi, {@code kafka.strimzi.io/v1beta2}:
   * https://strimzi.io/docs/operators/latest/configuring#type-KafkaTopic-reference.
   */
  record KafkaTopic(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) KafkaTopicSpec spec) {}

  record KafkaTopicSpec(
      String topicName, Integer partitions, Integer replicas, Map<String, Object> config) {}

  /** https://strimzi.io/docs/operators/latest/configuring#type-KafkaUser-reference. */
  record KafkaUser(
      @JsonProperty(required = true) String apiVersion,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) ObjectMeta metadata,
      @JsonProperty(required = true) KafkaUserSpec spec) {}

  record KafkaUserSpec(Authentication authentication, Authorization authorization) {}

  record Authentication(@JsonProperty(required = true) String type) {}

  record Authorization(@JsonProperty(required = true) String type, List<Acl> acls) {}

  record Acl(
      String type,
      @JsonProperty(required = true) AclResource resource,
      @JsonProperty(required = true) List<String> operations) {}

  record AclResource(@JsonProperty(required = true) String type, String name, String patternType) {}
}
