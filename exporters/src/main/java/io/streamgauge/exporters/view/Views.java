package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.ResultStore;
import io.streamgauge.exporters.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/** Builds view models from a store. */
public final class Views {
  private Views() {}

  /** Everything, as of one snapshot. */
  public static OverviewView overview(ResultStore store) {
    return overview(new SeriesIndex(store.snapshotWithRates()), store.size());
  }

  static OverviewView overview(SeriesIndex index, int series) {
    return new OverviewView(
        ClientViews.of(index),
        GroupViews.of(index),
        brokers(index),
        FindingViews.findings(index),
        FindingViews.upgrades(index),
        pipeline(index, series));
  }

  /** Errors of all clients, most first. */
  public static List<ErrorView> errors(ResultStore store) {
    return new SeriesIndex(store.snapshotWithRates())
        .of("streamgauge_responses_total").stream()
            .filter(series -> !SeriesIndex.label(series, "error").equals("NONE"))
            .filter(series -> SeriesIndex.value(series) > 0)
            .map(Views::error)
            .sorted(
                Comparator.comparingLong((ErrorView v) -> -v.responses())
                    .thenComparing(ErrorView::error)
                    .thenComparing(ErrorView::api)
                    .thenComparing(ErrorView::clientId)
                    .thenComparing(ErrorView::workload)
                    .thenComparing(ErrorView::cluster))
            .toList();
  }

  private static ErrorView error(StoredSeries series) {
    return new ErrorView(
        Keys.clusterOf(series),
        SeriesIndex.label(series, "workload"),
        SeriesIndex.label(series, "client_id"),
        SeriesIndex.label(series, "api"),
        SeriesIndex.label(series, "error"),
        Math.round(SeriesIndex.value(series)));
  }

  private static List<BrokerView> brokers(SeriesIndex index) {
    Map<Keys.Broker, Double> coverage =
        index.valuesBy("streamgauge_broker_coverage_ratio", Keys.Broker::of);
    Map<Keys.Broker, Double> requests =
        index.valuesBy("streamgauge_request_duration_seconds", Keys.Broker::of);
    Map<Keys.Broker, Double> connections =
        index.valuesBy("streamgauge_connections", Keys.Broker::of);
    Map<Keys.Broker, Double> nanos = new HashMap<>();
    for (StoredSeries series : index.of("streamgauge_request_duration_seconds")) {
      nanos.merge(
          Keys.Broker.of(series), (double) series.result().getHistogram().getSum(), Double::sum);
    }
    Set<Keys.Broker> all = new HashSet<>(coverage.keySet());
    all.addAll(requests.keySet());
    List<BrokerView> views = new ArrayList<>(all.size());
    for (Keys.Broker key : all) {
      double count = requests.getOrDefault(key, 0.0);
      views.add(
          new BrokerView(
              key.cluster(),
              key.broker(),
              GroupViews.number(coverage.get(key)),
              Math.round(count),
              whole(connections.get(key)),
              count == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(nanos.get(key) / count / 1e6)));
    }
    views.sort(
        Comparator.comparingDouble((BrokerView v) -> v.coverage().orElse(0))
            .thenComparing(BrokerView::cluster)
            .thenComparing(BrokerView::broker));
    return List.copyOf(views);
  }

  private static OptionalLong whole(Double value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(Math.round(value));
  }

  private static PipelineView pipeline(SeriesIndex index, int series) {
    return new PipelineView(
        Math.round(index.sum("streamgauge_capture_packets_total")),
        Math.round(index.sum("streamgauge_capture_dropped_packets_total")),
        Math.round(index.sum("streamgauge_lost_batches_total")),
        Math.round(index.sum("streamgauge_anomalies_total")),
        series);
  }
}
