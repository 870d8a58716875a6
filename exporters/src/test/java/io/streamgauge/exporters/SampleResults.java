package io.streamgauge.exporters;

import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.ExponentialHistogram;
import io.streamgauge.events.v1.Finding;
import io.streamgauge.events.v1.FindingExample;
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

  /** Open at two addresses of a client of cluster c, seven times, until 2026-01-01T00:00:07Z. */
  public static Result finding(String kind, String clientId, String workload) {
    long second = 1_767_225_600L;
    FindingExample example =
        FindingExample.newBuilder()
            .setSeconds(second + 7)
            .setAddress("10.0.0.9")
            .setBroker("1")
            .setApi("Produce")
            .setApiVersion(9)
            .setTopic("orders")
            .build();
    return Results.gauge(
            MetricCatalog.FINDINGS, List.of("c", kind, clientId, workload), 2, second + 9)
        .toBuilder()
        .setFinding(
            Finding.newBuilder()
                .setCount(7)
                .setFirstSeenSeconds(second + 3)
                .setLastSeenSeconds(second + 7)
                .setExample(example))
        .build();
  }

  /** One zero, two values just below 2^21 ns and one just below 2^31 ns. */
  public static ExponentialHistogram histogram() {
    io.streamgauge.events.ExponentialHistogram histogram =
        new io.streamgauge.events.ExponentialHistogram();
    histogram.record(0);
    histogram.record((1L << 21) - 1);
    histogram.record((1L << 21) - 1);
    histogram.record((1L << 31) - 1);
    return Histograms.toProto(histogram);
  }
}
