package io.streamgauge.exporters.report;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.SampleResults;
import io.streamgauge.exporters.store.ResultStore;
import java.util.List;

/** A recorder that is shown what tests think of. */
public final class Recorded {
  public static final long NOON = 1_700_000_000;

  final ResultStore store = new ResultStore();
  final Recorder recorder = new Recorder(store);

  /** The report of what was shown so far. */
  public String report(String... captures) {
    return new HtmlReport(List.of(captures), recorder).html();
  }

  public void counter(long second, MetricDefinition metric, long value, String... labels) {
    take(Results.counter(metric, List.of(labels), value, second));
  }

  public void gauge(long second, MetricDefinition metric, double value, String... labels) {
    take(Results.gauge(metric, List.of(labels), value, second));
  }

  public void lag(long second, String group, String topic, double records) {
    gauge(second, MetricCatalog.KAFKA_CONSUMERGROUP_LAG_SUM, records, "c", group, topic);
    gauge(second, MetricCatalog.KAFKA_CONSUMERGROUP_LAG, records, "c", group, topic, "0");
    gauge(second, MetricCatalog.KAFKA_CONSUMERGROUP_CURRENT_OFFSET, 7, "c", group, topic, "0");
  }

  public void lagIsUnknown(long second, String group, String topic) {
    List<String> labels = List.of("c", group, topic);
    take(Results.tombstone(MetricCatalog.KAFKA_CONSUMERGROUP_LAG_SUM, labels, second));
  }

  public void latency(long second, Result histogram) {
    take(histogram.toBuilder().setAsOfSeconds(second).build());
  }

  /** A client that produces and sometimes fails, a group that is behind, and a finding. */
  public void everything(String name) {
    for (int i = 0; i <= 100; i++) {
      long second = NOON + i;
      counter(second, MetricCatalog.REQUESTS_TOTAL, 10L * i, "c", "Produce", name, "host");
      counter(second, MetricCatalog.PRODUCED_RECORDS_TOTAL, 50L * i, "c", name, name, "host");
      counter(second, MetricCatalog.PRODUCED_BYTES_TOTAL, 900L * i, "c", name, name, "host");
      lag(second, name, name, 3.0 * i);
    }
    latency(
        NOON,
        Results.histogram(
            MetricCatalog.REQUEST_DURATION_SECONDS,
            List.of("c", "1", "Produce"),
            SampleResults.histogram(),
            NOON));
    counter(NOON, MetricCatalog.RESPONSES_TOTAL, 4, "c", "Produce", name, "host", "NOT_LEADER");
    counter(NOON, MetricCatalog.CONSUMERGROUP_REBALANCES_TOTAL, 2, "c", name, "unknown");
    gauge(NOON, MetricCatalog.CONSUMERGROUP_PARTITIONS, 1, "c", name, name, "STOP");
    gauge(NOON, MetricCatalog.FINDINGS, 3, "c", "tiny_batches", name, "host");
    gauge(NOON, MetricCatalog.CLIENT_UPGRADE_BLOCKERS, 2, "c", name, "host", "4.0", "removed");
    gauge(NOON, MetricCatalog.BROKER_COVERAGE_RATIO, 0.987, "c", "1");
  }

  private void take(Result result) {
    recorder.take(SampleResults.in(SampleResults.LINEAGE, 1, result));
  }
}
