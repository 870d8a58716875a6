package io.streamgauge.drivers.contract;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the scenarios of a file one after another. Standard output carries reports only; everything
 * else, the client's log too, goes to standard error.
 */
public final class Driver {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final long CLOSE_SECONDS = 10;

  private final String client;
  private final Map<String, Action> actions;
  private final RequestLog log = new RequestLog();

  private Driver(String client, Map<String, Action> actions) {
    this.client = client;
    this.actions = actions;
  }

  /**
   * Runs the file named by the only argument, then ends the process: exit code 0 whatever the
   * scenarios' results are, 2 for wrong usage.
   *
   * @param client name and version, for messages
   * @param actions by their names in scenarios; an action that is not there is skipped
   */
  @SuppressWarnings("SystemExitOutsideMain") // called by every release's main and by nothing else
  public static void main(String[] args, String client, Map<String, Action> actions)
      throws IOException {
    if (args.length != 1) {
      System.err.println("usage: run VERSION SCENARIOS.json");
      System.exit(2);
    }
    PrintStream reports = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Plan plan = JSON.readValue(new File(args[0]), Plan.class);
    Driver driver = new Driver(client, actions);
    driver.log.install();
    for (Scenario scenario : plan.scenarios()) {
      reports.println(JSON.writeValueAsString(driver.run(plan.bootstrap(), scenario)));
    }
    // Whatever a failed scenario has left behind must not keep the process.
    System.exit(0);
  }

  private Report run(String bootstrap, Scenario scenario) {
    Report report = new Report(scenario.name());
    Action action = actions.get(scenario.action());
    if (action == null) {
      return report.skipped(client + " cannot " + scenario.action());
    }
    log.reset(scenario);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              action.run(bootstrap, scenario, report);
              return null;
            });
    Thread thread = new Thread(task, "scenario-" + scenario.name());
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(scenario.timeout().toMillis(), TimeUnit.MILLISECONDS);
      report.requests(log.sent(), log.byClient(), log.byLogin());
      return report.succeeded();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Skip reason) {
        return report.skipped(reason.getMessage());
      }
      e.getCause().printStackTrace();
      return report.failed(e.getCause().toString());
    } catch (TimeoutException e) {
      return report.failed(end(thread, scenario, report));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report.failed("interrupted");
    }
  }

  /** Interrupts the scenario and lets it close its clients, so that the next one is alone. */
  private static String end(Thread thread, Scenario scenario, Report report) {
    String reason =
        "not done after %d s; %d of %d records came"
            .formatted(scenario.timeout().toSeconds(), report.records(), scenario.records());
    for (StackTraceElement element : thread.getStackTrace()) {
      System.err.println("  at " + element);
    }
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return reason;
  }
}
