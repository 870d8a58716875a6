package io.streamgauge.jobs.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files for Prometheus and Alertmanager that are made from the definitions, by path. */
final class AlertFiles {
  static final String RULES = "dashboards/rules/";
  static final String TESTS = "dashboards/tests/";
  static final String ALERTMANAGER = "dashboards/alertmanager/alertmanager.yml";
  private static final String HEAD =
      "# Generated from dashboards/alerts.yaml; do not edit. The file says how to rewrite it.\n";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)\\}");

  private final AlertCatalog catalog;

  AlertFiles(AlertCatalog catalog) {
    this.catalog = catalog;
  }

  Map<String, String> all() {
    Map<String, String> files = new TreeMap<>();
    files.put(RULES + "recordings.yaml", recordings());
    byFile()
        .forEach(
            (file, alerts) -> {
              files.put(RULES + file + ".yaml", rules(file, alerts));
              files.put(TESTS + file + ".yaml", PromtoolCases.of(file, alerts, HEAD));
            });
    files.put(ALERTMANAGER, alertmanager());
    files.put(Runbooks.PATH, Runbooks.of(catalog));
    return files;
  }

  private Map<String, List<AlertDefinition>> byFile() {
    Map<String, List<AlertDefinition>> files = new LinkedHashMap<>();
    catalog
        .alerts()
        .forEach(alert -> files.computeIfAbsent(alert.file(), f -> new ArrayList<>()).add(alert));
    return files;
  }

  private String recordings() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("groups:\n  - name: streamgauge-recordings\n    rules:\n");
    for (AlertCatalog.Recording recording : catalog.recordings()) {
      text.append("      - record: ").append(recording.name()).append('\n');
      text.append("        expr: |\n");
      text.append(PromQl.of(recording.of(), recording.by()).indent(10));
    }
    return text.toString();
  }

  private String rules(String file, List<AlertDefinition> alerts) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("groups:\n  - name: streamgauge-").append(file).append("\n    rules:\n");
    for (AlertDefinition alert : alerts) {
      text.append("      - alert: ").append(alert.name()).append('\n');
      text.append("        expr: |\n");
      text.append(PromQl.of(alert.when(), alert.by()).indent(10));
      text.append("        for: ").append(PromQl.duration(alert.holdFor())).append('\n');
      text.append("        keep_firing_for: ")
          .append(PromQl.duration(alert.keepFiring()))
          .append('\n');
      text.append("        labels:\n");
      pair(text, "severity", alert.severity());
      alert.labels().forEach((name, value) -> pair(text, name, template(value)));
      text.append("        annotations:\n");
      pair(text, "summary", template(alert.summary()));
      pair(text, "description", template(alert.description()));
      pair(text, "runbook_url", AlertMachine.runbookUrl(catalog.runbook(), alert));
      alert.annotations().forEach((name, value) -> pair(text, name, template(value)));
    }
    return text.toString();
  }

  private static void pair(StringBuilder text, String name, String value) {
    text.append("          ").append(name).append(": ").append(quoted(value)).append('\n');
  }

  static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String template(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match ->
                match.group(1).equals("value")
                    ? "{{ \\$value | humanize }}"
                    : "{{ \\$labels." + match.group(1) + " }}");
  }

  private String alertmanager() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(
        """
        # An example: name your receivers. Routes go by severity, groups by what belongs together; the inhibition rules
        # are the definitions' own.
        route:
          receiver: default
          group_by: [alertname, kafka_cluster, consumergroup]
          group_wait: 10s
          group_interval: 1m
          repeat_interval: 4h
          routes:
            - matchers: ['severity="critical"']
              receiver: critical
            - matchers: ['action="scale"']
              receiver: autoscaler
        receivers:
          - name: default
          - name: critical
          - name: autoscaler
        inhibit_rules:
        """);
    for (AlertDefinition source : catalog.alerts()) {
      source.inhibits().forEach(target -> inhibit(text, source, find(target)));
    }
    return text.toString();
  }

  private AlertDefinition find(String name) {
    return catalog.alerts().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void inhibit(StringBuilder text, AlertDefinition source, AlertDefinition target) {
    List<String> equal = new ArrayList<>(source.by());
    equal.retainAll(target.by());
    text.append("  - source_matchers: ['alertname=\"").append(source.name()).append("\"']\n");
    text.append("    target_matchers: ['alertname=\"").append(target.name()).append("\"']\n");
    text.append("    equal: [").append(String.join(", ", equal)).append("]\n");
  }

  static String anchor(AlertDefinition alert) {
    return alert.name().toLowerCase(Locale.ROOT);
  }
}
