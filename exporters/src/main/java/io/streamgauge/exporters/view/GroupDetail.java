package io.streamgauge.exporters.view;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One group with its parts: {@code /api/v1/group}.
 *
 * @param topics by lag, worst first
 * @param partitions by lag, worst first, the worst {@link GroupDetails#MAX_PARTITIONS}
 * @param partitionsNotShown how many more there are
 * @param rebalances how many there were, by reason
 * @param history the last ten minutes, oldest first
 * @param historyStepSeconds event time between two points
 */
public record GroupDetail(
    Freshness freshness,
    GroupView group,
    List<Topic> topics,
    List<Partition> partitions,
    int partitionsNotShown,
    Map<String, Long> rebalances,
    List<HistoryPoint> history,
    int historyStepSeconds) {

  /**
   * A topic that the group consumes. What is unknown is empty.
   *
   * @param partitionsByStatus how many partitions have each lag status
   */
  public record Topic(
      String topic,
      OptionalLong lag,
      OptionalDouble lagSeconds,
      OptionalDouble arrivalPerSecond,
      OptionalDouble consumptionPerSecond,
      OptionalDouble retentionRatio,
      Map<String, Long> partitionsByStatus) {}

  /** A partition with its offsets. What is unknown is empty. */
  public record Partition(
      String topic,
      String partition,
      OptionalLong lag,
      OptionalLong committedOffset,
      OptionalLong highWatermark) {}
}
