package io.streamgauge.exporters.otlp;

import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.ResultStore;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts what became of what was pushed, and tells it among the results. */
final class OtlpTally {
  /** What became of it, as the label says it. */
  enum Outcome {
    ACCEPTED,
    /** By a receiver that took the rest of the request. */
    REFUSED,
    LOST
  }

  private final ResultStore store;
  private final MetricDefinition metric;
  private final String lineage;
  private final Instant started;
  private final Map<Outcome, Long> totals = new EnumMap<>(Outcome.class);

  /**
   * @param metric a counter with the label {@code outcome}
   */
  OtlpTally(ResultStore store, MetricDefinition metric, Instant started) {
    this.store = store;
    this.metric = metric;
    this.started = started;
    this.lineage = "exporter-" + started;
  }

  /** Adds what came of a request of so many points or spans. */
  void count(Delivery.Outcome outcome, long sent, Instant now) {
    long refused = Math.min(sent, outcome.refused());
    count(outcome.taken() ? Outcome.ACCEPTED : Outcome.LOST, sent - refused, now);
    count(Outcome.REFUSED, refused, now);
  }

  /** Adds to an outcome; those that never occurred are told as zero. */
  void count(Outcome outcome, long count, Instant now) {
    totals.merge(outcome, count, Long::sum);
    for (Outcome each : Outcome.values()) {
      tell(each, totals.getOrDefault(each, 0L), now);
    }
  }

  private void tell(Outcome outcome, long value, Instant now) {
    String label = outcome.name().toLowerCase(Locale.ROOT);
    Result result =
        Results.counter(metric, List.of(label), value, now.getEpochSecond()).toBuilder()
            .setLineage(lineage)
            .setLineageStartedNanos(OtlpPusher.nanos(started))
            .build();
    store.apply(SeriesKey.of(result), result);
  }
}
