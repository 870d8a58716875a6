package io.streamgauge.exporters.http;

import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.StoredSeries;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One series as {@code /api/v1/series} shows it.
 *
 * @param metric name in the catalogue
 * @param labels in the catalogue's order
 * @param asOfSeconds event second the value stands for
 * @param value the number; a histogram's count
 * @param sumSeconds a histogram's sum; null for everything else
 * @param ratePerSecond growth of a counter over the last seconds; 0 for everything else
 */
public record SeriesJson(
    String metric,
    Map<String, String> labels,
    long asOfSeconds,
    double value,
    Double sumSeconds,
    double ratePerSecond) {

  /** All series, by key. */
  public static List<SeriesJson> of(List<StoredSeries> all) {
    return all.stream()
        .sorted(Comparator.comparing(StoredSeries::key))
        .map(SeriesJson::of)
        .toList();
  }

  private static SeriesJson of(StoredSeries series) {
    Result result = series.result();
    Map<String, String> labels = new LinkedHashMap<>();
    for (Label label : result.getLabelsList()) {
      labels.put(label.getName(), label.getValue());
    }
    double value =
        switch (result.getValueCase()) {
          case COUNTER -> result.getCounter();
          case COUNTER_DOUBLE -> result.getCounterDouble();
          case GAUGE -> result.getGauge();
          case HISTOGRAM -> result.getHistogram().getCount();
          case VALUE_NOT_SET -> 0;
        };
    return new SeriesJson(
        result.getMetric(),
        labels,
        result.getAsOfSeconds(),
        value,
        result.hasHistogram() ? result.getHistogram().getSum() / 1e9 : null,
        series.ratePerSecond());
  }
}
