package io.streamgauge.quickstart.dashboards;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes out the short form of expressions in the sources: a metric of the catalogue stands for its
 * series of the chosen exporters and of what the dashboard's variables choose, each series once
 * however many replicas serve it; {@code rate(metric)} for its rate over {@code $__rate_interval}.
 */
final class Expressions {
  /** Labels in which the replicas of an exporter differ. */
  private static final String ONE_OF_REPLICAS = "max without (instance, pod) ";

  private static final Pattern NAME =
      Pattern.compile(
          "(?<function>rate|deriv)\\((?<ranged>\\w+)(?:\\{(?<rangedMatchers>[^}]*)\\})?\\)"
              + "|\\b(?<name>[a-z_]\\w*)(?:\\{(?<matchers>[^}]*)\\})?");

  private Expressions() {}

  /** The whole expression, for a dashboard with these variables. */
  static String expand(String expression, List<String> variables) {
    return NAME.matcher(expression)
        .replaceAll(match -> Matcher.quoteReplacement(expand(match, variables)));
  }

  private static String expand(MatchResult match, List<String> variables) {
    boolean ranged = match.group(1) != null;
    String name = ranged ? match.group(2) : match.group(4);
    Optional<MetricDefinition> metric = metric(name);
    if (metric.isEmpty()) {
      return match.group();
    }
    String series = name + matchers(metric.get(), match.group(ranged ? 3 : 5), variables);
    return ONE_OF_REPLICAS
        + (ranged
            ? "(" + match.group(1) + "(" + series + "[$__rate_interval]))"
            : "(" + series + ")");
  }

  private static String matchers(MetricDefinition metric, String own, List<String> variables) {
    List<String> all = new ArrayList<>(List.of("job=~\"$job\"", "instance=~\"$instance\""));
    for (String variable : variables) {
      if (metric.labelNames().contains(variable)) {
        all.add(variable + "=~\"$" + variable + "\"");
      }
    }
    if (own != null) {
      all.add(own);
    }
    return "{" + String.join(", ", all) + "}";
  }

  /** The metric of a series name, which for histograms ends in {@code _bucket} and the like. */
  static Optional<MetricDefinition> metric(String series) {
    return MetricCatalog.all().stream()
        .filter(
            metric ->
                metric.type() == MetricType.HISTOGRAM
                    ? series.matches(metric.name() + "_(bucket|count|sum)")
                    : series.equals(metric.name()))
        .findFirst();
  }
}
