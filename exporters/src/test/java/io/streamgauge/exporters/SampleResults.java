package io.streamgauge.exporters;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.ResultStore;
import java.util.Collections;
import java.util.List;

/** Results for tests, as a job would publish them. */
public final class SampleResults {
  public static final String LINEAGE = "lineage-1";

  private SampleResults() {}

  /** Gives a result its lineage. */
  public static Result in(String lineage, long startedNanos, Result result) {
    return result.toBuilder().setLineage(lineage).setLineageStartedNanos(startedNanos).build();
  }

  /** Publishes a result of the usual lineage. */
  public static void publish(ResultStore store, Result result) {
    store.apply(SeriesKey.of(result), in(LINEAGE, 1, result));
  }

  /** Sets the result watermark. */
  public static void watermark(ResultStore store, long seconds) {
    publish(
        store,
        Results.gauge(
            MetricCatalog.WATERMARK_TIMESTAMP_SECONDS, List.of(), (double) seconds, seconds));
  }

  /** Any value for one series of a metric, every label holding {@code text}. */
  public static Result any(MetricDefinition metric, String text, long asOf) {
    List<String> labels = Collections.nCopies(metric.labelNames().size(), text);
    return switch (metric.type()) {
      case COUNTER -> Results.counter(metric, labels, 7, asOf);
      case GAUGE -> Results.gauge(metric, labels, 0.5, asOf);
      case INFO -> Results.info(metric, labels, asOf);
      case HISTOGRAM -> Results.histogram(metric, labels, histogram(), asOf);
    };
  }

  /** Scale 0: two values in (2^20, 2^21], one in (2^30, 2^31], one zero. */
  public static ExponentialHistogram histogram() {
    return ExponentialHistogram.newBuilder()
        .setScale(0)
        .setCount(4)
        .setZeroCount(1)
        .setSum(1_500_000_000L)
        .setOffset(20)
        .addBucketCounts(2)
        .addAllBucketCounts(Collections.nCopies(9, 0L))
        .addBucketCounts(1)
        .build();
  }
}
