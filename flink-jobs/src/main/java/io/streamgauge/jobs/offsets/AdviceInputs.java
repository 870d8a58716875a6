package io.streamgauge.jobs.offsets;

import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.scaling.Assignor;
import io.streamgauge.jobs.scaling.GroupView;
import io.streamgauge.jobs.scaling.PartitionView;
import io.streamgauge.jobs.status.GroupSnapshot;
import io.streamgauge.jobs.status.LagStatus;
import io.streamgauge.jobs.status.PartitionSnapshot;
import io.streamgauge.jobs.v1.GroupState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What advice on scaling looks at, from an evaluation of a group. */
final class AdviceInputs {
  /** For groups of which no rebalance was seen. */
  private static final double USUAL_REBALANCE_SECONDS = 5;

  private AdviceInputs() {}

  static GroupView of(GroupSnapshot snapshot, GroupState.Builder group) {
    int members = snapshot.inputs().members();
    List<String> owners =
        snapshot.partitions().stream()
            .map(PartitionSnapshot::member)
            .filter(member -> !member.isEmpty())
            .distinct()
            .sorted()
            .toList();
    // Members without a partition are there, and work on nothing.
    boolean told = snapshot.inputs().assignmentObserved() && owners.size() <= members;
    List<PartitionView> partitions = new ArrayList<>();
    for (PartitionSnapshot each : snapshot.partitions()) {
      partitions.add(
          new PartitionView(
              each.topic(),
              each.partition(),
              each.highWatermark().orElse(-1),
              each.committed().orElse(-1),
              each.effectiveLag().orElse(each.lag().orElse(-1)),
              told ? owners.indexOf(each.member()) : -1));
    }
    return new GroupView(
        snapshot.timeNanos() / 1_000_000L,
        OptionalInt.of(members),
        Assignor.of(group.getAssignor()),
        new GroupLedger(group).membersPerHost(snapshot.timeNanos()),
        trouble(snapshot.verdict().status()),
        snapshot.inputs().coverage().orElse(0),
        lagSeconds(snapshot),
        snapshot.inputs().rebalancingSince() > 0,
        group.getRebalanceSeconds() > 0 ? group.getRebalanceSeconds() : USUAL_REBALANCE_SECONDS,
        partitions,
        told ? busyShares(owners, members, group, snapshot.timeNanos()) : List.of());
  }

  private static List<Double> busyShares(
      List<String> owners, int members, GroupState.Builder group, long nowNanos) {
    GroupLedger ledger = new GroupLedger(group);
    List<Double> shares = new ArrayList<>(members);
    owners.forEach(owner -> shares.add(ledger.busyShare(owner, nowNanos)));
    while (shares.size() < members) {
      shares.add(Double.NaN);
    }
    return shares;
  }

  private static GroupView.Trouble trouble(LagStatus status) {
    return switch (status) {
      case STOP -> GroupView.Trouble.STOP;
      case STALL -> GroupView.Trouble.STALL;
      default -> GroupView.Trouble.NONE;
    };
  }

  private static OptionalDouble lagSeconds(GroupSnapshot snapshot) {
    return snapshot.partitions().stream()
        .filter(each -> each.lagSeconds().isPresent())
        .mapToDouble(each -> each.lagSeconds().getAsDouble())
        .max();
  }
}
