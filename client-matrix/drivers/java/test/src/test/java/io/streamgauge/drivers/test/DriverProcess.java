package io.streamgauge.drivers.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the driver of a release as the matrix does: {@code run VERSION SCENARIOS.json}. */
final class DriverProcess {
  private static final Path RUN = Path.of("..", "run");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  DriverProcess(Path folder) {
    this.folder = folder;
  }

  /** Runs scenarios and returns the reports by their names. */
  Map<String, JsonNode> run(String release, String bootstrap, List<ObjectNode> scenarios)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "scenarios-", ".json");
    Path out = Files.createTempFile(folder, "reports-", ".jsonl");
    Path log = Files.createTempFile(folder, "driver-", ".log");
    JSON.writeValue(file.toFile(), Map.of("bootstrap", bootstrap, "scenarios", scenarios));
    Process process =
        new ProcessBuilder(RUN.toString(), release, file.toString())
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    // Each scenario has its own deadline, so the process ends by itself.
    if (process.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
    Map<String, JsonNode> reports = new LinkedHashMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode report = JSON.readTree(line);
      reports.put(report.get("name").asText(), report);
    }
    return reports;
  }
}
