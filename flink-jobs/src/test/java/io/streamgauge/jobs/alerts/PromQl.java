package io.streamgauge.jobs.alerts;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Conditions in Prometheus' words. Each series is first taken once over all replicas of the
 * exporter ({@code max without (instance, pod)}), so two of them give the figures of one.
 */
final class PromQl {
  private PromQl() {}

  static String of(Condition condition, List<String> by) {
    StringBuilder text = new StringBuilder(comparison(condition, by));
    for (Condition guard : condition.guards()) {
      text.append("\nand (").append(comparison(guard, by)).append(')');
    }
    return text.toString();
  }

  private static String comparison(Condition condition, List<String> by) {
    if (condition.absent()) {
      return "absent(" + condition.of().metric() + ")";
    }
    String left = of(condition.of(), by);
    if (condition.over() != null) {
      left = left + "\n/ (" + of(condition.over(), by) + " > 0)";
    } else if (condition.minus() != null) {
      String minus = of(condition.minus(), by);
      left =
          left
              + "\n- "
              + (condition.minusOrZero() ? "(" + minus + "\nor " + left + " * 0)" : minus);
    }
    boolean compound = condition.over() != null || condition.minus() != null;
    return (compound ? "(" + left + ")" : left)
        + (condition.above() != null
            ? " > " + number(condition.above())
            : " < " + number(condition.below()));
  }

  static String of(Operand operand, List<String> by) {
    String series = operand.metric() + suffix(operand) + selector(operand);
    if (operand.rate() != null) {
      series = "rate(" + series + "[" + duration(operand.rate()) + "])";
    } else if (operand.increase() != null) {
      series = "increase(" + series + "[" + duration(operand.increase()) + "])";
    }
    String once = "max without (instance, pod) (" + series + ")";
    if (operand.age()) {
      once = "(time() - " + once + ")";
    }
    if (operand.abs()) {
      once = "abs(" + once + ")";
    }
    if (operand.quantile() != null) {
      List<String> withLe = new ArrayList<>(by);
      withLe.add("le");
      return "histogram_quantile("
          + number(operand.quantile())
          + ", sum by ("
          + String.join(", ", withLe)
          + ") ("
          + once
          + "))";
    }
    String take = operand.take().name().toLowerCase(Locale.ROOT);
    return take + (by.isEmpty() ? "" : " by (" + String.join(", ", by) + ")") + " (" + once + ")";
  }

  private static String suffix(Operand operand) {
    return MetricCatalog.find(operand.metric()).orElseThrow().type() == MetricType.HISTOGRAM
        ? "_bucket"
        : "";
  }

  private static String selector(Operand operand) {
    List<String> terms = new ArrayList<>();
    operand.match().forEach((label, value) -> terms.add(label + "=\"" + value + "\""));
    operand.except().forEach((label, value) -> terms.add(label + "!=\"" + value + "\""));
    return terms.isEmpty() ? "" : terms.stream().collect(Collectors.joining(",", "{", "}"));
  }

  /** The shortest way to write it. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds > 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  static String number(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
