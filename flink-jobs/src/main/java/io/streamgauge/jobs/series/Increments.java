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

  private Increments() {}

  /**
   * An increment without a value.
   *
   * @param labelValues in the order of the metric's labels
   */
  public static Increment.Builder of(
      MetricDefinition metric, long timeNanos, String... labelValues) {
    return Increment.newBuilder()
        .setMetric(metric.name())
        .setTimeNanos(timeNanos)
        .addAllLabels(Results.labels(metric, List.of(labelValues)));
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
    StringBuilder key = new StringBuilder(160).append(increment.getMetric());
    for (Label label : increment.getLabelsList()) {
      key.append('\u0000').append(label.getName()).append('\u0001').append(label.getValue());
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
    Result.Builder result = ended(total, asOfSeconds).toBuilder();
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
    return Result.newBuilder()
        .setMetric(total.getMetric())
        .addAllLabels(total.getLabelsList())
        .setAsOfSeconds(asOfSeconds)
        .build();
  }
}
