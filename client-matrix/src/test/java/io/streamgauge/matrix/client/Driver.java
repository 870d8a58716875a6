package io.streamgauge.matrix.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a client's driver, a process of its own, and reads what it reports. */
public final class Driver {
  private static final Path DRIVERS = Path.of("drivers");
  private static final long START_SECONDS = 30;
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private record Plan(String bootstrap, List<Scenario> scenarios) {}

  private final Client client;
  private final Path folder;

  /**
   * @param folder where plans, reports and logs are left
   */
  public Driver(Client client, Path folder) {
    this.client = client;
    this.folder = folder;
  }

  /** What is missing for the client to run, in one line that says what mends it. */
  public Optional<String> missing() throws IOException, InterruptedException {
    Path log = folder.resolve(client.id() + ".prepare.log");
    Process prepare =
        new ProcessBuilder(command("prepare"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (prepare.waitFor() == 0) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(log);
    return Optional.of(lines.isEmpty() ? client + " is not there" : lines.get(lines.size() - 1));
  }

  /**
   * Runs scenarios one after another in one process.
   *
   * @param name of this run's files
   * @return a report for each scenario, by its name; one that failed where the driver gave none
   */
  public Map<String, ScenarioReport> run(String name, String bootstrap, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    Path plan = folder.resolve(name + ".plan.json");
    Path reports = folder.resolve(name + ".reports.jsonl");
    JSON.writeValue(plan.toFile(), new Plan(bootstrap, scenarios));
    List<String> command = command("run");
    command.add(plan.toString());
    Process driver =
        new ProcessBuilder(command)
            .redirectOutput(reports.toFile())
            .redirectError(folder.resolve(name + ".log").toFile())
            .start();
    if (!driver.waitFor(START_SECONDS * (1 + scenarios.size()), TimeUnit.SECONDS)) {
      driver.descendants().forEach(ProcessHandle::destroyForcibly);
      driver.destroyForcibly().waitFor();
    }
    return byName(scenarios, reports);
  }

  private List<String> command(String script) {
    List<String> command = new ArrayList<>();
    command.add(DRIVERS.resolve(client.folder()).resolve(script).toString());
    command.addAll(client.arguments());
    return command;
  }

  private Map<String, ScenarioReport> byName(List<Scenario> scenarios, Path file)
      throws IOException {
    Map<String, ScenarioReport> reports = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      ScenarioReport report = JSON.readValue(line, ScenarioReport.class);
      reports.put(report.name(), report);
    }
    for (Scenario scenario : scenarios) {
      reports.computeIfAbsent(
          scenario.name(),
          absent -> ScenarioReport.missing(absent, "the driver ended without a report"));
    }
    return reports;
  }
}
