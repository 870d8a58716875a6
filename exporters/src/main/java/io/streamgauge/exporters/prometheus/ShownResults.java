package io.streamgauge.exporters.prometheus;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.v1.Result;
import io.streamgauge.exporters.store.ResultStore;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What of a store is shown now, on {@code /metrics} and wherever else the same figures go.
 *
 * <p>Gauges that would mislead when old are left out while the results are stale; counters stay,
 * since a counter that stands still is the truth.
 *
 * @param compatibility whether the {@code kafka_*} names of other exporters are shown too
 */
public record ShownResults(ResultStore store, Staleness staleness, boolean compatibility) {
  /** Hands out a snapshot: series of metrics that the catalogue knows, in no order. */
  public void forEach(BiConsumer<MetricDefinition, Result> each) {
    boolean stale = staleness.isStale(store.watermarkSeconds());
    for (Result result : store.snapshot()) {
      Optional<MetricDefinition> known = MetricCatalog.find(result.getMetric());
      if (known.isPresent() && shown(known.get(), stale)) {
        each.accept(known.get(), result);
      }
    }
  }

  private boolean shown(MetricDefinition definition, boolean stale) {
    return (compatibility || !definition.compatibility())
        && !(stale && definition.withdrawnWhenStale());
  }
}
