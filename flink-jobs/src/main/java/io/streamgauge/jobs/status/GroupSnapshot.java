package io.streamgauge.jobs.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The partition that decides: the worst that is not abandoned, else the first there is. */
  public Optional<PartitionSnapshot> decisive() {
    PartitionSnapshot worst = null;
    for (PartitionSnapshot partition : partitions) {
      LagStatus status = partition.verdict().status();
      boolean abandoned = worst != null && worst.verdict().status() == LagStatus.ABANDONED;
      if (worst == null
          || (status != LagStatus.ABANDONED
              && (abandoned || status.severity() > worst.verdict().status().severity()))) {
        worst = partition;
      }
    }
    return Optional.ofNullable(worst);
  }

  /**
   * The worst partition's that is not abandoned; ABANDONED if all are, UNKNOWN if there are none.
   */
  public Verdict verdict() {
    return decisive().map(PartitionSnapshot::verdict).orElse(Verdict.of(LagStatus.UNKNOWN));
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
