package io.streamgauge.jobs.alerts;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.AlertSample;
import io.streamgauge.jobs.v1.AlertSeries;
import io.streamgauge.jobs.v1.AlertState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The series behind one alert, with as much of their past as its windows need. Bounded: at most
 * {@link #SERIES_LIMIT} series, further ones are counted, and {@link #SAMPLE_LIMIT} samples of
 * each.
 */
final class SeriesBook {
  static final int SERIES_LIMIT = 10_000;
  static final int SAMPLE_LIMIT = 32;

  /** Bounds of histograms in nanoseconds are powers of two, from about a microsecond to 18 min. */
  static final int LOWEST_EXPONENT = 10;

  static final int HIGHEST_EXPONENT = 40;

  private final AlertState.Builder state;
  private final SeriesStore store;
  private final Map<String, Long> windowSeconds;
  private List<AlertSeries> read;

  /**
   * A view of the state. Series that a state of before holds in itself move to the store.
   *
   * @param state how many series there are, and how many were left out
   * @param store the series
   * @param windowSeconds by metric, how far operands look back; 0 where they do not
   */
  SeriesBook(AlertState.Builder state, SeriesStore store, Map<String, Long> windowSeconds) {
    this.state = state;
    this.store = store;
    this.windowSeconds = windowSeconds;
    if (state.getSeriesCount() > 0) {
      state.getSeriesMap().forEach(store::put);
      state.setSeriesKept(state.getSeriesCount()).clearSeries();
    }
  }

  void take(Result result) {
    String key = SeriesKey.of(result);
    AlertSeries known = store.get(key);
    if (Results.isTombstone(result)) {
      end(key, known);
      return;
    }
    if (known == null && state.getSeriesKept() >= SERIES_LIMIT) {
      state.setSeriesDropped(state.getSeriesDropped() + 1);
      return;
    }
    AlertSample sample = sample(result);
    AlertSeries.Builder series =
        known == null
            ? AlertSeries.newBuilder()
                .setMetric(result.getMetric())
                .addAllLabels(result.getLabelsList())
            : known.toBuilder();
    long window = windowSeconds.getOrDefault(result.getMetric(), 0L);
    store.put(key, add(series, sample, window).build());
    state.setSeriesKept(state.getSeriesKept() + (known == null ? 1 : 0));
    read = null;
  }

  private void end(String key, AlertSeries known) {
    if (known != null) {
      store.remove(key);
      state.setSeriesKept(state.getSeriesKept() - 1);
      read = null;
    }
  }

  private static AlertSeries.Builder add(
      AlertSeries.Builder series, AlertSample sample, long window) {
    int count = series.getSamplesCount();
    if (count > 0 && sample.getSeconds() < series.getSamples(count - 1).getSeconds()) {
      return series; // A restored job tells what is already known.
    }
    if (window == 0 || count == 0) {
      return series.clearSamples().addSamples(sample);
    }
    List<AlertSample> samples = new ArrayList<>(series.getSamplesList());
    long step = Math.max(1, 2 * window / SAMPLE_LIMIT);
    boolean close =
        count > 1
            && sample.getSeconds() - samples.get(count - 2).getSeconds() < step
            && sample.getValue() >= samples.get(count - 1).getValue();
    if (close) {
      samples.remove(count - 1);
    }
    samples.add(sample);
    // One at or before the window's beginning is what the increase is counted from.
    while (samples.size() > SAMPLE_LIMIT
        || (samples.size() > 1 && samples.get(1).getSeconds() <= sample.getSeconds() - window)) {
      samples.remove(0);
    }
    return series.clearSamples().addAllSamples(samples);
  }

  private static AlertSample sample(Result result) {
    AlertSample.Builder sample = AlertSample.newBuilder().setSeconds(result.getAsOfSeconds());
    return switch (result.getValueCase()) {
      case COUNTER -> sample.setValue((double) result.getCounter()).build();
      case COUNTER_DOUBLE -> sample.setValue(result.getCounterDouble()).build();
      case GAUGE -> sample.setValue(result.getGauge()).build();
      case HISTOGRAM -> {
        ExponentialHistogram histogram =
            Histograms.fromProto(result.getHistogram()).orElseGet(ExponentialHistogram::new);
        for (int exponent = LOWEST_EXPONENT; exponent <= HIGHEST_EXPONENT; exponent++) {
          sample.addBelow(histogram.cumulativeCountAtOrBelowPowerOfTwo(exponent));
        }
        yield sample.setValue((double) histogram.count()).addBelow(histogram.count()).build();
      }
      case VALUE_NOT_SET -> throw new IllegalArgumentException("a tombstone has no value");
    };
  }

  /** Whether a window still reaches a change: then rates fall by themselves. */
  boolean looksBack(long now) {
    return all().stream()
        .anyMatch(
            series -> {
              int count = series.getSamplesCount();
              long window = windowSeconds.getOrDefault(series.getMetric(), 0L);
              return window > 0
                  && count > 1
                  && series.getSamples(count - 1).getSeconds() > now - window;
            });
  }

  /** Read once, however many operands ask. */
  List<AlertSeries> all() {
    if (read == null) {
      read = new ArrayList<>(state.getSeriesKept());
      store.all().forEach(read::add);
    }
    return read;
  }
}
