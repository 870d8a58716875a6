package io.streamgauge.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.events.MetricCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What manifests name is there: in them, in the project's own commands, and in its documents. */
class ReferencesIT {
  private static final Path PROJECT = Kustomize.ROOT.resolve("..");
  private static final Pattern METRIC = Pattern.compile("streamgauge_\\w+");

  static List<String> overlays() throws IOException {
    return ManifestsIT.overlays();
  }

  private static List<Object> typed(String overlay) {
    return Kustomize.render(overlay).stream().map(Typed::of).toList();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyReferenceLeadsSomewhere(String overlay) {
    assertThat(References.broken(typed(overlay))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyVariableAndOptionIsOneThatTheCommandHas(String overlay) throws IOException {
    List<Object> typed = typed(overlay);
    for (Object object : typed) {
      for (Container container : containers(object)) {
        // Flink's operator fills in the image of its container.
        if (container.getImage() == null
            || !container.getImage().matches("ghcr.io/streamgauge/(agent|exporter):.*")) {
          continue;
        }
        String command = container.getArgs().get(0);
        String reference = section(command);
        for (String variable : variables(typed, container)) {
          assertThat(reference).as("%s %s", command, variable).contains("| `" + variable + "` |");
        }
        container.getArgs().stream()
            .filter(argument -> argument.startsWith("--"))
            .map(argument -> argument.replaceFirst("=.*", ""))
            .forEach(option -> assertThat(reference).contains("| `" + option));
      }
    }
  }

  /** Names of ours alone: those of the JVM are not in our reference. */
  private static Set<String> variables(List<Object> typed, Container container) {
    Set<String> names = new HashSet<>();
    container.getEnv().stream().map(EnvVar::getName).forEach(names::add);
    container
        .getEnvFrom()
        .forEach(
            source ->
                typed.stream()
                    .filter(ConfigMap.class::isInstance)
                    .map(ConfigMap.class::cast)
                    .filter(
                        map ->
                            map.getMetadata().getName().equals(source.getConfigMapRef().getName()))
                    .forEach(map -> names.addAll(map.getData().keySet())));
    names.removeIf(name -> !name.startsWith("STREAMGAUGE_"));
    return names;
  }

  private static String section(String command) throws IOException {
    String reference = Files.readString(PROJECT.resolve("docs/cli.md"));
    int start = reference.indexOf("\n## `" + command + "`\n");
    assertThat(start).as(command).isPositive();
    int end = reference.indexOf("\n## ", start + 1);
    return reference.substring(start, end < 0 ? reference.length() : end);
  }

  private static List<Container> containers(Object object) {
    return Typed.pods(object).map(pod -> pod.getSpec().getContainers()).orElse(List.of());
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void imagesAreOursOfThisVersionOrNamed(String overlay) throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(PROJECT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    for (Object object : typed(overlay)) {
      List<String> images =
          new ArrayList<>(containers(object).stream().map(Container::getImage).toList());
      if (object instanceof CustomKinds.FlinkDeployment flink) {
        images.clear();
        images.add(flink.spec().image());
      }
      assertThat(images)
          .allSatisfy(
              image ->
                  assertThat(image)
                      .isIn(
                          "ghcr.io/streamgauge/agent:" + version.group(1),
                          "ghcr.io/streamgauge/exporter:" + version.group(1),
                          "ghcr.io/streamgauge/flink-jobs:" + version.group(1),
                          "apache/kafka:4.3.1"));
    }
  }

  @Test
  void flinkRunsMainsThatThereAre() throws IOException {
    Set<String> mains = new HashSet<>();
    for (Object object : typed("overlays/production")) {
      if (object instanceof CustomKinds.FlinkDeployment flink) {
        mains.add(flink.spec().job().entryClass());
        assertThat(External.SERVICE_ACCOUNTS).containsKey(flink.spec().serviceAccount());
      }
    }
    for (Object object : typed("overlays/dev")) {
      for (Container container : containers(object)) {
        int flag = container.getCommand().indexOf("--class");
        if (flag >= 0) {
          mains.add(container.getCommand().get(flag + 1));
        }
      }
    }

    assertThat(mains)
        .containsExactlyInAnyOrder(
            "io.streamgauge.jobs.TrafficJob",
            "io.streamgauge.jobs.AlertJob",
            "io.streamgauge.jobs.AllInOneJob")
        .allSatisfy(
            main ->
                assertThat(
                        PROJECT.resolve(
                            "flink-jobs/src/main/java/" + main.replace('.', '/') + ".java"))
                    .exists());
  }

  @Test
  void everyAlertLeadsToItsSectionOfTheRunbook() throws IOException {
    String runbook = Files.readString(PROJECT.resolve("docs/runbook.md"));
    List<Rule> alerts =
        Kustomize.renderComponent("prometheus-operator").stream()
            .map(Typed::of)
            .filter(PrometheusRule.class::isInstance)
            .map(PrometheusRule.class::cast)
            .flatMap(rule -> rule.getSpec().getGroups().stream())
            .flatMap(group -> group.getRules().stream())
            .filter(rule -> rule.getAlert() != null)
            .toList();

    assertThat(alerts)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            alert -> {
              assertThat(runbook).contains("\n## " + alert.getAlert() + "\n");
              assertThat(alert.getAnnotations().get("runbook_url"))
                  .endsWith("#" + alert.getAlert().toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void queriesOfAutoscalingAreAboutMetricsOfTheCatalogue() {
    for (String component : List.of("keda", "prometheus-adapter")) {
      List<String> named = new ArrayList<>();
      for (JsonNode object : Kustomize.renderComponent(component)) {
        List<String> queries = new ArrayList<>(object.findValuesAsText("query"));
        object.path("data").forEach(file -> queries.add(file.asText()));
        for (String query : queries) {
          METRIC.matcher(query).results().map(match -> match.group()).forEach(named::add);
        }
      }
      // The adapter gives the metric a shorter name.
      named.remove("streamgauge_recommended_replicas");
      assertThat(named)
          .as(component)
          .isNotEmpty()
          .allSatisfy(name -> assertThat(MetricCatalog.find(name)).as(name).isPresent());
    }
  }

  @Test
  void strimzisTopicsAreTheOnesThatTheCommandMakes() {
    Map<String, Map<String, Object>> found = new TreeMap<>();
    for (JsonNode object : Kustomize.renderComponent("strimzi")) {
      if (Typed.of(object) instanceof CustomKinds.KafkaTopic topic) {
        found.put(topic.metadata().getName(), topic.spec().config());
      }
    }

    List<BusTopics.Wanted> wanted = new BusTopics(6, BusTopics.CLUSTER_DEFAULT).wanted();
    assertThat(found.keySet())
        .containsExactlyInAnyOrderElementsOf(wanted.stream().map(BusTopics.Wanted::name).toList());
    wanted.forEach(
        topic ->
            topic
                .config()
                .forEach(
                    (name, value) ->
                        assertThat(String.valueOf(found.get(topic.name()).get(name)))
                            .as("%s %s", topic.name(), name)
                            .isEqualTo(value)));
  }

  @Test
  void everyObjectSaysThatItIsPartOfStreamgauge() {
    for (Object object : typed("overlays/production")) {
      if (object instanceof HasMetadata known) {
        assertThat(known.getMetadata().getLabels())
            .as(known.getMetadata().getName())
            .containsEntry("app.kubernetes.io/part-of", "streamgauge");
      }
    }
  }
}
