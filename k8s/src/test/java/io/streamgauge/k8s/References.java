package io.streamgauge.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What objects of one overlay refer to, and whether it is there. */
final class References {
  private final List<Object> objects;
  private final List<String> broken = new ArrayList<>();

  /** Pods by what makes them. */
  private final Map<ObjectMeta, PodTemplateSpec> pods = new LinkedHashMap<>();

  private References(List<Object> objects) {
    this.objects = objects;
    for (Object object : objects) {
      Typed.pods(object).ifPresent(template -> pods.put(metadata(object), template));
    }
  }

  /** References that lead nowhere, one line each. */
  static List<String> broken(List<Object> typed) {
    References references = new References(typed);
    references.pods.forEach(references::pod);
    typed.forEach(references::object);
    return references.broken;
  }

  static ObjectMeta metadata(Object object) {
    return object instanceof HasMetadata known
        ? known.getMetadata()
        : object instanceof CustomKinds.FlinkDeployment flink
            ? flink.metadata()
            : object instanceof CustomKinds.ScaledObject scaled
                ? scaled.metadata()
                : object instanceof CustomKinds.KafkaTopic topic
                    ? topic.metadata()
                    : ((CustomKinds.KafkaUser) object).metadata();
  }

  private void object(Object object) {
    ObjectMeta metadata = metadata(object);
    String namespace = metadata.getNamespace();
    String name = metadata.getNamespace() + "/" + metadata.getName();
    if (namespace != null) {
      need(
          is(Namespace.class).anyMatch(each -> each.getMetadata().getName().equals(namespace))
              || External.NAMESPACES.containsKey(namespace),
          name + ": no namespace " + namespace);
    }
    if (object instanceof Service service) {
      List<PodTemplateSpec> found = select(namespace, service.getSpec().getSelector());
      need(!found.isEmpty(), name + ": selects no pod");
      for (ServicePort port : service.getSpec().getPorts()) {
        IntOrString target = port.getTargetPort();
        need(found.stream().allMatch(pod -> has(pod, target)), name + ": no port " + target);
      }
    } else if (object instanceof PodMonitor monitor) {
      List<PodTemplateSpec> found =
          select(namespace, monitor.getSpec().getSelector().getMatchLabels());
      need(!found.isEmpty(), name + ": selects no pod");
      monitor
          .getSpec()
          .getPodMetricsEndpoints()
          .forEach(
              endpoint ->
                  need(
                      found.stream().allMatch(pod -> has(pod, new IntOrString(endpoint.getPort()))),
                      name + ": no port " + endpoint.getPort()));
    } else if (object instanceof PodDisruptionBudget budget) {
      need(
          !select(namespace, budget.getSpec().getSelector().getMatchLabels()).isEmpty(),
          name + ": selects no pod");
    } else {
      selector(object);
    }
  }

  private void selector(Object object) {
    LabelSelector selector =
        object instanceof Deployment deployment
            ? deployment.getSpec().getSelector()
            : object instanceof DaemonSet set
                ? set.getSpec().getSelector()
                : object instanceof StatefulSet set ? set.getSpec().getSelector() : null;
    if (selector != null) {
      Map<String, String> labels = Typed.pods(object).orElseThrow().getMetadata().getLabels();
      need(
          labels.entrySet().containsAll(selector.getMatchLabels().entrySet()),
          metadata(object).getName() + ": does not select its own pods");
    }
  }

  private void pod(ObjectMeta owner, PodTemplateSpec pod) {
    String name = owner.getNamespace() + "/" + owner.getName();
    String priority = pod.getSpec().getPriorityClassName();
    need(
        priority == null
            || is(PriorityClass.class)
                .anyMatch(each -> each.getMetadata().getName().equals(priority)),
        name + ": no priority class " + priority);
    for (Volume volume : pod.getSpec().getVolumes()) {
      if (volume.getConfigMap() != null) {
        configMap(owner, volume.getConfigMap().getName());
      }
      if (volume.getSecret() != null) {
        String secret = volume.getSecret().getSecretName();
        need(External.SECRETS.containsKey(secret), name + ": no secret " + secret);
      }
    }
    for (Container container : pod.getSpec().getContainers()) {
      for (EnvFromSource source : container.getEnvFrom()) {
        configMap(owner, source.getConfigMapRef().getName());
      }
      for (VolumeMount mount : container.getVolumeMounts()) {
        need(
            pod.getSpec().getVolumes().stream()
                .anyMatch(volume -> volume.getName().equals(mount.getName())),
            name + ": no volume " + mount.getName());
      }
      Stream.of(
              container.getStartupProbe(),
              container.getLivenessProbe(),
              container.getReadinessProbe())
          .filter(Objects::nonNull)
          .forEach(probe -> probe(name, pod, probe));
    }
  }

  private void probe(String name, PodTemplateSpec pod, Probe probe) {
    IntOrString port =
        probe.getHttpGet() != null ? probe.getHttpGet().getPort() : probe.getTcpSocket().getPort();
    // Without names of its own, a pod in the node's network is asked by number.
    need(port.getStrVal() == null || has(pod, port), name + ": probes no port " + port);
  }

  private void configMap(ObjectMeta owner, String wanted) {
    need(
        is(ConfigMap.class)
            .map(HasMetadata::getMetadata)
            .anyMatch(
                map ->
                    map.getName().equals(wanted)
                        && Objects.equals(map.getNamespace(), owner.getNamespace())),
        owner.getNamespace() + "/" + owner.getName() + ": no config map " + wanted);
  }

  private static boolean has(PodTemplateSpec pod, IntOrString port) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .anyMatch(each -> is(each, port));
  }

  private static boolean is(ContainerPort port, IntOrString wanted) {
    return wanted.getStrVal() != null
        ? wanted.getStrVal().equals(port.getName())
        : wanted.getIntVal().equals(port.getContainerPort());
  }

  private List<PodTemplateSpec> select(String namespace, Map<String, String> labels) {
    return pods.entrySet().stream()
        .filter(each -> Objects.equals(each.getKey().getNamespace(), namespace))
        .map(Map.Entry::getValue)
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  private <T> Stream<T> is(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast);
  }

  private void need(boolean there, String otherwise) {
    if (!there) {
      broken.add(otherwise);
    }
  }
}
