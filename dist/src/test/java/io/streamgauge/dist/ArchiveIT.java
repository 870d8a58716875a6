package io.streamgauge.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the archive holds, and that what it says of itself is so. */
class ArchiveIT {
  /** A link in a document that leads to a file beside it. */
  private static final Pattern LINK =
      Pattern.compile("(?:\\]\\(|src=\")(?!https?:|#)([^)#\"]+)[^)\"]*[)\"]");

  @TempDir private static Path folder;
  private static Path unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Archive.unpack(folder);
  }

  @Test
  void theChecksumIsThatOfTheArchive() throws Exception {
    Path archive = Archive.file();

    String line = Files.readString(Path.of(archive + ".sha256"), UTF_8).strip();

    assertThat(line).isEqualTo(Archive.sha256(archive) + " *" + archive.getFileName());
  }

  @Test
  void theBillsOfMaterialsNameEveryJarAndNothingElse() throws Exception {
    Map<String, String> told = new TreeMap<>();
    told.putAll(components("streamgauge"));
    told.putAll(components("old-client"));
    Map<String, String> held = new TreeMap<>();
    try (Stream<Path> files = Files.walk(unpacked.resolve("jars"))) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        held.put(Archive.sha256(jar), jar.getFileName().toString());
      }
    }

    assertThat(held).hasSizeGreaterThan(50);
    assertThat(told.keySet()).as("told: %s, held: %s", told, held).isEqualTo(held.keySet());
  }

  @Test
  void everyLibraryOfOthersHasALicence() throws Exception {
    for (String bill : List.of("streamgauge", "old-client")) {
      for (JsonNode component : bill(bill).get("components")) {
        assertThat(component.path("licenses")).as(component.get("purl").asText()).isNotEmpty();
      }
    }
    assertThat(unpacked.resolve("licences/THIRD-PARTY.txt"))
        .content()
        .contains("Apache")
        .contains("org.apache.flink:flink-runtime:");
    assertThat(unpacked.resolve("licences")).isDirectoryContaining("glob:**/kafka-clients*");
  }

  @Test
  void theProvenanceNamesTheCommitAndTheTools() throws Exception {
    JsonNode provenance = new ObjectMapper().readTree(unpacked.resolve("provenance.json").toFile());

    assertThat(provenance.at("/source/commit").asText()).matches("[0-9a-f]{40}|unknown");
    assertThat(provenance.at("/source/commitTime").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ|unknown");
    assertThat(provenance.at("/build/java").asText()).matches(".+ \\d+.*");
    assertThat(provenance.at("/build/maven").asText()).matches("\\d+\\.\\d+.*");
    assertThat(provenance.toString()).doesNotContain("${");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LICENSE",
        "NOTICE",
        "SECURITY.md",
        "dashboards/grafana/fleet.json",
        "dashboards/rules/groups.yaml",
        "docs/cli.md",
        "k8s/overlays/production/kustomization.yaml"
      })
  void itBringsWhatBelongsToIt(String file) {
    assertThat(unpacked.resolve(file)).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "k8s/README.md",
        "dashboards/README.md",
        "docs/configuration.md",
        "docs/operations.md"
      })
  void linksOfItsDocumentsLeadSomewhere(String document) throws Exception {
    Path file = unpacked.resolve(document);

    List<String> links =
        LINK.matcher(Files.readString(file, UTF_8)).results().map(link -> link.group(1)).toList();

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
  }

  @Test
  void onlyTheLauncherIsExecutableAndNothingOfTheBuildIsThere() throws Exception {
    try (Stream<Path> files = Files.walk(unpacked)) {
      List<Path> executable =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toFile().canExecute() || file.endsWith("pom.xml"))
              .toList();

      assertThat(executable).containsExactly(unpacked.resolve("streamgauge"));
    }
  }

  /** Names of a bill's components by the SHA-256 of their jars. */
  private static Map<String, String> components(String bill) throws IOException {
    return StreamSupport.stream(bill(bill).get("components").spliterator(), false)
        .collect(toMap(ArchiveIT::declaredHash, component -> component.get("purl").asText()));
  }

  private static JsonNode bill(String name) throws IOException {
    return new ObjectMapper().readTree(unpacked.resolve("sbom/" + name + ".cdx.json").toFile());
  }

  private static String declaredHash(JsonNode component) {
    for (JsonNode hash : component.path("hashes")) {
      if (hash.get("alg").asText().equals("SHA-256")) {
        return hash.get("content").asText();
      }
    }
    return "none for " + component.get("purl").asText();
  }
}
