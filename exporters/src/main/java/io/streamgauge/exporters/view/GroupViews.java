package io.streamgauge.exporters.view;

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

/** Builds the views of consumer groups from one snapshot. */
final class GroupViews {
  private final SeriesIndex index;
  private final Map<Keys.Group, Double> lag;
  private final Map<Keys.Group, Double> members;
  private final Map<Keys.Group, Double> coverage;
  private final Map<Keys.Group, Double> arrival;
  private final Map<Keys.Group, Double> consumption;
  private final Map<Keys.Group, Double> drain;
  private final Map<Keys.Group, Integer> partitions = new HashMap<>();
  private final Map<Keys.Group, Set<String>> topics = new HashMap<>();
  private final Map<Keys.Group, Double> seconds = new HashMap<>();
  private final Map<Keys.Group, String> status = new HashMap<>();
  private final Map<Keys.Group, String> why = new HashMap<>();
  private final Map<Keys.Group, String> state = new HashMap<>();
  private final Map<Keys.Group, Set<String>> holds = new HashMap<>();
  private final Map<String, Map<Keys.Group, Double>> advice = new HashMap<>();

  private GroupViews(SeriesIndex index) {
    this.index = index;
    lag = index.valuesBy("kafka_consumergroup_lag", Keys.Group::of);
    members = index.valuesBy("kafka_consumergroup_members", Keys.Group::of);
    coverage = index.valuesBy("streamgauge_consumergroup_coverage_ratio", Keys.Group::of);
    arrival =
        index.valuesBy("streamgauge_consumergroup_arrival_records_per_second", Keys.Group::of);
    consumption =
        index.valuesBy("streamgauge_consumergroup_consumption_records_per_second", Keys.Group::of);
    drain = index.valuesBy("streamgauge_consumergroup_time_to_drain_seconds", Keys.Group::of);
    for (StoredSeries series : index.of("kafka_consumergroup_lag")) {
      partitions.merge(Keys.Group.of(series), 1, Integer::sum);
    }
    for (StoredSeries series : index.of("streamgauge_consumergroup_lag_seconds")) {
      seconds.merge(Keys.Group.of(series), SeriesIndex.value(series), Math::max);
    }
    add(index.of("kafka_consumergroup_current_offset"), "topic", topics);
    add(set("streamgauge_autoscale_hold"), "reason", holds);
    for (StoredSeries series : set("streamgauge_consumergroup_partitions")) {
      status.merge(Keys.Group.of(series), SeriesIndex.label(series, "status"), StatusOrder::worse);
    }
    for (StoredSeries series : index.of("streamgauge_consumergroup_status_info")) {
      why.put(Keys.Group.of(series), StatusText.why(series));
    }
    for (StoredSeries series : set("streamgauge_consumergroup_state")) {
      state.put(Keys.Group.of(series), SeriesIndex.label(series, "state"));
    }
  }

  /** All groups, worst first: by status, then by lag. */
  static List<GroupView> of(SeriesIndex index) {
    GroupViews views = new GroupViews(index);
    Set<Keys.Group> all = new HashSet<>(views.lag.keySet());
    all.addAll(views.members.keySet());
    all.addAll(views.topics.keySet());
    List<GroupView> groups = new ArrayList<>(all.size());
    all.forEach(key -> groups.add(views.view(key)));
    groups.sort(
        Comparator.comparingInt((GroupView v) -> StatusOrder.rank(v.status()))
            .thenComparing(v -> -v.lag().orElse(-1))
            .thenComparing(GroupView::group)
            .thenComparing(GroupView::cluster));
    return List.copyOf(groups);
  }

  private GroupView view(Keys.Group key) {
    return new GroupView(
        key.cluster(),
        key.group(),
        whole(members.get(key)),
        whole(lag.get(key)),
        number(seconds.get(key)),
        partitions.getOrDefault(key, 0),
        String.join(", ", topics.getOrDefault(key, Set.of())),
        number(coverage.get(key)),
        status.getOrDefault(key, ""),
        why.getOrDefault(key, ""),
        state.getOrDefault(key, ""),
        new FlowView(
            number(arrival.get(key)), number(consumption.get(key)), number(drain.get(key))),
        adviceOf(key));
  }

  private AdviceView adviceOf(Keys.Group key) {
    return AdviceView.of(
        whole(advised("replicas", key)),
        whole(advised("recommended_replicas", key)),
        whole(advised("demand_members", key)),
        whole(advised("max_useful_members", key)),
        number(advised("utilization_ratio", key)),
        List.copyOf(holds.getOrDefault(key, Set.of())));
  }

  private Double advised(String what, Keys.Group key) {
    return advice
        .computeIfAbsent(what, w -> index.valuesBy("streamgauge_autoscale_" + w, Keys.Group::of))
        .get(key);
  }

  private static void add(List<StoredSeries> all, String label, Map<Keys.Group, Set<String>> into) {
    for (StoredSeries series : all) {
      into.computeIfAbsent(Keys.Group.of(series), g -> new TreeSet<>())
          .add(SeriesIndex.label(series, label));
    }
  }

  /** The series of a metric that are not 0. */
  private List<StoredSeries> set(String metric) {
    return index.of(metric).stream().filter(series -> SeriesIndex.value(series) > 0).toList();
  }

  static OptionalLong whole(Double value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(Math.round(value));
  }

  static OptionalDouble number(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
