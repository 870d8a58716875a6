package io.streamgauge.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated files under Prometheus' and Alertmanager's own tools. */
class PromtoolAlertsIT {
  private static final Path DASHBOARDS = Path.of("../dashboards");

  @Test
  void theRulesAreGood() throws Exception {
    run("prometheus", "promtool", "check", "rules", files("rules"));
  }

  @Test
  void everyAlertFiresInItsCaseAndIsQuietInTheOther() throws Exception {
    run("prometheus", "promtool", "test", "rules", files("tests"));
  }

  @Test
  void alertmanagerTakesTheInhibitionRules() throws Exception {
    run(
        "prometheus-alertmanager",
        "amtool",
        "check-config",
        List.of(DASHBOARDS.resolve("alertmanager/alertmanager.yml").toString()));
  }

  private static List<String> files(String folder) throws IOException {
    try (Stream<Path> found = Files.list(DASHBOARDS.resolve(folder))) {
      return found.map(Path::toString).filter(path -> path.endsWith(".yaml")).sorted().toList();
    }
  }

  private static void run(String debian, String tool, String verb, List<String> files)
      throws Exception {
    run(debian, List.of(tool, verb), files);
  }

  private static void run(String debian, String tool, String verb, String what, List<String> files)
      throws Exception {
    run(debian, List.of(tool, verb, what), files);
  }

  private static void run(String debian, List<String> words, List<String> files) throws Exception {
    List<String> command = new ArrayList<>(words);
    command.addAll(files);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      String reason = words.get(0) + " is not installed: apt-get install " + debian;
      if ("true".equals(System.getenv("CI"))) {
        fail(reason, e);
      }
      System.err.println("Skipped: " + reason);
      abort(reason);
      return;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
