package io.streamgauge.protocol.details;

import java.util.List;

/**
 * A {@code ConsumerProtocolSubscription}: what a member of a classic consumer group wants.
 *
 * @param topics subscribed topics
 * @param ownedPartitions partitions it still holds (from v1; else empty)
 * @param generation generation it last saw (from v2; else -1)
 * @param rackId rack (from v3), or null
 */
public record Subscription(
    List<String> topics, List<TopicPartitions> ownedPartitions, int generation, String rackId) {
  /** Takes copies of its lists. */
  public Subscription {
    topics = List.copyOf(topics);
    ownedPartitions = List.copyOf(ownedPartitions);
  }
}
