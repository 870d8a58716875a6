package io.streamgauge.agent.seed;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.agent.privacy.PrivacyPolicy;
import io.streamgauge.agent.publish.BatchSink;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.BatchTables;
import io.streamgauge.events.EventBatchBuilder;
import io.streamgauge.events.EventWriter;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.ClusterDescribed;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.GroupDescribed;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.events.v1.TopicPartitions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** The answers as events, in batches that say they come from no agent that watches. */
public final class SeedEvents {
  private final EventBatchBuilder batches;
  private final String clusterName;
  private String clusterId = "";
  private Node any;
  private long ordinal;
  private long newest;

  /**
   * Without events yet.
   *
   * @param startedNanos start of the seed, nanoseconds since the epoch; makes its agent id unique
   * @param clusterName display name of the cluster as the agents have it; empty if they have none
   */
  public SeedEvents(long startedNanos, String node, String version, String clusterName) {
    this.batches =
        new EventBatchBuilder(
            new AgentIdentity("seed-" + startedNanos, startedNanos, node, version), 1000);
    this.clusterName = clusterName;
    this.newest = startedNanos;
  }

  /** All of it that may leave this node; the last batch ends the seed. */
  public List<EventBatch> batches(PrivacyPolicy privacy) {
    List<EventBatch> marked = new ArrayList<>();
    BatchSink guarded = privacy.guard(marked::add);
    batches.buildFinal(newest).forEach(each -> guarded.accept(mark(each)));
    return marked;
  }

  private static EventBatch mark(EventBatch batch) {
    return batch.toBuilder().setSeed(true).build();
  }

  void cluster(String id, Node controller, Collection<Node> nodes, long time) {
    clusterId = id == null ? "" : id;
    any = nodes.iterator().next();
    add(
        any,
        time,
        (tables, event) -> {
          ClusterDescribed.Builder body =
              event.getClusterDescribedBuilder().setClusterId(tables.string(clusterId));
          if (controller != null && !controller.isEmpty()) {
            body.setControllerId(controller.id());
          }
          for (Node node : nodes) {
            body.addBrokers(
                ClusterDescribed.Broker.newBuilder()
                    .setNodeId(node.id())
                    .setHost(tables.string(node.host()))
                    .setPort(node.port())
                    .setRack(tables.string(node.rack())));
          }
        });
  }

  void topic(TopicDescription topic, long time) {
    UUID id =
        new UUID(
            topic.topicId().getMostSignificantBits(), topic.topicId().getLeastSignificantBits());
    add(
        any,
        time,
        (tables, event) -> {
          TopicDescribed.Builder body =
              event
                  .getTopicDescribedBuilder()
                  .setTopic(tables.topic(new TopicRef(topic.name(), id)))
                  .setInternal(topic.isInternal())
                  .setSource(Source.SEED);
          for (TopicPartitionInfo partition : topic.partitions()) {
            Node leader = partition.leader();
            TopicDescribed.Partition.Builder each =
                TopicDescribed.Partition.newBuilder()
                    .setPartition(partition.partition())
                    .setLeader(leader == null ? -1 : leader.id());
            partition.replicas().forEach(node -> each.addReplicas(node.id()));
            partition.isr().forEach(node -> each.addInSyncReplicas(node.id()));
            body.addPartitions(each);
          }
        });
  }

  void offsets(TopicPartition partition, Node leader, long end, long start, long time) {
    add(
        leader,
        time,
        (tables, event) -> {
          PartitionOffsets.Builder body =
              event
                  .getPartitionOffsetsBuilder()
                  .setTopic(topic(tables, partition))
                  .setPartition(partition.partition())
                  .setSource(Source.SEED)
                  .setHighWatermark(end);
          if (start >= 0) {
            body.setLogStartOffset(start);
          }
        });
  }

  void committed(
      ConsumerGroupDescription group, Map<TopicPartition, OffsetAndMetadata> offsets, long time) {
    offsets.forEach(
        (partition, offset) -> {
          if (offset == null || OwnTraffic.isTopic(partition.topic())) {
            return;
          }
          add(
              group.coordinator(),
              time,
              (tables, event) -> {
                OffsetCommitted.Builder body =
                    event
                        .getOffsetCommittedBuilder()
                        .setGroup(tables.string(group.groupId()))
                        .setTopic(topic(tables, partition))
                        .setPartition(partition.partition())
                        .setOffset(offset.offset())
                        .setSource(Source.SEED)
                        .setGeneration(-1);
                offset.leaderEpoch().ifPresent(body::setLeaderEpoch);
              });
        });
  }

  void group(ConsumerGroupDescription group, long time) {
    add(
        group.coordinator(),
        time,
        (tables, event) -> {
          GroupDescribed.Builder body =
              event
                  .getGroupDescribedBuilder()
                  .setGroup(tables.string(group.groupId()))
                  .setKind(
                      group.type() == GroupType.CONSUMER ? GroupKind.CONSUMER : GroupKind.CLASSIC)
                  .setState(tables.string(group.groupState().toString()))
                  .setGeneration(group.groupEpoch().orElse(-1))
                  .setAssignor(tables.string(group.partitionAssignor()))
                  .setSource(Source.SEED);
          for (MemberDescription member : group.members()) {
            GroupDescribed.Member.Builder each =
                GroupDescribed.Member.newBuilder()
                    .setMemberId(tables.string(member.consumerId()))
                    .setInstanceId(tables.string(member.groupInstanceId().orElse("")))
                    .setClientId(tables.string(member.clientId()))
                    .setHost(tables.string(member.host()));
            assignment(member)
                .forEach(
                    (topic, partitions) ->
                        each.addAssignment(
                            TopicPartitions.newBuilder()
                                .setTopic(tables.topic(new TopicRef(topic, TopicRef.NO_ID)))
                                .addAllPartitions(partitions)));
            body.addMembers(each);
          }
        });
  }

  private static Map<String, List<Integer>> assignment(MemberDescription member) {
    Map<String, List<Integer>> byTopic = new TreeMap<>();
    for (TopicPartition partition : member.assignment().topicPartitions()) {
      byTopic.computeIfAbsent(partition.topic(), t -> new ArrayList<>()).add(partition.partition());
    }
    return byTopic;
  }

  private static int topic(BatchTables tables, TopicPartition partition) {
    return tables.topic(new TopicRef(partition.topic(), TopicRef.NO_ID));
  }

  private void add(Node node, long time, EventWriter body) {
    newest = Math.max(newest, time);
    long number = ++ordinal;
    batches.add(
        (BatchTables tables, Event.Builder event) -> {
          event
              .setTimeNanos(time)
              .setOrdinal(number)
              .setListener(
                  tables.listener(
                      new ListenerRef(
                          node.host(),
                          node.port(),
                          clusterName,
                          clusterId,
                          OptionalInt.of(node.id()))));
          body.write(tables, event);
        });
  }
}
