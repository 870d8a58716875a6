package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Takes one client apart. */
final class ClientDetails {
  private final SeriesIndex index;
  private final Keys.Client client;

  ClientDetails(SeriesIndex index, String cluster, String workload, String clientId) {
    this.index = index;
    this.client = new Keys.Client(cluster, workload, clientId);
  }

  List<ClientDetail.Api> apis() {
    return own("streamgauge_requests_total").stream()
        .map(
            series ->
                new ClientDetail.Api(
                    SeriesIndex.label(series, "api"),
                    Math.round(SeriesIndex.value(series)),
                    series.ratePerSecond()))
        .sorted(
            Comparator.comparingLong((ClientDetail.Api a) -> -a.requests())
                .thenComparing(ClientDetail.Api::api))
        .toList();
  }

  List<ClientDetail.Failure> errors() {
    return own("streamgauge_responses_total").stream()
        .map(
            series ->
                new ClientDetail.Failure(
                    SeriesIndex.label(series, "api"),
                    SeriesIndex.label(series, "error"),
                    Math.round(SeriesIndex.value(series))))
        .filter(failure -> !failure.error().equals("NONE"))
        .sorted(
            Comparator.comparingLong((ClientDetail.Failure f) -> -f.responses())
                .thenComparing(ClientDetail.Failure::error))
        .toList();
  }

  List<ClientDetail.Topic> topics() {
    Map<String, Double> producedRecords = values("streamgauge_produced_records_total");
    Map<String, Double> producedBytes = values("streamgauge_produced_bytes_total");
    Map<String, Double> consumedRecords = values("streamgauge_consumed_records_total");
    Map<String, Double> consumedBytes = values("streamgauge_consumed_bytes_total");
    Map<String, Double> producedRates = rates("streamgauge_produced_bytes_total");
    Map<String, Double> consumedRates = rates("streamgauge_consumed_bytes_total");
    TreeSet<String> all = new TreeSet<>(producedBytes.keySet());
    all.addAll(consumedBytes.keySet());
    List<ClientDetail.Topic> topics = new ArrayList<>(all.size());
    for (String topic : all) {
      topics.add(
          new ClientDetail.Topic(
              topic,
              Math.round(producedRecords.getOrDefault(topic, 0.0)),
              Math.round(producedBytes.getOrDefault(topic, 0.0)),
              Math.round(consumedRecords.getOrDefault(topic, 0.0)),
              Math.round(consumedBytes.getOrDefault(topic, 0.0)),
              producedRates.getOrDefault(topic, 0.0),
              consumedRates.getOrDefault(topic, 0.0)));
    }
    topics.sort(Comparator.comparingLong(t -> -(t.producedBytes() + t.consumedBytes())));
    return List.copyOf(topics);
  }

  List<FindingView> findings() {
    return FindingViews.findings(index).stream()
        .filter(f -> new Keys.Client(f.cluster(), f.workload(), f.clientId()).equals(client))
        .toList();
  }

  /** The releases that this client keeps from, each with this client alone. */
  List<UpgradeView> upgrades() {
    return FindingViews.upgrades(index).stream()
        .filter(upgrade -> upgrade.cluster().equals(client.cluster()))
        .map(
            upgrade ->
                new UpgradeView(
                    upgrade.cluster(),
                    upgrade.target(),
                    upgrade.blocked().stream()
                        .filter(
                            b ->
                                b.clientId().equals(client.clientId())
                                    && b.workload().equals(client.workload()))
                        .toList()))
        .filter(upgrade -> !upgrade.blocked().isEmpty())
        .toList();
  }

  private Map<String, Double> values(String metric) {
    return byTopic(metric, SeriesIndex::value);
  }

  private Map<String, Double> rates(String metric) {
    return byTopic(metric, StoredSeries::ratePerSecond);
  }

  private Map<String, Double> byTopic(String metric, ToDoubleFunction<StoredSeries> value) {
    Map<String, Double> sums = new HashMap<>();
    for (StoredSeries series : own(metric)) {
      sums.merge(SeriesIndex.label(series, "topic"), value.applyAsDouble(series), Double::sum);
    }
    return sums;
  }

  private List<StoredSeries> own(String metric) {
    return index.of(metric).stream().filter(s -> Keys.Client.of(s).equals(client)).toList();
  }
}
