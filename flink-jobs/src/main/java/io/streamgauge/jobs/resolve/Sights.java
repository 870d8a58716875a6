package io.streamgauge.jobs.resolve;

import io.streamgauge.events.TopicRef;
import io.streamgauge.jobs.v1.GroupSeen;
import io.streamgauge.jobs.v1.PartitionSeen;

/**
 * What traffic shows of partitions and groups, told to the cluster when it is new and then once per
 * hour of event time: state that expires has to know what to keep.
 */
final class Sights {
  private static final int REMEMBERED = 100_000;
  private static final long RENEWAL_NANOS = 3_600_000_000_000L;

  private final Sink sink;
  private final Recent<Sight> told = new Recent<>(REMEMBERED);

  Sights(Sink sink) {
    this.sink = sink;
  }

  /** A topic made anew has another id, so its partitions are told at once. */
  private record Sight(
      String kind, String cluster, TopicRef topic, String who, String broker, long hour) {}

  /** The partition had traffic at the place's broker, which leads it or only serves it. */
  void partition(TopicRef topic, int partition, boolean leader, Place place) {
    String broker = leader ? place.broker() : "";
    if (isNew("traffic", topic, Integer.toString(partition), broker, place)) {
      sink.cluster(
          FactRouter.cluster(place)
              .setPartition(
                  PartitionSeen.newBuilder()
                      .setTopic(topic.name())
                      .setPartition(partition)
                      .setLeader(leader))
              .build());
    }
  }

  /**
   * The group has an offset in the partition, and the place's broker coordinates it. The broker
   * need not serve the partition; but when the topic is deleted, its offsets are to go too.
   */
  void committed(String group, TopicRef topic, int partition, Place place) {
    if (isNew("committed", topic, Integer.toString(partition), "", place)) {
      sink.cluster(
          FactRouter.cluster(place)
              .setBroker("")
              .setPartition(
                  PartitionSeen.newBuilder().setTopic(topic.name()).setPartition(partition))
              .build());
    }
    if (isNew("group", topic, group, place.broker(), place)) {
      sink.cluster(
          FactRouter.cluster(place)
              .setGroup(GroupSeen.newBuilder().setGroup(group).setTopic(topic.name()))
              .build());
    }
  }

  /** Some topic of the cluster has so many replicas. */
  void replicated(int factor, Place place) {
    if (factor > 0 && isNew("replicas", TopicRef.NONE, Integer.toString(factor), "", place)) {
      sink.broker(FactRouter.broker(place).setReplicationFactor(factor).build());
    }
  }

  private boolean isNew(String kind, TopicRef topic, String who, String broker, Place place) {
    long hour = Math.floorDiv(place.timeNanos(), RENEWAL_NANOS);
    return told.add(new Sight(kind, place.cluster(), topic, who, broker, hour));
  }
}
