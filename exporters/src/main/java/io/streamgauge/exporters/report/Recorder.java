package io.streamgauge.exporters.report;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.ResultStore;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Draws along while results go into a store, which keeps only the newest: rates, latency, lag and
 * rebalances over event time.
 *
 * <p>Bounded: {@link Timeline#MAX_BINS} bins for each of a fixed number of tracks and of {@link
 * #MAX_LAGS} lags. What counters and histograms grew by comes from the store. Not thread-safe.
 */
public final class Recorder {
  /** Latency rows: up to 2^14 ns, up to each further power of two until 2^37, and above. */
  static final int FIRST_POWER = 14;

  static final int LAST_POWER = 37;
  static final int ROWS = LAST_POWER - FIRST_POWER + 2;

  /** Pairs of group and topic whose lag is drawn: the first that are told. */
  static final int MAX_LAGS = 500;

  private static final List<MetricDefinition> COUNTERS =
      List.of(
          MetricCatalog.REQUESTS_TOTAL,
          MetricCatalog.PRODUCED_BYTES_TOTAL,
          MetricCatalog.CONSUMED_BYTES_TOTAL,
          MetricCatalog.CONSUMERGROUP_REBALANCES_TOTAL);

  /** A consumer group's topic, whose lag is told. */
  private record GroupTopic(String cluster, String group, String topic) {}

  private final ResultStore store;
  private final Timeline timeline = new Timeline();
  private final Map<String, Timeline.Track> counters = new HashMap<>();
  private final Timeline.Track errors = timeline.adding();
  private final Timeline.Track[] latency = new Timeline.Track[ROWS];
  private final Map<GroupTopic, Timeline.Track> lags = new LinkedHashMap<>();
  private boolean lagsMissing;

  /**
   * A recorder without a point.
   *
   * @param store takes the results that the recorder is given, and no others
   */
  public Recorder(ResultStore store) {
    this.store = store;
    COUNTERS.forEach(metric -> counters.put(metric.name(), timeline.adding()));
    for (int i = 0; i < ROWS; i++) {
      latency[i] = timeline.adding();
    }
  }

  /** The store, which has what this was given. */
  ResultStore store() {
    return store;
  }

  /**
   * Takes one result, in the order of event time within its series, and gives it to the store.
   *
   * @param result without a value it says that its series ended
   */
  public void take(Result result) {
    String key = SeriesKey.of(result);
    boolean ended = result.getValueCase() == Result.ValueCase.VALUE_NOT_SET;
    if (result.getMetric().equals(MetricCatalog.KAFKA_CONSUMERGROUP_LAG_SUM.name())) {
      lag(result, ended);
    }
    Optional<Result> before = store.held(key);
    store.apply(key, ended ? null : result);
    store.held(key).ifPresent(after -> grown(before, after, result.getAsOfSeconds()));
  }

  private void grown(Optional<Result> before, Result after, long second) {
    String metric = after.getMetric();
    if (metric.equals(MetricCatalog.REQUEST_DURATION_SECONDS.name())) {
      latency(before, after, second);
    } else if (counters.containsKey(metric)) {
      put(counters.get(metric), second, growth(before, after));
    } else if (metric.equals(MetricCatalog.RESPONSES_TOTAL.name())
        && !label(after, "error").equals("NONE")) {
      put(errors, second, growth(before, after));
    }
  }

  private void lag(Result result, boolean ended) {
    GroupTopic place =
        new GroupTopic(
            label(result, "kafka_cluster"), label(result, "consumergroup"), label(result, "topic"));
    Timeline.Track track = lags.get(place);
    if (track == null) {
      if (ended) {
        return;
      }
      if (lags.size() == MAX_LAGS) {
        lagsMissing = true;
        return;
      }
      track = timeline.newest();
      lags.put(place, track);
    }
    track.put(result.getAsOfSeconds(), ended ? Double.NaN : result.getGauge());
  }

  private static double growth(Optional<Result> before, Result after) {
    return number(after) - before.map(Recorder::number).orElse(0.0);
  }

  private static double number(Result result) {
    return result.hasCounterDouble() ? result.getCounterDouble() : (double) result.getCounter();
  }

  private void latency(Optional<Result> before, Result after, long second) {
    long[] now = rows(after.getHistogram());
    long[] then = before.map(result -> rows(result.getHistogram())).orElseGet(() -> new long[ROWS]);
    for (int row = 0; row < ROWS; row++) {
      put(latency[row], second, (double) (now[row] - then[row]));
    }
  }

  private static void put(Timeline.Track track, long second, double growth) {
    if (growth > 0) {
      track.put(second, growth);
    }
  }

  /** How many values lie in each row, a bucket in the row of its upper bound. */
  static long[] rows(ExponentialHistogram histogram) {
    long[] rows = new long[ROWS];
    rows[0] = histogram.getZeroCount();
    for (int i = 0; i < histogram.getBucketCountsCount(); i++) {
      double power = Math.scalb((double) histogram.getOffset() + i + 1, -histogram.getScale());
      int row = (int) Math.ceil(power) - FIRST_POWER;
      rows[Math.max(0, Math.min(ROWS - 1, row))] += histogram.getBucketCounts(i);
    }
    return rows;
  }

  private static String label(Result result, String name) {
    for (Label label : result.getLabelsList()) {
      if (label.getName().equals(name)) {
        return label.getValue();
      }
    }
    return "";
  }

  Timeline timeline() {
    return timeline;
  }

  /** Growth per bin of a counter, all its series. */
  double[] growth(MetricDefinition counter) {
    return counters.get(counter.name()).sums();
  }

  /** Responses with an error per bin. */
  double[] errors() {
    return errors.sums();
  }

  /** Requests per bin in each latency row, fastest first. */
  double[][] latency() {
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = latency[i].sums();
    }
    return rows;
  }

  /** Lag at each bin's end by group, named with its cluster; NaN while it is unknown. */
  Map<String, double[]> lagByGroup() {
    Map<String, double[]> groups = new TreeMap<>();
    lags.forEach(
        (place, track) ->
            groups.merge(place.cluster() + " / " + place.group(), track.held(), Recorder::plus));
    return groups;
  }

  /** Whether there were more lags than are drawn. */
  boolean lagsMissing() {
    return lagsMissing;
  }

  /** Sum of what is known. */
  private static double[] plus(double[] one, double[] other) {
    double[] sum = new double[one.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Double.isNaN(one[i]) ? other[i] : one[i] + (Double.isNaN(other[i]) ? 0 : other[i]);
    }
    return sum;
  }
}
