package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.lag.Rebalances;
import io.streamgauge.jobs.v1.GroupState;
import java.util.List;
import org.apache.flink.util.Collector;

/** Words the state a group is in: 1 for the present one, 0 for the one before. */
final class GroupStateTeller {
  static final String STABLE = "stable";
  static final String EMPTY = "empty";
  static final String REBALANCING = "rebalancing";

  private final GroupState.Builder state;
  private final Collector<Result> out;

  GroupStateTeller(GroupState.Builder state, Collector<Result> out) {
    this.state = state;
    this.out = out;
  }

  void tell(long nowNanos, long asOf) {
    String now = now(nowNanos);
    String told = state.getStateTold();
    if (now.equals(told)) {
      return;
    }
    if (now.isEmpty()) {
      for (String each : List.of(STABLE, EMPTY, REBALANCING)) {
        out.collect(Results.tombstone(MetricCatalog.CONSUMERGROUP_STATE, labels(each), asOf));
      }
    } else {
      if (!told.isEmpty()) {
        out.collect(Results.gauge(MetricCatalog.CONSUMERGROUP_STATE, labels(told), 0, asOf));
      }
      out.collect(Results.gauge(MetricCatalog.CONSUMERGROUP_STATE, labels(now), 1, asOf));
    }
    state.setStateTold(now);
  }

  /** Empty while nothing of its members was seen. */
  private String now(long nowNanos) {
    if (!state.getMembershipSeen()) {
      return "";
    }
    if (new GroupLedger(state).liveMembers(nowNanos) == 0) {
      return EMPTY;
    }
    return new Rebalances(state).since() > 0 ? REBALANCING : STABLE;
  }

  private List<String> labels(String value) {
    return List.of(state.getCluster(), state.getGroup(), value);
  }
}
