package io.streamgauge.jobs.alerts;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.MetricType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds definitions against the catalogue of metrics and against themselves. */
final class AlertChecks {
  private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)\\}");

  private final AlertCatalog catalog;
  private final List<String> faults = new ArrayList<>();

  AlertChecks(AlertCatalog catalog) {
    this.catalog = catalog;
  }

  /** One line each; empty if all is well. */
  List<String> faults() {
    if (catalog.runbook() == null) {
      faults.add("runbook is missing: the URL of the page with a section per alert");
    }
    Set<String> names = new HashSet<>();
    for (AlertDefinition alert : catalog.alerts()) {
      if (alert.name() == null || !names.add(alert.name())) {
        faults.add("alert '" + alert.name() + "' needs a name of its own");
        continue;
      }
      alert(alert);
    }
    for (AlertDefinition alert : catalog.alerts()) {
      for (String inhibited : alert.inhibits()) {
        check(alert.name(), names.contains(inhibited), "inhibits unknown alert " + inhibited);
      }
    }
    for (AlertCatalog.Recording recording : catalog.recordings()) {
      operand(recording.name(), recording.of(), recording.by());
    }
    return faults;
  }

  private void alert(AlertDefinition alert) {
    String name = alert.name();
    check(name, SEVERITIES.contains(alert.severity()), "severity must be one of " + SEVERITIES);
    check(name, alert.file() != null, "file is missing");
    check(
        name,
        alert.summary() != null && alert.description() != null && alert.runbook() != null,
        "summary, description and runbook must be there");
    check(name, alert.fires() != null && alert.quiet() != null, "needs a case fires and one quiet");
    if (alert.when() == null) {
      faults.add(name + ": when is missing");
    } else {
      condition(name, alert.when(), alert.by());
    }
    for (String text : texts(alert)) {
      Matcher matcher = PLACEHOLDER.matcher(text);
      while (matcher.find()) {
        String label = matcher.group(1);
        check(
            name,
            label.equals("value") || alert.by().contains(label),
            "{" + label + "} is none of its labels");
      }
    }
  }

  private static List<String> texts(AlertDefinition alert) {
    List<String> texts = new ArrayList<>();
    Optional.ofNullable(alert.summary()).ifPresent(texts::add);
    Optional.ofNullable(alert.description()).ifPresent(texts::add);
    texts.addAll(alert.labels().values());
    texts.addAll(alert.annotations().values());
    return texts;
  }

  private void condition(String name, Condition condition, List<String> by) {
    int bounds =
        (condition.above() != null ? 1 : 0)
            + (condition.below() != null ? 1 : 0)
            + (condition.absent() ? 1 : 0);
    check(name, bounds == 1, "a condition has one of above, below and absent");
    check(
        name,
        condition.over() == null || condition.minus() == null,
        "a condition has over or minus, not both");
    check(
        name,
        !condition.minusOrZero() || condition.minus() != null,
        "minus_or_zero is for conditions with minus");
    if (condition.of() == null) {
      faults.add(name + ": of is missing");
      return;
    }
    operand(name, condition.of(), by);
    if (condition.over() != null) {
      operand(name, condition.over(), by);
    }
    if (condition.minus() != null) {
      operand(name, condition.minus(), by);
    }
    condition.guards().forEach(guard -> condition(name, guard, by));
  }

  private void operand(String name, Operand operand, List<String> by) {
    Optional<MetricDefinition> found =
        MetricCatalog.find(operand.metric() == null ? "" : operand.metric());
    if (found.isEmpty()) {
      faults.add(name + ": unknown metric " + operand.metric());
      return;
    }
    MetricDefinition metric = found.get();
    for (List<String> labels :
        List.of(
            by, List.copyOf(operand.match().keySet()), List.copyOf(operand.except().keySet()))) {
      labels.forEach(
          label ->
              check(
                  name,
                  metric.labelNames().contains(label),
                  metric.name() + " has no label " + label));
    }
    boolean cumulative =
        metric.type() == MetricType.COUNTER || metric.type() == MetricType.HISTOGRAM;
    check(
        name,
        cumulative == (operand.window() != null),
        metric.name() + (cumulative ? " needs rate or increase" : " has no rate"));
    check(
        name,
        (metric.type() == MetricType.HISTOGRAM) == (operand.quantile() != null),
        "quantile is for histograms, which need one");
    check(
        name,
        operand.quantile() == null || (operand.quantile() > 0 && operand.quantile() < 1),
        "a quantile is between 0 and 1");
  }

  private void check(String name, boolean good, String fault) {
    if (!good) {
      faults.add(name + ": " + fault);
    }
  }
}
