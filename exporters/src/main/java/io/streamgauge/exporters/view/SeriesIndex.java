package io.streamgauge.exporters.view;

import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.StoredSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One snapshot by metric name, with the sums that views need. */
final class SeriesIndex {
  private final Map<String, List<StoredSeries>> byMetric = new HashMap<>();

  SeriesIndex(List<StoredSeries> all) {
    for (StoredSeries series : all) {
      byMetric.computeIfAbsent(series.result().getMetric(), m -> new ArrayList<>()).add(series);
    }
  }

  List<StoredSeries> of(String metric) {
    return byMetric.getOrDefault(metric, List.of());
  }

  double sum(String metric) {
    return of(metric).stream().mapToDouble(SeriesIndex::value).sum();
  }

  /** Sums of values per key. */
  <K> Map<K, Double> valuesBy(String metric, Function<StoredSeries, K> key) {
    return sumBy(metric, key, SeriesIndex::value);
  }

  /** Sums of rates per key. */
  <K> Map<K, Double> ratesBy(String metric, Function<StoredSeries, K> key) {
    return sumBy(metric, key, StoredSeries::ratePerSecond);
  }

  /** The number a result stands for; a histogram stands for its count. */
  static double value(StoredSeries series) {
    Result result = series.result();
    return switch (result.getValueCase()) {
      case COUNTER -> result.getCounter();
      case COUNTER_DOUBLE -> result.getCounterDouble();
      case GAUGE -> result.getGauge();
      case HISTOGRAM -> result.getHistogram().getCount();
      case VALUE_NOT_SET -> 0;
    };
  }

  /** A label's value; empty if the series has no such label. */
  static String label(StoredSeries series, String name) {
    for (Label label : series.result().getLabelsList()) {
      if (label.getName().equals(name)) {
        return label.getValue();
      }
    }
    return "";
  }

  private <K> Map<K, Double> sumBy(
      String metric, Function<StoredSeries, K> key, ToDoubleFunction<StoredSeries> value) {
    Map<K, Double> sums = new HashMap<>();
    for (StoredSeries series : of(metric)) {
      sums.merge(key.apply(series), value.applyAsDouble(series), Double::sum);
    }
    return sums;
  }
}
