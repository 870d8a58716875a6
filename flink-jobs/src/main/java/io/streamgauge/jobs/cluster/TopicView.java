package io.streamgauge.jobs.cluster;

import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.jobs.v1.TopicPartitionState;
import io.streamgauge.jobs.v1.TopicSeen;
import io.streamgauge.jobs.v1.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What is known of one topic: partitions, leaders, coverage. Plain Java. */
final class TopicView {
  /** How long what Metadata said of leaders and replicas is believed. */
  static final long DETAILS_NANOS = 600_000_000_000L;

  private final TopicState.Builder state;

  TopicView(TopicState.Builder state) {
    this.state = state;
  }

  /**
   * Takes a description.
   *
   * @return partitions that the topic no longer has, because it was made anew with fewer; empty
   *     when the description is older than what is known
   */
  List<Integer> describe(TopicSeen seen, long timeNanos) {
    if (timeNanos < state.getDescribedNanos()) {
      return List.of();
    }
    List<Integer> vanished = new ArrayList<>();
    boolean anew =
        !seen.getTopicId().isEmpty()
            && !state.getTopicId().isEmpty()
            && !seen.getTopicId().equals(state.getTopicId());
    if (!seen.getTopicId().isEmpty()) {
      state.setTopicId(seen.getTopicId());
    }
    if (seen.getPartitionsCount() == 0) {
      return vanished;
    }
    Map<Integer, TopicPartitionState> before = Map.copyOf(state.getPartitionsMap());
    if (anew) {
      state.clearPartitions().clearKeepsAll().clearKeepsAllNanos();
      vanished.addAll(before.keySet());
    }
    for (TopicDescribed.Partition partition : seen.getPartitionsList()) {
      vanished.remove((Object) partition.getPartition());
      state.putPartitions(
          partition.getPartition(),
          TopicPartitionState.newBuilder()
              .setLeader(partition.getLeader())
              .addAllReplicas(partition.getReplicasList())
              .addAllInSyncReplicas(partition.getInSyncReplicasList())
              .build());
    }
    state.setDescribedNanos(timeNanos);
    return vanished;
  }

  /**
   * Traffic of the partition was seen at a broker; without a better word it stands for the leader.
   */
  void servedBy(int partition, String broker, boolean leads) {
    TopicPartitionState known =
        state.getPartitionsOrDefault(partition, TopicPartitionState.getDefaultInstance());
    TopicPartitionState.Builder next = known.toBuilder();
    if (leads || (!known.hasLeader() && known.getServedBy().isEmpty())) {
      next.setServedBy(broker);
    }
    state.setObserved(true).putPartitions(partition, next.build());
  }

  boolean detailsFresh(long nowNanos) {
    return state.getDescribedNanos() > 0 && nowNanos - state.getDescribedNanos() < DETAILS_NANOS;
  }

  /** Minimum over the leaders of its partitions; empty while no leader is known. */
  OptionalDouble coverage(Map<String, Double> brokers) {
    double minimum = Double.POSITIVE_INFINITY;
    for (TopicPartitionState partition : state.getPartitionsMap().values()) {
      String leader = leader(partition);
      if (!leader.isEmpty()) {
        minimum = Math.min(minimum, brokers.getOrDefault(leader, 0.0));
      }
    }
    return Double.isInfinite(minimum) ? OptionalDouble.empty() : OptionalDouble.of(minimum);
  }

  private static String leader(TopicPartitionState partition) {
    if (!partition.getServedBy().isEmpty()) {
      return partition.getServedBy();
    }
    return partition.hasLeader() && partition.getLeader() >= 0
        ? Integer.toString(partition.getLeader())
        : "";
  }
}
