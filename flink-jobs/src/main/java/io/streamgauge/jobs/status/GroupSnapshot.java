package io.streamgauge.jobs.status;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A group at one evaluation: what scaling advice and alerts decide from.
 *
 * @param timeNanos time of the evaluation, nanoseconds since the epoch, a multiple of 10 s
 * @param partitions by topic and partition
 */
public record GroupSnapshot(
    String cluster,
    String group,
    long timeNanos,
    GroupInputs inputs,
    List<PartitionSnapshot> partitions) {

  public GroupSnapshot {
    partitions = List.copyOf(partitions);
  }

  /**
   * The worst partition's that is not abandoned; ABANDONED if all are, UNKNOWN if there are none.
   */
  public Verdict verdict() {
    Verdict worst = null;
    for (PartitionSnapshot partition : partitions) {
      Verdict verdict = partition.verdict();
      if (verdict.status() != LagStatus.ABANDONED
          && (worst == null || verdict.status().severity() > worst.status().severity())) {
        worst = verdict;
      }
    }
    if (worst != null) {
      return worst;
    }
    return Verdict.of(partitions.isEmpty() ? LagStatus.UNKNOWN : LagStatus.ABANDONED);
  }

  /** Partitions by status, per topic. */
  public Map<String, Map<LagStatus, Integer>> counts() {
    Map<String, Map<LagStatus, Integer>> counts = new TreeMap<>();
    for (PartitionSnapshot partition : partitions) {
      counts
          .computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
          .merge(partition.verdict().status(), 1, Integer::sum);
    }
    return counts;
  }
}
