package io.streamgauge.exporters.otlp;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts series into requests that receivers take: of at most {@link #MAX_SERIES} series and, since
 * names may be long, {@link #MAX_BYTES} bytes. A series that is larger by itself has its own
 * request.
 */
final class RequestCutter {
  static final int MAX_SERIES = 2_000;

  /** Before compression: half of what gRPC servers refuse unless told otherwise. */
  static final int MAX_BYTES = 2 * 1024 * 1024;

  /** More than times, lengths, tags, a sum with its least and largest, and a longer name need. */
  private static final int POINT_BYTES = 128;

  /** More than a renamed label and its wrapping need, beyond what it is in a result. */
  private static final int LABEL_BYTES = 48;

  /** More than a request's resource and the names, units and texts of one metric need. */
  private static final int METRIC_BYTES = 1_024;

  private final MetricTranslator translator;
  private final long nowNanos;
  private final Sink sink;
  private List<MetricData> metrics = new ArrayList<>();
  private int series;
  private long bytes;

  /** Takes the requests, one after the other. */
  interface Sink {
    /**
     * Takes a request.
     *
     * @param series how many are in it; some have two points
     */
    void take(List<MetricData> request, int series) throws InterruptedException;
  }

  /**
   * @param nowNanos what the values stand for, nanoseconds since the epoch
   */
  RequestCutter(MetricTranslator translator, long nowNanos, Sink sink) {
    this.translator = translator;
    this.nowNanos = nowNanos;
    this.sink = sink;
  }

  /** Adds the series of a metric, and hands on the requests that are full. */
  void add(MetricDefinition metric, List<Result> results) throws InterruptedException {
    bytes += METRIC_BYTES;
    int from = 0;
    for (int to = 0; to < results.size(); to++) {
      long size = sizeOf(results.get(to));
      if (series == MAX_SERIES || (series > 0 && bytes + size > MAX_BYTES)) {
        translate(metric, results.subList(from, to));
        finish();
        from = to;
        bytes = METRIC_BYTES;
      }
      series++;
      bytes += size;
    }
    translate(metric, results.subList(from, results.size()));
  }

  private void translate(MetricDefinition metric, List<Result> results) {
    metrics.addAll(translator.translate(metric, results, nowNanos));
  }

  /** Hands on what there is. */
  void finish() throws InterruptedException {
    List<MetricData> request = metrics;
    int held = series;
    metrics = new ArrayList<>();
    series = 0;
    bytes = 0;
    if (!request.isEmpty()) {
      sink.take(request, held);
    }
  }

  /** Not less than the bytes of a series in a request; twice, for those that have two names. */
  static long sizeOf(Result result) {
    long point = result.getSerializedSize();
    point += POINT_BYTES;
    for (Label label : result.getLabelsList()) {
      point += LABEL_BYTES + label.getName().length();
    }
    return 2 * point;
  }
}
