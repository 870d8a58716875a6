package io.streamgauge.jobs.alerts;

/** docs/runbook.md: one section per alert. */
final class Runbooks {
  static final String PATH = "docs/runbook.md";

  private Runbooks() {}

  static String of(AlertCatalog catalog) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Runbook

        Generated from `dashboards/alerts.yaml`; do not edit. One section per alert: what it means, what to look at, what
        to do. All figures are on the exporter's page and its `/metrics` ([metrics.md](metrics.md)); scaling advice and its
        holds are explained in [scaling.md](scaling.md).

        | alert | severity | after | fires on for |
        |---|---|---|---|
        """);
    for (AlertDefinition alert : catalog.alerts()) {
      text.append(
          "| [%s](#%s) | %s | %s | %s |\n"
              .formatted(
                  alert.name(),
                  AlertFiles.anchor(alert),
                  alert.severity(),
                  PromQl.duration(alert.holdFor()),
                  PromQl.duration(alert.keepFiring())));
    }
    for (AlertDefinition alert : catalog.alerts()) {
      section(text, alert);
    }
    return text.toString();
  }

  private static void section(StringBuilder text, AlertDefinition alert) {
    text.append("\n## ").append(alert.name()).append("\n\n");
    text.append(alert.description().replaceAll("\\{([a-z_]+)\\}", "‹$1›")).append("\n\n");
    text.append("**Meaning.** ").append(alert.runbook().meaning()).append("\n\n");
    text.append("**Look at.** ").append(alert.runbook().look()).append("\n\n");
    text.append("**Do.** ").append(alert.runbook().act()).append("\n\n");
    if (!alert.inhibits().isEmpty()) {
      text.append("**Inhibits** ")
          .append(String.join(", ", alert.inhibits()))
          .append(", where their labels are equal.\n\n");
    }
    text.append("```promql\n").append(PromQl.of(alert.when(), alert.by())).append("\n```\n");
    if (alert.decides() == AlertDefinition.Decider.PROMETHEUS) {
      text.append("\nOnly Prometheus can say this: a pipeline that stands still cannot.\n");
    }
  }
}
