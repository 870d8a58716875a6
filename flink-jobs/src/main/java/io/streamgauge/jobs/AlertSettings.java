package io.streamgauge.jobs;

import io.streamgauge.jobs.alerts.AlertCatalog;
import io.streamgauge.jobs.alerts.OverridesFile;
import java.util.Objects;

/** Which alerts the jobs decide, and what operators set for groups and topics. */
public record AlertSettings(AlertCatalog catalog, OverridesFile overrides) {
  public AlertSettings {
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(overrides, "overrides");
  }

  /** The alerts that come with the jobs, nothing overridden. */
  public static AlertSettings bundled() {
    AlertCatalog catalog = AlertCatalog.bundled();
    return new AlertSettings(catalog, OverridesFile.none(catalog));
  }
}
