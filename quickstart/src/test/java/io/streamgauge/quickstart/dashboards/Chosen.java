package io.streamgauge.quickstart.dashboards;

import java.util.regex.Pattern;

/** Expressions as Grafana sends them while every variable is at All. */
final class Chosen {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?\\w+\\}?");

  private Chosen() {}

  /**
   * Fills in variables.
   *
   * @param rateInterval such as {@code 1m}
   */
  static String all(String expression, String rateInterval) {
    return VARIABLE
        .matcher(expression.replace("$__rate_interval", rateInterval))
        .replaceAll(match -> ".*");
  }
}
