package io.streamgauge.jobs.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All alerts, and the series that Prometheus records for dashboards and autoscalers.
 *
 * @param runbook URL of the page with a section per alert
 */
public record AlertCatalog(String runbook, List<Recording> recordings, List<AlertDefinition> alerts)
    implements Serializable {
  private static final String BUNDLED = "/io/streamgauge/jobs/alerts/alerts.yaml";

  /** A recorded series. */
  public record Recording(String name, List<String> by, Operand of) implements Serializable {}

  public AlertCatalog {
    recordings = recordings == null ? new ArrayList<>() : new ArrayList<>(recordings);
    alerts = alerts == null ? new ArrayList<>() : new ArrayList<>(alerts);
  }

  /** The definitions that come with the jobs. */
  public static AlertCatalog bundled() {
    try (InputStream in = AlertCatalog.class.getResourceAsStream(BUNDLED)) {
      return read(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), BUNDLED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Definitions of a file.
   *
   * @throws IllegalArgumentException in one line, if it is wrong
   * @throws IOException if it cannot be read
   */
  public static AlertCatalog read(Path file) throws IOException {
    return read(Files.readString(file), file.toString());
  }

  static AlertCatalog read(String yaml, String name) {
    AlertCatalog catalog = Yaml.read(yaml, AlertCatalog.class, name);
    List<String> faults = new AlertChecks(catalog).faults();
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + String.join("; ", faults));
    }
    return catalog;
  }

  /** What the jobs decide; the others are Prometheus' alone. */
  public List<AlertDefinition> decidedByJobs() {
    return alerts.stream().filter(alert -> alert.decides() == AlertDefinition.Decider.ANY).toList();
  }
}
