package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.status.GroupSnapshot;
import io.streamgauge.jobs.status.LagStatus;
import io.streamgauge.jobs.status.PartitionSnapshot;
import io.streamgauge.jobs.status.Verdict;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.TopicTold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.util.Collector;

/**
 * Words one evaluation of a group: partitions by status, rates, time to drain. A status that no
 * partition has any more ends, and so does a rate that is no longer known.
 */
final class EvaluationTeller {
  /** The longest time to drain that is told, seconds. */
  static final double MAX_DRAIN_SECONDS = 86_400;

  private final GroupState.Builder state;
  private final long asOf;
  private final Collector<Result> out;

  /** What is told of one topic; empty where no partition knows. */
  private static final class Sum {
    OptionalDouble arrival = OptionalDouble.empty();
    OptionalDouble consumption = OptionalDouble.empty();
    OptionalDouble lag = OptionalDouble.empty();
    OptionalDouble retention = OptionalDouble.empty();

    void add(PartitionSnapshot partition) {
      arrival = plus(arrival, partition.arrivalRate());
      consumption = plus(consumption, partition.consumptionRate());
      if (partition.retentionRatio().isPresent()) {
        retention =
            OptionalDouble.of(
                Math.max(retention.orElse(0), partition.retentionRatio().getAsDouble()));
      }
      if (partition.effectiveLag().isPresent()) {
        lag = plus(lag, OptionalDouble.of((double) partition.effectiveLag().getAsLong()));
      }
    }

    void add(Sum topic) {
      arrival = plus(arrival, topic.arrival);
      consumption = plus(consumption, topic.consumption);
      lag = plus(lag, topic.lag);
    }

    private static OptionalDouble plus(OptionalDouble sum, OptionalDouble more) {
      return more.isEmpty() ? sum : OptionalDouble.of(sum.orElse(0) + more.getAsDouble());
    }
  }

  EvaluationTeller(GroupState.Builder state, long asOf, Collector<Result> out) {
    this.state = state;
    this.asOf = asOf;
    this.out = out;
  }

  void tell(GroupSnapshot snapshot) {
    Map<String, Map<LagStatus, Integer>> counts = snapshot.counts();
    Map<String, Sum> sums = new TreeMap<>();
    for (PartitionSnapshot partition : snapshot.partitions()) {
      sums.computeIfAbsent(partition.topic(), topic -> new Sum()).add(partition);
    }
    TreeSet<String> topics = new TreeSet<>(state.getEvaluatedMap().keySet());
    topics.addAll(sums.keySet());
    Sum all = new Sum();
    for (String topic : topics) {
      Sum sum = sums.getOrDefault(topic, new Sum());
      all.add(sum);
      topic(topic, counts.getOrDefault(topic, Map.of()), sum);
    }
    drain(all);
    verdict(snapshot);
  }

  /** Which partition decides on the group's status, and by which rule. */
  private void verdict(GroupSnapshot snapshot) {
    List<String> told = state.getVerdictToldList();
    List<String> now = snapshot.decisive().map(EvaluationTeller::words).orElse(List.of());
    if (now.equals(told)) {
      return;
    }
    MetricDefinition metric = MetricCatalog.CONSUMERGROUP_STATUS_INFO;
    if (!told.isEmpty()) {
      end(metric, told.toArray(new String[0]));
    }
    if (!now.isEmpty()) {
      out.collect(Results.info(metric, labels(now.toArray(new String[0])), asOf));
    }
    state.clearVerdictTold().addAllVerdictTold(now);
  }

  private static List<String> words(PartitionSnapshot decisive) {
    Verdict verdict = decisive.verdict();
    return List.of(
        verdict.status().label(),
        verdict.reason(),
        decisive.topic(),
        Integer.toString(decisive.partition()));
  }

  private void topic(String topic, Map<LagStatus, Integer> counts, Sum sum) {
    TopicTold.Builder told =
        state.getEvaluatedOrDefault(topic, TopicTold.getDefaultInstance()).toBuilder();
    statuses(topic, counts, told);
    told.setArrival(
        rate(
            MetricCatalog.CONSUMERGROUP_ARRIVAL_RECORDS_PER_SECOND,
            topic,
            sum.arrival,
            told.getArrival()));
    told.setConsumption(
        rate(
            MetricCatalog.CONSUMERGROUP_CONSUMPTION_RECORDS_PER_SECOND,
            topic,
            sum.consumption,
            told.getConsumption()));
    told.setRetention(
        rate(
            MetricCatalog.CONSUMERGROUP_LAG_RETENTION_RATIO,
            topic,
            sum.retention,
            told.getRetention()));
    if (counts.isEmpty()) {
      state.removeEvaluated(topic);
    } else {
      state.putEvaluated(topic, told.build());
    }
  }

  private void statuses(String topic, Map<LagStatus, Integer> counts, TopicTold.Builder told) {
    MetricDefinition metric = MetricCatalog.CONSUMERGROUP_PARTITIONS;
    for (LagStatus status : LagStatus.values()) {
      int count = counts.getOrDefault(status, 0);
      int before = told.getPartitionsOrDefault(status.number(), 0);
      if (count > 0 && count != before) {
        gauge(metric, count, topic, status.label());
        told.putPartitions(status.number(), count);
      } else if (count == 0 && before > 0) {
        end(metric, topic, status.label());
        told.removePartitions(status.number());
      }
    }
  }

  private boolean rate(MetricDefinition metric, String topic, OptionalDouble value, boolean told) {
    if (value.isPresent()) {
      gauge(metric, value.getAsDouble(), topic);
    } else if (told) {
      end(metric, topic);
    }
    return value.isPresent();
  }

  private void drain(Sum all) {
    MetricDefinition metric = MetricCatalog.CONSUMERGROUP_TIME_TO_DRAIN_SECONDS;
    if (all.lag.isPresent() && all.arrival.isPresent() && all.consumption.isPresent()) {
      gauge(
          metric,
          drainSeconds(
              all.lag.getAsDouble(), all.arrival.getAsDouble(), all.consumption.getAsDouble()));
      state.setDrainTold(true);
    } else if (state.getDrainTold()) {
      end(metric);
      state.setDrainTold(false);
    }
  }

  /** Seconds until the lag is gone at these rates; at most a day, also where it never would be. */
  static double drainSeconds(double lag, double arrival, double consumption) {
    if (lag <= 0) {
      return 0;
    }
    double gain = consumption - arrival;
    return gain <= 0 ? MAX_DRAIN_SECONDS : Math.min(MAX_DRAIN_SECONDS, lag / gain);
  }

  private void gauge(MetricDefinition metric, double value, String... last) {
    out.collect(Results.gauge(metric, labels(last), value, asOf));
  }

  private void end(MetricDefinition metric, String... last) {
    out.collect(Results.tombstone(metric, labels(last), asOf));
  }

  private List<String> labels(String... last) {
    List<String> labels = new ArrayList<>(List.of(state.getCluster(), state.getGroup()));
    labels.addAll(List.of(last));
    return labels;
  }
}
