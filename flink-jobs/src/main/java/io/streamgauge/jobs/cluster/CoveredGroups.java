package io.streamgauge.jobs.cluster;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.GroupCoverageState;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** What each consumer group of one cluster depends on for its coverage: coordinator and topics. */
final class CoveredGroups {
  /** Topics of a group that count for its coverage. */
  private static final int TOPICS = 1_000;

  private final MapState<String, GroupCoverageState> groups;

  CoveredGroups(RuntimeContext context) {
    this.groups =
        context.getMapState(
            new MapStateDescriptor<>(
                "groups", Types.STRING, ProtoTypeInfo.forMessage(GroupCoverageState.class)));
  }

  void seen(ClusterFact fact) throws Exception {
    String name = fact.getGroup().getGroup();
    GroupCoverageState known = groups.get(name);
    GroupCoverageState.Builder group =
        known == null ? GroupCoverageState.newBuilder() : known.toBuilder();
    group
        .setCoordinator(fact.getBroker())
        .setLastTimeNanos(Math.max(group.getLastTimeNanos(), fact.getTimeNanos()));
    if (group.getTopicsCount() < TOPICS) {
      group.putTopics(fact.getGroup().getTopic(), true);
    }
    groups.put(name, group.build());
  }

  void delete(String name, long timeNanos, ClusterTeller teller) throws Exception {
    GroupCoverageState group = groups.get(name);
    if (group != null && group.getLastTimeNanos() <= timeNanos) {
      teller.endGroup(name, group);
      groups.remove(name);
    }
  }

  /**
   * Tells the groups' coverage where it changed; those also hear it themselves, and at a sweep all
   * do: a group may have begun, or begun anew, since.
   */
  void tell(ClusterTeller teller, boolean sweep, BiConsumer<String, Double> hears)
      throws Exception {
    for (String name : StateKeys.of(groups)) {
      GroupCoverageState.Builder group = groups.get(name).toBuilder();
      boolean changed = teller.group(name, group);
      if (changed || sweep) {
        hears.accept(name, group.getCoverageTold());
      }
      groups.put(name, group.build());
    }
  }

  /** Ends the groups without news since the limit; returns how many. */
  int expire(long limitNanos, ClusterTeller teller) throws Exception {
    int expired = 0;
    for (String name : StateKeys.of(groups)) {
      GroupCoverageState group = groups.get(name);
      if (group.getLastTimeNanos() <= limitNanos) {
        teller.endGroup(name, group);
        groups.remove(name);
        expired++;
      }
    }
    return expired;
  }

  boolean isEmpty() throws Exception {
    return groups.isEmpty();
  }
}
