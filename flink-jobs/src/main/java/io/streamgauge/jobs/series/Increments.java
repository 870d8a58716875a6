package io.streamgauge.jobs.series;

import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.IncrementOrBuilder;
import java.util.List;

/** Arithmetic of {@link Increment}s. */
public final class Increments {
  /** Label {@code node} of what the jobs say of themselves. */
  public static final String JOBS = "jobs";

  private static final char BEFORE_NAME = '\u0000';
  private static final char BEFORE_VALUE = '\u0001';

  private Increments() {}

  /**
   * An increment without a value. It names its series in one piece, which is its key as well: it is
   * made once, and no operator on the way has to take labels apart.
   *
   * @param labelValues in the order of the metric's labels
   */
  public static Increment.Builder of(
      MetricDefinition metric, long timeNanos, String... labelValues) {
    Increment.Builder increment = Increment.newBuilder().setTimeNanos(timeNanos);
    List<String> names = metric.labelNames();
    if (names.size() != labelValues.length || !areInOnePiece(labelValues)) {
      return increment
          .setMetric(metric.name())
          .addAllLabels(Results.labels(metric, List.of(labelValues)));
    }
    StringBuilder series = new StringBuilder(160).append(metric.name());
    for (int i = 0; i < labelValues.length; i++) {
      append(series, names.get(i), labelValues[i]);
    }
    return increment.setSeries(series.toString());
  }

  /** Clients call themselves what they like: what would end a label cannot be in one piece. */
  private static boolean areInOnePiece(String... values) {
    for (String value : values) {
      if (value.indexOf(BEFORE_NAME) >= 0 || value.indexOf(BEFORE_VALUE) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder series, String name, String value) {
    series.append(BEFORE_NAME).append(name).append(BEFORE_VALUE).append(value);
  }

  /** A sum of nothing of the increment's series, with metric and labels apart. */
  static Increment.Builder begin(Increment increment) {
    Increment.Builder total = Increment.newBuilder();
    String series = increment.getSeries();
    if (series.isEmpty()) {
      return total.setMetric(increment.getMetric()).addAllLabels(increment.getLabelsList());
    }
    int end = endOf(series, 0);
    total.setMetric(series.substring(0, end));
    while (end < series.length()) {
      int from = end + 1;
      int value = series.indexOf(BEFORE_VALUE, from);
      end = endOf(series, from);
      total.addLabels(
          Label.newBuilder()
              .setName(series.substring(from, value))
              .setValue(series.substring(value + 1, end)));
    }
    return total;
  }

  private static int endOf(String series, int from) {
    int end = series.indexOf(BEFORE_NAME, from);
    return end < 0 ? series.length() : end;
  }

  /** Names, topics, brokers and groups that a limit of a job cut off. */
  public static Increment.Builder dropped(String node, long count, long timeNanos) {
    return of(MetricCatalog.LABEL_VALUES_DROPPED_TOTAL, timeNanos, node).setCounter(count);
  }

  /** A fact that was taken before its time, because too many waited. */
  public static Increment.Builder unordered(long timeNanos) {
    return of(MetricCatalog.ANOMALIES_TOTAL, timeNanos, JOBS, "unordered_fact").setCounter(1);
  }

  /** Identity of the series; unique per metric and label values. */
  public static String key(IncrementOrBuilder increment) {
    String series = increment.getSeries();
    if (!series.isEmpty()) {
      return series;
    }
    StringBuilder key = new StringBuilder(160).append(increment.getMetric());
    for (Label label : increment.getLabelsList()) {
      append(key, label.getName(), label.getValue());
    }
    return key.toString();
  }

  /**
   * Adds {@code more} to {@code total}: counters and histograms sum, of gauges the newest stays.
   */
  public static void add(Increment.Builder total, Increment more) {
    switch (more.getValueCase()) {
      case COUNTER -> total.setCounter(total.getCounter() + more.getCounter());
      case COUNTER_DOUBLE ->
          total.setCounterDouble(total.getCounterDouble() + more.getCounterDouble());
      case HISTOGRAM -> total.setHistogram(sum(total.getHistogram(), more.getHistogram()));
      case GAUGE -> {
        if (!total.hasGauge() || more.getTimeNanos() >= total.getTimeNanos()) {
          total.setGauge(more.getGauge());
        }
      }
      case VALUE_NOT_SET -> {
        // Written by a newer job; nothing this one could add.
      }
    }
    total.setTimeNanos(Math.max(total.getTimeNanos(), more.getTimeNanos()));
  }

  /** What is not a consistent histogram adds nothing. */
  private static ExponentialHistogram sum(ExponentialHistogram total, ExponentialHistogram more) {
    return Histograms.fromProto(total)
        .map(
            sum -> {
              Histograms.mergeProto(sum, more);
              return Histograms.toProto(sum);
            })
        .orElse(more);
  }

  /** The sum as a result. */
  static Result total(Increment total, long asOfSeconds) {
    Result.Builder result = base(total, asOfSeconds);
    switch (total.getValueCase()) {
      case COUNTER -> result.setCounter(total.getCounter());
      case COUNTER_DOUBLE -> result.setCounterDouble(total.getCounterDouble());
      case GAUGE -> result.setGauge(total.getGauge());
      case HISTOGRAM -> result.setHistogram(total.getHistogram());
      case VALUE_NOT_SET -> {
        // Cannot be: a series exists because something was added.
      }
    }
    return result.build();
  }

  /** The tombstone of the series. */
  static Result ended(Increment total, long asOfSeconds) {
    return base(total, asOfSeconds).build();
  }

  private static Result.Builder base(Increment total, long asOfSeconds) {
    return Result.newBuilder()
        .setMetric(total.getMetric())
        .addAllLabels(total.getLabelsList())
        .setAsOfSeconds(asOfSeconds);
  }
}
