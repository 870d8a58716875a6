package io.streamgauge.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@code dashboards/rules} as one object for the Prometheus Operator. */
class PrometheusRuleFileTest {
  private static final Path FILE =
      Kustomize.ROOT.resolve("components/prometheus-operator/rules.yaml");
  private static final String HEAD =
      """
      # Generated from dashboards/rules; do not edit. Rewrite with
      #   ./mvnw -pl k8s -am test -Dtest=PrometheusRuleFileTest -Dsurefire.failIfNoSpecifiedTests=false \
      -Dstreamgauge.rewrite=true
      # Where the jobs decide alerts (their default), keep the recordings and streamgauge-health alone.
      """;

  @Test
  void theCheckedInObjectIsWhatTheRulesSay() throws IOException {
    String wanted = HEAD + rules();
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(FILE, wanted);
    }

    assertThat(FILE).as("stale; its head says how to rewrite it").hasContent(wanted);
  }

  private static String rules() throws IOException {
    ObjectNode object = Kustomize.YAML.createObjectNode();
    object.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("name", "streamgauge").put("namespace", "streamgauge");
    metadata.putObject("labels").put("app.kubernetes.io/part-of", "streamgauge");
    ArrayNode groups = object.putObject("spec").putArray("groups");
    List<Path> files;
    try (Stream<Path> found = Files.list(Kustomize.ROOT.resolve("../dashboards/rules"))) {
      files = found.sorted().toList();
    }
    for (Path file : files) {
      JsonNode rules = Kustomize.YAML.readTree(file.toFile());
      groups.addAll((ArrayNode) rules.path("groups"));
    }
    return YAMLMapper.builder()
        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
        .disable(YAMLGenerator.Feature.SPLIT_LINES)
        .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
        .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
        .build()
        .writeValueAsString(object);
  }
}
