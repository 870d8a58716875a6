package io.streamgauge.exporters.otlp;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.ResultStore;
import java.time.Instant;
import java.util.List;

/** Counts what receivers took and what was lost, and tells it among the results. */
final class OtlpTally {
  private final ResultStore store;
  private final String lineage;
  private final Instant started;
  private long accepted;
  private long lost;

  OtlpTally(ResultStore store, Instant started) {
    this.store = store;
    this.started = started;
    this.lineage = "exporter-" + started;
  }

  /** Counts the data points of a request. */
  void count(int points, boolean taken, Instant now) {
    if (taken) {
      accepted += points;
    } else {
      lost += points;
    }
    tell("accepted", accepted, now);
    tell("lost", lost, now);
  }

  private void tell(String outcome, long value, Instant now) {
    Result result =
        Results.counter(
                MetricCatalog.OTLP_POINTS_TOTAL, List.of(outcome), value, now.getEpochSecond())
            .toBuilder()
            .setLineage(lineage)
            .setLineageStartedNanos(OtlpPusher.nanos(started))
            .build();
    store.apply(SeriesKey.of(result), result);
  }
}
