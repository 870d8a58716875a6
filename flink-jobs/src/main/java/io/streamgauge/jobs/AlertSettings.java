package io.streamgauge.jobs;

import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.OverridesFile;
import java.util.Objects;

/**
 * Which alerts there are, and what operators set for groups and topics.
 *
 * @param byJobs whether the jobs decide alerts; else Prometheus does
 */
public record AlertSettings(AlertCatalog catalog, OverridesFile overrides, boolean byJobs) {
  public AlertSettings {
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(overrides, "overrides");
  }

  /** The alerts that come with the jobs, nothing overridden. */
  public static AlertSettings bundled() {
    return new AlertSettings(AlertCatalog.bundled(), OverridesFile.none(), true);
  }
}
