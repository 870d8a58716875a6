package io.streamgauge.jobs.alerts;

import io.streamgauge.events.v1.Label;
import io.streamgauge.jobs.v1.AlertSample;
import io.streamgauge.jobs.v1.AlertSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Conditions at one moment, over the series of one alert; as Prometheus would answer. */
final class Evaluation {
  private final SeriesBook book;
  private final long now;

  Evaluation(SeriesBook book, long now) {
    this.book = book;
    this.now = now;
  }

  /**
   * The left side of a condition that holds.
   *
   * @param bound replaces the condition's own bound; NaN does not
   */
  OptionalDouble held(Condition condition, double bound) {
    OptionalDouble left = left(condition);
    if (condition.absent()) {
      return left.isPresent() ? OptionalDouble.empty() : OptionalDouble.of(1);
    }
    if (left.isEmpty()) {
      return left;
    }
    double value = left.getAsDouble();
    boolean holds =
        condition.above() != null
            ? value > (Double.isNaN(bound) ? condition.above() : bound)
            : value < (Double.isNaN(bound) ? condition.below() : bound);
    boolean guarded =
        condition.guards().stream().allMatch(guard -> held(guard, Double.NaN).isPresent());
    return holds && guarded ? left : OptionalDouble.empty();
  }

  private OptionalDouble left(Condition condition) {
    OptionalDouble of = number(condition.of());
    if (of.isEmpty()) {
      return of;
    }
    if (condition.over() != null) {
      OptionalDouble over = number(condition.over());
      return over.isPresent() && over.getAsDouble() > 0
          ? OptionalDouble.of(of.getAsDouble() / over.getAsDouble())
          : OptionalDouble.empty();
    }
    if (condition.minus() != null) {
      OptionalDouble minus = number(condition.minus());
      return minus.isPresent() || condition.minusOrZero()
          ? OptionalDouble.of(of.getAsDouble() - minus.orElse(0))
          : OptionalDouble.empty();
    }
    return of;
  }

  private OptionalDouble number(Operand operand) {
    if (operand.quantile() != null) {
      return quantile(operand);
    }
    List<Double> values = new ArrayList<>();
    for (AlertSeries series : book.all()) {
      if (matches(operand, series) && series.getSamplesCount() > 0) {
        values.add(value(operand, series));
      }
    }
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    var numbers = values.stream().mapToDouble(Double::doubleValue);
    return switch (operand.take()) {
      case SUM -> OptionalDouble.of(numbers.sum());
      case MAX -> numbers.max();
      case MIN -> numbers.min();
      case AVG -> numbers.average();
      case COUNT -> OptionalDouble.of(values.size());
    };
  }

  private static boolean matches(Operand operand, AlertSeries series) {
    if (!series.getMetric().equals(operand.metric())) {
      return false;
    }
    for (Label label : series.getLabelsList()) {
      String wanted = operand.match().get(label.getName());
      if (wanted != null && !wanted.equals(label.getValue())) {
        return false;
      }
      if (label.getValue().equals(operand.except().get(label.getName()))) {
        return false;
      }
    }
    return true;
  }

  private double value(Operand operand, AlertSeries series) {
    double value = series.getSamples(series.getSamplesCount() - 1).getValue();
    if (operand.window() != null) {
      value = increase(series, operand.window().toSeconds());
      return operand.rate() == null ? value : value / operand.rate().toSeconds();
    }
    if (operand.age()) {
      value = now - value;
    }
    return operand.abs() ? Math.abs(value) : value;
  }

  /** Since the newest sample at or before the window's beginning, over falls to 0. */
  private double increase(AlertSeries series, long window) {
    double sum = 0;
    for (int i = first(series, window) + 1; i < series.getSamplesCount(); i++) {
      double step = series.getSamples(i).getValue() - series.getSamples(i - 1).getValue();
      sum += step >= 0 ? step : series.getSamples(i).getValue();
    }
    return sum;
  }

  private int first(AlertSeries series, long window) {
    int first = 0;
    while (first + 1 < series.getSamplesCount()
        && series.getSamples(first + 1).getSeconds() <= now - window) {
      first++;
    }
    return first;
  }

  private OptionalDouble quantile(Operand operand) {
    double[] below = new double[SeriesBook.HIGHEST_EXPONENT - SeriesBook.LOWEST_EXPONENT + 2];
    for (AlertSeries series : book.all()) {
      if (!matches(operand, series)) {
        continue;
      }
      AlertSample last = series.getSamples(series.getSamplesCount() - 1);
      AlertSample first = series.getSamples(first(series, operand.window().toSeconds()));
      boolean fell = last.getValue() < first.getValue();
      for (int i = 0; i < below.length; i++) {
        below[i] += last.getBelow(i) - (fell ? 0 : first.getBelow(i));
      }
    }
    double all = below[below.length - 1];
    if (all <= 0) {
      return OptionalDouble.empty();
    }
    double rank = operand.quantile() * all;
    int bucket = 0;
    while (bucket < below.length - 1 && below[bucket] < rank) {
      bucket++;
    }
    int exponent = SeriesBook.LOWEST_EXPONENT + Math.min(bucket, below.length - 2);
    double upper = Math.scalb(1.0, exponent) / 1e9;
    if (bucket == below.length - 1) {
      return OptionalDouble.of(upper);
    }
    double lower = bucket == 0 ? 0 : upper / 2;
    double before = bucket == 0 ? 0 : below[bucket - 1];
    return OptionalDouble.of(lower + (upper - lower) * (rank - before) / (below[bucket] - before));
  }
}
