package io.streamgauge.jobs.alerts;

import io.streamgauge.jobs.v1.AlertSeries;
import java.util.LinkedHashMap;
import java.util.Map;

/** Series in memory, and how often any was written. */
final class MemorySeries implements SeriesStore {
  private final Map<String, AlertSeries> series = new LinkedHashMap<>();
  private int writes;

  int writes() {
    return writes;
  }

  int size() {
    return series.size();
  }

  @Override
  public AlertSeries get(String key) {
    return series.get(key);
  }

  @Override
  public void put(String key, AlertSeries value) {
    writes++;
    series.put(key, value);
  }

  @Override
  public void remove(String key) {
    writes++;
    series.remove(key);
  }

  @Override
  public Iterable<AlertSeries> all() {
    return series.values();
  }
}
