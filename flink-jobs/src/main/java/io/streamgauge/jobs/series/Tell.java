package io.streamgauge.jobs.series;

import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.Increment;
import java.util.ArrayList;
import java.util.List;

/** Builds results; the lineage comes later. A result without a value is a tombstone. */
public final class Tell {
  private Tell() {}

  /**
   * The newest value of a gauge, or the 1 of an info series.
   *
   * @param labelValues in the order of the metric's labels
   */
  public static Result gauge(
      MetricDefinition metric, long asOfSeconds, double value, String... labelValues) {
    return labelled(metric, asOfSeconds, labelValues).setGauge(value).build();
  }

  /** The series has ended. */
  public static Result tombstone(MetricDefinition metric, long asOfSeconds, String... labelValues) {
    return labelled(metric, asOfSeconds, labelValues).build();
  }

  public static boolean isTombstone(Result result) {
    return result.getValueCase() == Result.ValueCase.VALUE_NOT_SET;
  }

  static Result total(Increment total, long asOfSeconds) {
    Result.Builder result = ended(total, asOfSeconds);
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

  static Result.Builder ended(Increment total, long asOfSeconds) {
    return Result.newBuilder()
        .setMetric(total.getMetric())
        .addAllLabels(total.getLabelsList())
        .setAsOfSeconds(asOfSeconds);
  }

  private static Result.Builder labelled(
      MetricDefinition metric, long asOfSeconds, String... labelValues) {
    return Result.newBuilder()
        .setMetric(metric.name())
        .setAsOfSeconds(asOfSeconds)
        .addAllLabels(labels(metric, labelValues));
  }

  static List<Label> labels(MetricDefinition metric, String... values) {
    List<String> names = metric.labelNames();
    if (names.size() != values.length) {
      throw new IllegalArgumentException(
          metric.name() + " has labels " + names + " but values " + List.of(values));
    }
    List<Label> labels = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      labels.add(Label.newBuilder().setName(names.get(i)).setValue(values[i]).build());
    }
    return labels;
  }
}
