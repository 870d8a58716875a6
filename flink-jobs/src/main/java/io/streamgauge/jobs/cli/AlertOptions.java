package io.streamgauge.jobs.cli;

import io.streamgauge.jobs.AlertSettings;
import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.OverridesFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who decides alerts, and by what. */
public final class AlertOptions {
  /** Who decides: the jobs, or Prometheus by the generated rules; never both. */
  enum DecidedBy {
    stream,
    prometheus
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--alerts-by",
      paramLabel = "WHO",
      defaultValue = "stream",
      description =
          "Who decides alerts: stream (the jobs) or prometheus (rules of dashboards/rules), never"
              + " both (default: ${DEFAULT-VALUE}).")
  private DecidedBy decidedBy = DecidedBy.stream;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description =
          "Definitions instead of those that come with the jobs (dashboards/alerts.yaml).")
  private Path definitions;

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description =
          "What differs per group and topic: bounds, alerts that are off, lag objectives, maxima"
              + " (docs/overrides.md). Read again when it changes.")
  private Path overrides;

  /** Reads the files. */
  AlertSettings settings() {
    AlertCatalog catalog = catalog();
    return new AlertSettings(catalog, overrides(catalog), decidedBy == DecidedBy.stream);
  }

  private AlertCatalog catalog() {
    if (definitions == null) {
      return AlertCatalog.bundled();
    }
    try {
      return AlertCatalog.read(definitions);
    } catch (IOException e) {
      throw wrong("--alerts: cannot read '" + definitions + "'", e);
    } catch (IllegalArgumentException e) {
      throw wrong("--alerts: " + e.getMessage(), e);
    }
  }

  private OverridesFile overrides(AlertCatalog catalog) {
    if (overrides == null) {
      return OverridesFile.none();
    }
    try {
      return OverridesFile.read(overrides, catalog);
    } catch (IOException e) {
      throw wrong("--overrides: cannot read '" + overrides + "'", e);
    } catch (IllegalArgumentException e) {
      throw wrong("--overrides: " + e.getMessage(), e);
    }
  }

  private RuntimeException wrong(String message, Exception cause) {
    return spec == null
        ? new IllegalArgumentException(message, cause)
        : new ParameterException(spec.commandLine(), message, cause);
  }
}
