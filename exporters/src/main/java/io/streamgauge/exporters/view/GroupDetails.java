package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.StoredSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Takes one group apart. */
final class GroupDetails {
  /** Partitions told of at most. */
  static final int MAX_PARTITIONS = 200;

  private record Place(String topic, String partition) {
    static Place of(StoredSeries series) {
      return new Place(SeriesIndex.label(series, "topic"), SeriesIndex.label(series, "partition"));
    }
  }

  private final SeriesIndex index;
  private final Keys.Group group;

  GroupDetails(SeriesIndex index, String cluster, String group) {
    this.index = index;
    this.group = new Keys.Group(cluster, group);
  }

  List<GroupDetail.Topic> topics() {
    Map<String, Double> lag = byTopic("kafka_consumergroup_lag");
    Map<String, Double> seconds = byTopic("streamgauge_consumergroup_lag_seconds");
    Map<String, Double> arrival = byTopic("streamgauge_consumergroup_arrival_records_per_second");
    Map<String, Double> consumption =
        byTopic("streamgauge_consumergroup_consumption_records_per_second");
    Map<String, Double> retention = byTopic("streamgauge_consumergroup_lag_retention_ratio");
    Map<String, Map<String, Long>> status = new HashMap<>();
    for (StoredSeries series : own("streamgauge_consumergroup_partitions")) {
      if (SeriesIndex.value(series) > 0) {
        status
            .computeIfAbsent(SeriesIndex.label(series, "topic"), t -> new TreeMap<>())
            .put(SeriesIndex.label(series, "status"), Math.round(SeriesIndex.value(series)));
      }
    }
    Set<String> all = new TreeSet<>(lag.keySet());
    all.addAll(byTopic("kafka_consumergroup_current_offset").keySet());
    List<GroupDetail.Topic> topics = new ArrayList<>(all.size());
    for (String topic : all) {
      topics.add(
          new GroupDetail.Topic(
              topic,
              GroupViews.whole(lag.get(topic)),
              GroupViews.number(seconds.get(topic)),
              GroupViews.number(arrival.get(topic)),
              GroupViews.number(consumption.get(topic)),
              GroupViews.number(retention.get(topic)),
              status.getOrDefault(topic, Map.of())));
    }
    topics.sort(Comparator.comparingLong(t -> -t.lag().orElse(-1)));
    return List.copyOf(topics);
  }

  /** All partitions, worst first. */
  List<GroupDetail.Partition> partitions() {
    Map<Place, Double> lag = sums(own("kafka_consumergroup_lag"));
    Map<Place, Double> committed = sums(own("kafka_consumergroup_current_offset"));
    Map<Place, Double> high =
        sums(
            index.of("kafka_topic_partition_current_offset").stream()
                .filter(series -> Keys.clusterOf(series).equals(group.cluster()))
                .toList());
    Set<Place> all = new HashSet<>(lag.keySet());
    all.addAll(committed.keySet());
    return all.stream()
        .map(
            place ->
                new GroupDetail.Partition(
                    place.topic,
                    place.partition,
                    GroupViews.whole(lag.get(place)),
                    GroupViews.whole(committed.get(place)),
                    GroupViews.whole(high.get(place))))
        .sorted(
            Comparator.comparingLong((GroupDetail.Partition p) -> -p.lag().orElse(-1))
                .thenComparing(GroupDetail.Partition::topic)
                .thenComparing(p -> p.partition().length())
                .thenComparing(GroupDetail.Partition::partition))
        .toList();
  }

  Map<String, Long> rebalances() {
    Map<String, Long> reasons = new TreeMap<>();
    for (StoredSeries series : own("streamgauge_consumergroup_rebalances_total")) {
      reasons.put(SeriesIndex.label(series, "reason"), Math.round(SeriesIndex.value(series)));
    }
    return reasons;
  }

  private Map<String, Double> byTopic(String metric) {
    Map<String, Double> sums = new HashMap<>();
    for (StoredSeries series : own(metric)) {
      sums.merge(SeriesIndex.label(series, "topic"), SeriesIndex.value(series), Double::sum);
    }
    return sums;
  }

  private List<StoredSeries> own(String metric) {
    return index.of(metric).stream().filter(s -> Keys.Group.of(s).equals(group)).toList();
  }

  private static Map<Place, Double> sums(List<StoredSeries> all) {
    Map<Place, Double> sums = new HashMap<>();
    all.forEach(series -> sums.merge(Place.of(series), SeriesIndex.value(series), Double::sum));
    return sums;
  }
}
