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
import java.util.TreeSet;

/** Builds view models from a store. */
public final class Views {
  private record ClientKey(String cluster, String workload, String clientId) {}

  private record GroupKey(String cluster, String group) {}

  private record BrokerKey(String cluster, String broker) {}

  private Views() {}

  /** Everything, as of one snapshot. */
  public static OverviewView overview(ResultStore store) {
    SeriesIndex index = new SeriesIndex(store.snapshotWithRates());
    return new OverviewView(clients(index), groups(index), brokers(index), pipeline(index, store));
  }

  private static List<ClientView> clients(SeriesIndex index) {
    Map<ClientKey, Double> requests = index.ratesBy("streamgauge_requests_total", Views::client);
    Map<ClientKey, Double> produced =
        index.ratesBy("streamgauge_produced_bytes_total", Views::client);
    Map<ClientKey, Double> consumed =
        index.ratesBy("streamgauge_consumed_bytes_total", Views::client);
    Map<ClientKey, Double> allRequests =
        index.valuesBy("streamgauge_requests_total", Views::client);
    Map<ClientKey, Double> producedBytes =
        index.valuesBy("streamgauge_produced_bytes_total", Views::client);
    Map<ClientKey, Double> consumedBytes =
        index.valuesBy("streamgauge_consumed_bytes_total", Views::client);
    Map<ClientKey, Double> producedRecords =
        index.valuesBy("streamgauge_produced_records_total", Views::client);
    Map<ClientKey, Double> consumedRecords =
        index.valuesBy("streamgauge_consumed_records_total", Views::client);
    Map<ClientKey, Double> succeeded = new HashMap<>();
    Map<ClientKey, Double> answered = index.valuesBy("streamgauge_responses_total", Views::client);
    for (StoredSeries series : index.of("streamgauge_responses_total")) {
      if (SeriesIndex.label(series, "error").equals("NONE")) {
        succeeded.merge(client(series), SeriesIndex.value(series), Double::sum);
      }
    }
    Map<ClientKey, String> software = new HashMap<>();
    for (StoredSeries series : index.of("streamgauge_client_info")) {
      software.merge(client(series), software(series), (a, b) -> a.equals(b) ? a : a + ", " + b);
    }
    Set<ClientKey> all = new HashSet<>(requests.keySet());
    all.addAll(software.keySet());
    List<ClientView> views = new ArrayList<>(all.size());
    for (ClientKey key : all) {
      views.add(
          new ClientView(
              key.cluster,
              key.workload,
              key.clientId,
              software.getOrDefault(key, ""),
              requests.getOrDefault(key, 0.0),
              produced.getOrDefault(key, 0.0),
              consumed.getOrDefault(key, 0.0),
              Math.round(allRequests.getOrDefault(key, 0.0)),
              Math.round(producedBytes.getOrDefault(key, 0.0)),
              Math.round(consumedBytes.getOrDefault(key, 0.0)),
              Math.round(producedRecords.getOrDefault(key, 0.0)),
              Math.round(consumedRecords.getOrDefault(key, 0.0)),
              Math.round(answered.getOrDefault(key, 0.0) - succeeded.getOrDefault(key, 0.0))));
    }
    views.sort(
        Comparator.comparingDouble(
                (ClientView v) -> -(v.producedBytesPerSecond() + v.consumedBytesPerSecond()))
            .thenComparing(v -> -(v.producedRecords() + v.consumedRecords()))
            .thenComparing(ClientView::clientId)
            .thenComparing(ClientView::workload));
    return List.copyOf(views);
  }

