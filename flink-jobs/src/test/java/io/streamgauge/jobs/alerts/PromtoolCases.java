package io.streamgauge.jobs.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cases of alerts as promtool's unit tests; each series as two replicas of the exporter give it.
 */
final class PromtoolCases {
  private PromtoolCases() {}

  static String of(String file, List<AlertDefinition> alerts, String head) {
    StringBuilder text = new StringBuilder(head);
    text.append("rule_files: [../rules/").append(file).append(".yaml]\n");
    text.append("evaluation_interval: 30s\ntests:\n");
    for (AlertDefinition alert : alerts) {
      test(text, alert, alert.fires(), "fires");
      if (alert.firesToo() != null) {
        test(text, alert, alert.firesToo(), "fires too");
      }
      test(text, alert, alert.quiet(), "is quiet");
    }
    return text.toString();
  }

  private static void test(
      StringBuilder text, AlertDefinition alert, AlertDefinition.Case tried, String what) {
    text.append("  - name: ").append(alert.name()).append(' ').append(what).append('\n');
    text.append("    interval: 1m\n    input_series:\n");
    for (AlertDefinition.Series series : tried.series()) {
      for (String replica : List.of("a", "b")) {
        text.append("      - series: ")
            .append(AlertFiles.quoted(of(series.series(), replica)))
            .append('\n');
        text.append("        values: ").append(AlertFiles.quoted(series.values())).append('\n');
      }
    }
    text.append("    promql_expr_test:\n      - expr: ")
        .append(
            AlertFiles.quoted("ALERTS{alertname=\"" + alert.name() + "\",alertstate=\"firing\"}"))
        .append('\n');
    text.append("        eval_time: ").append(PromQl.duration(tried.at())).append('\n');
    if (what.startsWith("fires")) {
      text.append("        exp_samples:\n          - labels: ")
          .append(AlertFiles.quoted(firing(alert, tried.labels())))
          .append("\n            value: 1\n");
    }
  }

  private static String of(String series, String replica) {
    String label = "instance=\"" + replica + "\"";
    return series.endsWith("}")
        ? series.substring(0, series.length() - 1) + "," + label + "}"
        : series + "{" + label + "}";
  }

  private static String firing(AlertDefinition alert, Map<String, String> own) {
    Map<String, String> labels = new TreeMap<>(own);
    alert.labels().forEach((name, value) -> labels.put(name, filled(value, own)));
    labels.put("alertname", alert.name());
    labels.put("alertstate", "firing");
    labels.put("severity", alert.severity());
    List<String> terms = new ArrayList<>();
    labels.forEach((name, value) -> terms.add(name + "=\"" + value + "\""));
    return "ALERTS{" + String.join(",", terms) + "}";
  }

  private static String filled(String text, Map<String, String> labels) {
    String filled = text;
    for (Map.Entry<String, String> each : labels.entrySet()) {
      filled = filled.replace("{" + each.getKey() + "}", each.getValue());
    }
    return filled;
  }
}
