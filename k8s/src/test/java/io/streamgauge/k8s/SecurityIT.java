package io.streamgauge.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No process has more rights than it needs, and no agent can hurt a broker. */
class SecurityIT {
  private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

  private static <T> List<T> all(String overlay, Class<T> type) {
    return Kustomize.render(overlay).stream()
        .map(Typed::of)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private static DaemonSet agent(String overlay) {
    List<DaemonSet> agents = all(overlay, DaemonSet.class);
    assertThat(agents).hasSize(1);
    return agents.get(0);
  }

  private static Container only(PodSpec pod) {
    assertThat(pod.getContainers()).hasSize(1);
    return pod.getContainers().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/dev", "overlays/production"})
  void theAgentMayCaptureAndNothingElse(String overlay) {
    PodSpec pod = agent(overlay).getSpec().getTemplate().getSpec();

    assertMayOnlyCapture(only(pod).getSecurityContext());
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).as("service account token").isFalse();
    assertThat(pod.getHostPID()).as("host's processes").isNull();
    assertThat(pod.getHostIPC()).as("host's shared memory").isNull();
    assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
  }

  private static void assertMayOnlyCapture(SecurityContext security) {
    assertThat(security.getRunAsUser()).isZero();
    assertThat(security.getPrivileged()).isFalse();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).containsExactly("NET_RAW");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/dev", "overlays/production"})
  void theAgentIsInTheNodesNetworkAndInANamespaceOfItsOwn(String overlay) {
    DaemonSet agent = agent(overlay);
    PodSpec pod = agent.getSpec().getTemplate().getSpec();

    assertThat(pod.getHostNetwork()).isTrue();
    assertThat(pod.getDnsPolicy()).isEqualTo("ClusterFirstWithHostNet");
    assertThat(agent.getMetadata().getNamespace()).isEqualTo("streamgauge-agent");
    Map<String, String> labels =
        all(overlay, Namespace.class).stream()
            .filter(each -> each.getMetadata().getName().equals("streamgauge-agent"))
            .findFirst()
            .orElseThrow()
            .getMetadata()
            .getLabels();
    assertThat(labels).containsEntry(ENFORCE, "privileged");
    assertThat(Kustomize.render(overlay))
        .filteredOn(object -> object.at("/metadata/namespace").asText().equals("streamgauge-agent"))
        .extracting(object -> object.path("kind").asText())
        .containsExactlyInAnyOrder("DaemonSet", "ConfigMap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/dev", "overlays/production"})
  void theAgentYieldsToBrokers(String overlay) {
    DaemonSet agent = agent(overlay);
    PodSpec pod = agent.getSpec().getTemplate().getSpec();
    Container container = only(pod);

    assertThat(container.getResources().getLimits().get("memory"))
        .isEqualTo(container.getResources().getRequests().get("memory"));
    assertThat(container.getResources().getLimits()).doesNotContainKey("cpu");
    PriorityClass priority =
        all(overlay, PriorityClass.class).stream()
            .filter(each -> each.getMetadata().getName().equals(pod.getPriorityClassName()))
            .findFirst()
            .orElseThrow();
    assertThat(priority.getPreemptionPolicy()).isEqualTo("Never");
    assertThat(priority.getValue()).isPositive().isLessThan(1_000_000);
    assertThat(pod.getTolerations())
        .extracting(Toleration::getOperator)
        .as("stays on tainted nodes")
        .containsExactly("Exists");
    assertThat(pod.getNodeSelector()).containsKey("streamgauge.io/brokers");
    assertThat(
            agent.getSpec().getUpdateStrategy().getRollingUpdate().getMaxUnavailable().getStrVal())
        .isEqualTo("10%");
  }

  @Test
  void theAgentsProbesStayOnItsNodeAndLivenessDoesNotDependOnTheBus() {
    Container container = only(agent("overlays/dev").getSpec().getTemplate().getSpec());

    assertProbe(container.getStartupProbe(), "/-/healthy");
    assertProbe(container.getLivenessProbe(), "/-/healthy");
    assertProbe(container.getReadinessProbe(), "/-/ready");
    assertThat(container.getEnv())
        .filteredOn(variable -> variable.getName().equals("STREAMGAUGE_HEALTH_ADDRESS"))
        .singleElement()
        .extracting(variable -> variable.getValue())
        .isEqualTo("127.0.0.1:9405");
  }

  private static void assertProbe(Probe probe, String path) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getHost()).isEqualTo("127.0.0.1");
    assertThat(probe.getHttpGet().getPort().getIntVal()).isEqualTo(9405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/sidecar", "overlays/istio"})
  void besideABrokerTheAgentMayCaptureAndNothingElse(String overlay) {
    PodSpec pod = all(overlay, StatefulSet.class).get(0).getSpec().getTemplate().getSpec();

    assertThat(pod.getContainers()).extracting(Container::getName).contains("broker");
    Container agent =
        pod.getContainers().stream()
            .filter(container -> container.getName().equals("streamgauge-agent"))
            .findFirst()
            .orElseThrow();
    assertMayOnlyCapture(agent.getSecurityContext());
    assertThat(agent.getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
    assertThat(agent.getReadinessProbe()).as("takes no broker out of service").isNull();
    assertThat(agent.getResources().getLimits().get("memory"))
        .isEqualTo(agent.getResources().getRequests().get("memory"));
    assertThat(pod.getHostNetwork()).isNull();
  }

  @Test
  void inAMeshTheAgentReadsTheLoopback() {
    PodSpec pod = all("overlays/istio", StatefulSet.class).get(0).getSpec().getTemplate().getSpec();

    assertThat(pod.getContainers())
        .filteredOn(container -> container.getName().equals("streamgauge-agent"))
        .singleElement()
        .satisfies(
            agent ->
                assertThat(agent.getEnv())
                    .anyMatch(
                        each ->
                            each.getName().equals("STREAMGAUGE_INTERFACE")
                                && each.getValue().equals("lo"))
                    .anyMatch(each -> each.getName().equals("STREAMGAUGE_BOOTSTRAP")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/dev", "overlays/production", "overlays/sidecar"})
  void everythingElseIsWhatPodSecurityCallsRestricted(String overlay) {
    assertThat(all(overlay, Namespace.class))
        .filteredOn(each -> each.getMetadata().getName().equals("streamgauge"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.getMetadata().getLabels()).containsEntry(ENFORCE, "restricted"));
    int checked = 0;
    for (Object object : all(overlay, Object.class)) {
      if ("streamgauge".equals(References.metadata(object).getNamespace())
          && Typed.pods(object).isPresent()) {
        assertRestricted(
            References.metadata(object).getName(), Typed.pods(object).orElseThrow().getSpec());
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(4);
  }

  private static void assertRestricted(String name, PodSpec pod) {
    PodSecurityContext security = pod.getSecurityContext();
    assertThat(security.getRunAsNonRoot()).as(name).isTrue();
    assertThat(security.getRunAsUser()).as(name).isPositive();
    assertThat(security.getSeccompProfile().getType()).as(name).isEqualTo("RuntimeDefault");
    assertThat(pod.getHostNetwork()).as(name).isNull();
    for (Container container : pod.getContainers()) {
      SecurityContext own = container.getSecurityContext();
      assertThat(own.getAllowPrivilegeEscalation()).as(name).isFalse();
      assertThat(own.getCapabilities().getDrop()).as(name).containsExactly("ALL");
      assertThat(own.getCapabilities().getAdd()).as(name).isEmpty();
    }
  }

  @Test
  void theExporterIsThereTwiceInProduction() {
    assertThat(all("overlays/production", Deployment.class))
        .filteredOn(each -> each.getMetadata().getName().equals("streamgauge-exporter"))
        .singleElement()
        .extracting(each -> each.getSpec().getReplicas())
        .isEqualTo(2);
  }
}
