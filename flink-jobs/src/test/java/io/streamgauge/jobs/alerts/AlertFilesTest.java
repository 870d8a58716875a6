package io.streamgauge.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertFilesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DEFINITIONS = ROOT.resolve("dashboards/alerts.yaml");

  private static Map<String, String> files() throws IOException {
    return new AlertFiles(AlertCatalog.read(DEFINITIONS)).all();
  }

  @Test
  void theCheckedInFilesAreWhatTheDefinitionsSay() throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = ROOT.resolve(file.getKey());
      if (Boolean.getBoolean("streamgauge.rewrite")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      assertThat(path).as("stale; alerts.yaml says how to rewrite it").hasContent(file.getValue());
    }
  }

  @Test
  void noOtherRulesLieBesideThem() throws IOException {
    try (Stream<Path> found = Files.list(ROOT.resolve(AlertFiles.RULES))) {
      assertThat(found.map(path -> AlertFiles.RULES + path.getFileName()))
          .isSubsetOf(files().keySet());
    }
  }

  @Test
  void aFileThatIsLoadedBesideTheJobsHasNothingThatTheyDecide() throws IOException {
    Map<String, Set<AlertDefinition.Decider>> deciders = new TreeMap<>();
    AlertCatalog.read(DEFINITIONS)
        .alerts()
        .forEach(
            alert ->
                deciders
                    .computeIfAbsent(alert.file(), file -> new HashSet<>())
                    .add(alert.decides()));

    assertThat(deciders).containsEntry("health", Set.of(AlertDefinition.Decider.PROMETHEUS));
    assertThat(deciders.values()).as("%s", deciders).allSatisfy(one -> assertThat(one).hasSize(1));
  }

  @Test
  void theJobsComeWithTheSameDefinitions() throws IOException {
    assertThat(AlertCatalog.bundled()).isEqualTo(AlertCatalog.read(DEFINITIONS));
    assertThat(AlertCatalog.bundled().decidedByJobs()).hasSizeGreaterThan(20);
  }

  @Test
  void everyRunbookUrlLeadsToASection() throws IOException {
    String runbook = Files.readString(ROOT.resolve(Runbooks.PATH));
    for (AlertDefinition alert : AlertCatalog.bundled().alerts()) {
      assertThat(AlertMachine.runbookUrl(AlertCatalog.bundled().runbook(), alert))
          .endsWith("/" + Runbooks.PATH + "#" + AlertFiles.anchor(alert));
      assertThat(runbook).contains("\n## " + alert.name() + "\n");
    }
  }
}
