package io.streamgauge.jobs.alerts;

import io.streamgauge.jobs.v1.AlertSeries;

/**
 * Where the series behind one alert are kept, each under its key by itself: what changes of one
 * writes no other.
 */
public interface SeriesStore {
  /** The series, or null if it is not known. */
  AlertSeries get(String key);

  void put(String key, AlertSeries series);

  void remove(String key);

  /** All of them, in any order. */
  Iterable<AlertSeries> all();
}
