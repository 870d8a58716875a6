package io.streamgauge.agent.rollup;

import io.streamgauge.events.ListenerRef;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** A broker's listener: what is learned of it, and its sums. */
public final class ListenerState {
  private final RollupTable table;
  private final ListenerAccumulator traffic = new ListenerAccumulator(this);
  private final Map<String, AnomalyAccumulator> anomalies = new HashMap<>();
  private ListenerRef ref;

  ListenerState(RollupTable table, ListenerRef ref) {
    this.table = table;
    this.ref = ref;
  }

  /** The listener as events name it now. */
  public ListenerRef ref() {
    return ref;
  }

  /** Kafka's cluster id was learned on this listener; null and empty say nothing. */
  public void learnClusterId(String clusterId) {
    if (clusterId != null && !clusterId.isEmpty() && !clusterId.equals(ref.clusterId())) {
      ref = new ListenerRef(ref.address(), ref.port(), ref.clusterName(), clusterId, ref.nodeId());
    }
  }

  /** The broker's id was learned. */
  public void learnNodeId(int nodeId) {
    if (ref.nodeId().isEmpty() || ref.nodeId().getAsInt() != nodeId) {
      ref =
          new ListenerRef(
              ref.address(),
              ref.port(),
              ref.clusterName(),
              ref.clusterId(),
              OptionalInt.of(nodeId));
    }
  }

  /** The sums of this listener's bytes and connections, marked as part of this step. */
  public ListenerAccumulator traffic() {
    table.touch(traffic);
    return traffic;
  }

  /** Counts one anomaly; reasons are few. */
  public void addAnomaly(String reason, long bytes) {
    AnomalyAccumulator sum = anomalies.get(reason);
    if (sum == null) {
      sum = anomalies.computeIfAbsent(reason, r -> new AnomalyAccumulator(this, r));
    }
    table.touch(sum);
    sum.add(bytes);
  }
}
