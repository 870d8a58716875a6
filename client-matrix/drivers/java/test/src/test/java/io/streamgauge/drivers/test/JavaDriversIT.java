package io.streamgauge.drivers.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every driver does what the table of client-matrix/drivers/README.md says, and no more. */
class JavaDriversIT {
  private static final Map<String, TestBroker> BROKERS = new HashMap<>();
  private static final Set<String> SHORT = Set.of("0.10.2.2", "4.4.0");

  @TempDir static Path folder;

  @BeforeAll
  static void startBrokers() throws IOException, InterruptedException {
    for (String name : List.of("current", "legacy")) {
      String protocols = name.equals("current") ? "classic,consumer,share" : "classic";
      Path own = Files.createDirectory(folder.resolve(name));
      BROKERS.put(name, TestBroker.start(own, name, protocols));
    }
  }

  @AfterAll
  static void stopBrokers() {
    BROKERS.values().forEach(TestBroker::close);
    BROKERS.clear();
  }

  static Stream<Release> releases() {
    boolean all = System.getProperty("streamgauge.drivers.releases", "all").equals("all");
    return Release.ALL.stream().filter(release -> all || SHORT.contains(release.version()));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aDriverDoesWhatItsReleaseCanDoAndSkipsTheRest(Release release) throws Exception {
    // Given
    TestBroker broker = BROKERS.get(release.broker());
    List<ObjectNode> scenarios = Scenarios.of(release);
    broker.createTopics(Scenarios.topics(scenarios));

    // When
    Map<String, JsonNode> reports = new HashMap<>();
    for (boolean login : List.of(false, true)) {
      List<ObjectNode> same =
          scenarios.stream().filter(scenario -> scenario.has("security") == login).toList();
      reports.putAll(
          new DriverProcess(folder).run(release.version(), broker.bootstrap(login), same));
    }

    // Then
    SoftAssertions.assertSoftly(
        softly -> {
          for (ObjectNode scenario : scenarios) {
            String name = Scenarios.text(scenario, "name");
            ReportCheck check = new ReportCheck(release, scenario, reports.get(name), softly);
            if (release.skips().contains(name)) {
              check.isSkippedWithAReason();
            } else {
              check.isComplete();
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("releases")
  void aScenarioThatFailsIsAReportAndTheNextOneRuns(Release release) throws Exception {
    // Given
    TestBroker broker = BROKERS.get(release.broker());
    List<ObjectNode> two = Scenarios.of(release).subList(0, 2);
    two.forEach(scenario -> scenario.put("topic", release.version() + ".failing"));
    ObjectNode endless = two.get(1).deepCopy().put("name", "endless").put("timeout_seconds", 3);
    broker.createTopics(Set.of(release.version() + ".failing"));

    // When
    Map<String, JsonNode> reports =
        new DriverProcess(folder)
            .run(
                release.version(),
                broker.bootstrap(false),
                List.of(endless, two.get(0), two.get(1)));

    // Then
    assertThat(reports.get("endless").get("error").asText()).startsWith("not done after 3 s");
    assertThat(reports.get("produce-none").get("ok").asBoolean()).isTrue();
    assertThat(reports.get("assign-none").get("ok").asBoolean()).isTrue();
  }

  @Test
  void anUnknownReleaseIsRefusedWithTheKnownOnes() throws Exception {
    // Given
    Process run = new ProcessBuilder("../run", "0.8.2", "scenarios.json").start();

    // When
    String said = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(run.waitFor()).isEqualTo(1);
    assertThat(said).contains("0.10 0.11 1.1 2.8 3.9 4.3 4.4");
  }
}
