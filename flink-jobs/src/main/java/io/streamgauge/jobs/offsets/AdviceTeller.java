package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.Overrides;
import io.streamgauge.jobs.scaling.Advice;
import io.streamgauge.jobs.scaling.GroupAdvisor;
import io.streamgauge.jobs.scaling.Hold;
import io.streamgauge.jobs.scaling.ScalingPolicy;
import io.streamgauge.jobs.status.GroupSnapshot;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.ScalingState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.flink.util.Collector;

/**
 * Words advice on scaling for one evaluation of a group. Groups whose membership was not seen, and
 * those that never join ({@code assign()}), get none: there is nothing that could be scaled.
 */
final class AdviceTeller {
  private final GroupState.Builder group;
  private final ScalingState.Builder scaling;
  private final long asOf;
  private final Collector<Result> out;

  AdviceTeller(
      GroupState.Builder group, ScalingState.Builder scaling, long asOf, Collector<Result> out) {
    this.group = group;
    this.scaling = scaling;
    this.asOf = asOf;
    this.out = out;
  }

  void tell(GroupSnapshot snapshot, Overrides overrides) {
    if (snapshot.partitions().isEmpty()
        || snapshot.inputs().standalone()
        || !snapshot.inputs().membershipObserved()) {
      end();
      return;
    }
    ScalingPolicy policy = policy(overrides.of(group.getGroup()));
    Advice advice = new GroupAdvisor(scaling, policy).look(AdviceInputs.of(snapshot, group));
    number(MetricCatalog.AUTOSCALE_REPLICAS, number(advice.replicas()));
    number(MetricCatalog.AUTOSCALE_RECOMMENDED_REPLICAS, number(advice.recommendedReplicas()));
    number(MetricCatalog.AUTOSCALE_DEMAND_MEMBERS, number(advice.demandMembers()));
    number(MetricCatalog.AUTOSCALE_MAX_USEFUL_MEMBERS, number(advice.maxUsefulMembers()));
    number(MetricCatalog.AUTOSCALE_UTILIZATION_RATIO, advice.utilization());
    number(MetricCatalog.CONSUMERGROUP_SERVICE_RECORDS_PER_SECOND, advice.serviceRate());
    for (Hold hold : Hold.values()) {
      hold(hold.reason(), advice.holds().contains(hold));
    }
  }

  /** The first entry that says something about a matter decides it. */
  static ScalingPolicy policy(List<Overrides.Group> entries) {
    ScalingPolicy defaults = ScalingPolicy.DEFAULTS;
    return new ScalingPolicy(
        first(entries, Overrides.Group::lagObjectiveSeconds, defaults.objectiveSeconds()),
        first(entries, Overrides.Group::maxMembers, defaults.maxMembers()),
        first(entries, Overrides.Group::membersPerReplica, defaults.membersPerReplica()));
  }

  private static <T> T first(
      List<Overrides.Group> entries, Function<Overrides.Group, T> matter, T otherwise) {
    return entries.stream()
        .map(matter)
        .filter(value -> value != null)
        .findFirst()
        .orElse(otherwise);
  }

  private static OptionalDouble number(OptionalInt value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
  }

  private void number(MetricDefinition metric, OptionalDouble value) {
    if (value.isPresent()) {
      out.collect(Results.gauge(metric, labels(), value.getAsDouble(), asOf));
      scaling.putTold(metric.name(), true);
    } else if (scaling.containsTold(metric.name())) {
      out.collect(Results.tombstone(metric, labels(), asOf));
      scaling.removeTold(metric.name());
    }
  }

  /** 1 while it holds, then 0. */
  private void hold(String reason, boolean holds) {
    if (holds != scaling.getToldOrDefault(reason, false)) {
      MetricDefinition metric = MetricCatalog.AUTOSCALE_HOLD;
      out.collect(Results.gauge(metric, labels(reason), holds ? 1 : 0, asOf));
      scaling.putTold(reason, holds);
    }
  }

  private void end() {
    for (String told : List.copyOf(scaling.getToldMap().keySet())) {
      out.collect(
          MetricCatalog.find(told)
              .map(metric -> Results.tombstone(metric, labels(), asOf))
              .orElseGet(
                  () -> Results.tombstone(MetricCatalog.AUTOSCALE_HOLD, labels(told), asOf)));
    }
    scaling.clear();
  }

  private List<String> labels(String... last) {
    List<String> labels = new ArrayList<>(List.of(group.getCluster(), group.getGroup()));
    labels.addAll(List.of(last));
    return labels;
  }
}
