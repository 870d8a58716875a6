package io.streamgauge.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overlay and component renders, and every object fits its type. */
class ManifestsIT {

  static List<String> overlays() throws IOException {
    return folders("overlays").map(name -> "overlays/" + name).toList();
  }

  static List<String> components() throws IOException {
    // It changes what is there and brings nothing itself; the overlay of that name shows it.
    return folders("components").filter(name -> !name.equals("sidecar")).toList();
  }

  private static Stream<String> folders(String parent) throws IOException {
    try (Stream<Path> found = Files.list(Kustomize.ROOT.resolve(parent))) {
      return found.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void theOverlaysAndComponentsAreThere() throws IOException {
    assertThat(overlays())
        .containsExactly(
            "overlays/dev", "overlays/istio", "overlays/production", "overlays/sidecar");
    assertThat(components())
        .containsExactly(
            "keda", "koperator", "prometheus-adapter", "prometheus-operator", "strimzi");
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyObjectOfAnOverlayFitsItsType(String overlay) {
    List<JsonNode> objects = Kustomize.render(overlay);

    assertThat(objects).hasSizeGreaterThan(10).allSatisfy(object -> Typed.of(object));
  }

  @ParameterizedTest
  @MethodSource("components")
  void everyObjectOfAComponentFitsItsType(String component) {
    assertThat(Kustomize.renderComponent(component))
        .isNotEmpty()
        .allSatisfy(object -> Typed.of(object));
  }

  @Test
  void noObjectIsThereTwice() throws IOException {
    for (String overlay : overlays()) {
      assertThat(Kustomize.render(overlay))
          .extracting(
              object ->
                  object.path("kind").asText()
                      + " "
                      + object.at("/metadata/namespace").asText()
                      + "/"
                      + object.at("/metadata/name").asText())
          .as(overlay)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatDoesNotFitItsTypeIsRefused() {
    JsonNode agent =
        Kustomize.render("overlays/dev").stream()
            .filter(object -> object.path("kind").asText().equals("DaemonSet"))
            .findFirst()
            .orElseThrow();
    ObjectNode misspelt = agent.deepCopy();
    ((ObjectNode) misspelt.at("/spec/template/spec")).put("hostNetwrok", true);
    ObjectNode unquoted = agent.deepCopy();
    ((ObjectNode) unquoted.at("/spec/template/metadata/labels")).put("brokers", true);

    assertThatThrownBy(() -> Typed.of(misspelt)).hasMessageContaining("hostNetwrok");
    assertThatThrownBy(() -> Typed.of(unquoted)).hasMessageContaining("Boolean");
  }

  @Test
  void rulesAndDashboardsAreTheFilesThemselves() throws IOException {
    List<JsonNode> maps =
        Kustomize.render("overlays/dev").stream()
            .filter(object -> object.path("kind").asText().equals("ConfigMap"))
            .toList();
    Path dashboards = Kustomize.ROOT.resolve("../dashboards");

    assertCarried(maps, dashboards.resolve("grafana"), 7);
    assertCarried(maps, dashboards.resolve("rules"), 7);
  }

  private static void assertCarried(List<JsonNode> maps, Path folder, int count)
      throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.toList();
    }
    assertThat(files).hasSize(count);
    for (Path file : files) {
      String name = file.getFileName().toString();
      assertThat(maps)
          .filteredOn(map -> map.path("data").has(name))
          .as(name)
          .singleElement()
          .extracting(map -> map.path("data").path(name).asText())
          .isEqualTo(Files.readString(file));
    }
  }
}