  private static List<GroupView> groups(SeriesIndex index) {
    Map<GroupKey, Double> lag = index.valuesBy("kafka_consumergroup_lag", Views::group);
    Map<GroupKey, Double> members = index.valuesBy("kafka_consumergroup_members", Views::group);
    Map<GroupKey, Integer> partitions = new HashMap<>();
    Map<GroupKey, TreeSet<String>> topics = new HashMap<>();
    for (StoredSeries series : index.of("kafka_consumergroup_lag")) {
      partitions.merge(group(series), 1, Integer::sum);
    }
    for (StoredSeries series : index.of("kafka_consumergroup_current_offset")) {
      topics
          .computeIfAbsent(group(series), g -> new TreeSet<>())
          .add(SeriesIndex.label(series, "topic"));
    }
    Map<GroupKey, Double> seconds = new HashMap<>();
    for (StoredSeries series : index.of("streamgauge_consumergroup_lag_seconds")) {
      seconds.merge(group(series), SeriesIndex.value(series), Math::max);
    }
    Map<GroupKey, Double> coverage =
        index.valuesBy("streamgauge_consumergroup_coverage_ratio", Views::group);
    Map<GroupKey, String> status = new HashMap<>();
    for (StoredSeries series : index.of("streamgauge_consumergroup_partitions")) {
      if (SeriesIndex.value(series) > 0) {
        status.merge(group(series), SeriesIndex.label(series, "status"), StatusOrder::worse);
      }
    }
    Set<GroupKey> all = new HashSet<>(lag.keySet());
    all.addAll(members.keySet());
    all.addAll(topics.keySet());
    List<GroupView> views = new ArrayList<>(all.size());
    for (GroupKey key : all) {
      views.add(
          new GroupView(
              key.cluster,
              key.group,
              whole(members.get(key)),
              whole(lag.get(key)),
              number(seconds.get(key)),
              partitions.getOrDefault(key, 0),
              String.join(", ", topics.getOrDefault(key, new TreeSet<>())),
              number(coverage.get(key)),
              status.getOrDefault(key, "")));
    }
    views.sort(
        Comparator.comparingLong((GroupView v) -> -v.lag().orElse(-1))
            .thenComparing(GroupView::group)
            .thenComparing(GroupView::cluster));
    return List.copyOf(views);
  }

  private static List<BrokerView> brokers(SeriesIndex index) {
    Map<BrokerKey, Double> coverage =
        index.valuesBy("streamgauge_broker_coverage_ratio", Views::broker);
    Map<BrokerKey, Double> requests =
        index.valuesBy("streamgauge_request_duration_seconds", Views::broker);
    Map<BrokerKey, Double> nanos = new HashMap<>();
    for (StoredSeries series : index.of("streamgauge_request_duration_seconds")) {
      nanos.merge(broker(series), (double) series.result().getHistogram().getSum(), Double::sum);
    }
    Set<BrokerKey> all = new HashSet<>(coverage.keySet());
    all.addAll(requests.keySet());
    List<BrokerView> views = new ArrayList<>(all.size());
    for (BrokerKey key : all) {
      double count = requests.getOrDefault(key, 0.0);
      views.add(
          new BrokerView(
              key.cluster,
              key.broker,
              number(coverage.get(key)),
              Math.round(count),
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

  private static PipelineView pipeline(SeriesIndex index, ResultStore store) {
    return new PipelineView(
        store.watermarkSeconds(),
        Math.round(index.sum("streamgauge_capture_packets_total")),
        Math.round(index.sum("streamgauge_capture_dropped_packets_total")),
        Math.round(index.sum("streamgauge_lost_batches_total")),
        Math.round(index.sum("streamgauge_anomalies_total")),
        store.size());
  }

  private static ClientKey client(StoredSeries series) {
    return new ClientKey(
        cluster(series),
        SeriesIndex.label(series, "workload"),
        SeriesIndex.label(series, "client_id"));
  }

  private static GroupKey group(StoredSeries series) {
    return new GroupKey(cluster(series), SeriesIndex.label(series, "consumergroup"));
  }

  private static BrokerKey broker(StoredSeries series) {
    return new BrokerKey(cluster(series), SeriesIndex.label(series, "broker"));
  }

  private static String cluster(StoredSeries series) {
    return SeriesIndex.label(series, "kafka_cluster");
  }

  private static String software(StoredSeries series) {
    return (SeriesIndex.label(series, "software_name")
            + " "
            + SeriesIndex.label(series, "software_version"))
        .strip();
  }

  private static OptionalLong whole(Double value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(Math.round(value));
  }

  private static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
