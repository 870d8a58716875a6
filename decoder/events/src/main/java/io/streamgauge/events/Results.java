package io.streamgauge.events;

import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import java.util.ArrayList;
import java.util.List;

/** Builds {@link Result}s of catalogue metrics; lineage is set by whoever publishes them. */
public final class Results {
  private Results() {}

  /** A counter of whole units. */
  public static Result counter(
      MetricDefinition metric, List<String> labels, long value, long asOfSeconds) {
    return base(metric, MetricType.COUNTER, labels, asOfSeconds).setCounter(value).build();
  }

  /** A counter of a fractional unit, such as seconds. */
  public static Result counterDouble(
      MetricDefinition metric, List<String> labels, double value, long asOfSeconds) {
    return base(metric, MetricType.COUNTER, labels, asOfSeconds).setCounterDouble(value).build();
  }

  /** A gauge; finite. */
  public static Result gauge(
      MetricDefinition metric, List<String> labels, double value, long asOfSeconds) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(metric.name() + " must be finite, not " + value);
    }
    return base(metric, MetricType.GAUGE, labels, asOfSeconds).setGauge(value).build();
  }

  /** The constant 1 of an info metric. */
  public static Result info(MetricDefinition metric, List<String> labels, long asOfSeconds) {
    return base(metric, MetricType.INFO, labels, asOfSeconds).setGauge(1).build();
  }

  /** A histogram of nanoseconds. */
  public static Result histogram(
      MetricDefinition metric, List<String> labels, ExponentialHistogram value, long asOfSeconds) {
    return base(metric, MetricType.HISTOGRAM, labels, asOfSeconds).setHistogram(value).build();
  }

  /** The series has ended: a result without a value. */
  public static Result tombstone(MetricDefinition metric, List<String> labels, long asOfSeconds) {
    return base(metric, metric.type(), labels, asOfSeconds).build();
  }

  public static boolean isTombstone(Result result) {
    return result.getValueCase() == Result.ValueCase.VALUE_NOT_SET;
  }

  /** Label values under the metric's label names, in their order. */
  public static List<Label> labels(MetricDefinition metric, List<String> values) {
    List<String> names = metric.labelNames();
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          metric.name() + " has labels " + names + ", got " + values.size() + " values");
    }
    List<Label> labels = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      labels.add(Label.newBuilder().setName(names.get(i)).setValue(values.get(i)).build());
    }
    return labels;
  }

  private static Result.Builder base(
      MetricDefinition metric, MetricType type, List<String> values, long asOfSeconds) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(
          metric.name() + " is a " + metric.type() + ", not " + type);
    }
    return Result.newBuilder()
        .setMetric(metric.name())
        .setAsOfSeconds(asOfSeconds)
        .addAllLabels(labels(metric, values));
  }
}
