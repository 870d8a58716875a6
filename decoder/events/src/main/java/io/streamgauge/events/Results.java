package io.streamgauge.events;

import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
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

  private static Result.Builder base(
      MetricDefinition metric, MetricType type, List<String> values, long asOfSeconds) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(
          metric.name() + " is a " + metric.type() + ", not " + type);
    }
    List<String> names = metric.labelNames();
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          metric.name() + " has labels " + names + ", got " + values.size() + " values");
    }
    Result.Builder result =
        Result.newBuilder().setMetric(metric.name()).setAsOfSeconds(asOfSeconds);
    for (int i = 0; i < values.size(); i++) {
      result.addLabels(Label.newBuilder().setName(names.get(i)).setValue(values.get(i)));
    }
    return result;
  }
}
