package io.streamgauge.jobs.resolve;

import com.google.protobuf.ByteString;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.ClusterDescribed;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.GroupDescribed;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.OffsetsDeleted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.ShareOffset;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.events.v1.TransactionEnded;
import io.streamgauge.events.v1.TransactionalOffset;
import io.streamgauge.jobs.v1.AssignedTopic;
import io.streamgauge.jobs.v1.AssignedTopics;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.BrokersSeen;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MembersSeen;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.ShareProgress;
import io.streamgauge.jobs.v1.TopicSeen;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Ordered events: each becomes facts for the operators that keep books. */
final class FactRouter {
  private final Sink sink;
  private final Names names;
  private final Sights sights;

  FactRouter(Sink sink, Names names) {
    this.sink = sink;
    this.names = names;
    this.sights = new Sights(sink);
  }

  void committed(
      OffsetCommitted event, long ordinal, TopicRef topic, EventBatchReader tables, Place place) {
    String group = tables.string(event.getGroup());
    sink.partition(
        partition(topic, event.getPartition(), ordinal, place)
            .setCommit(
                Commit.newBuilder()
                    .setGroup(group)
                    .setOffset(event.getOffset())
                    .setSource(event.getSource())
                    .setGeneration(event.getGeneration())
                    .setMemberId(tables.string(event.getMemberId())))
            .setReader(Assignments.reader(event.getClient(), tables))
            .build());
    sights.committed(group, topic, event.getPartition(), place);
  }

  void offsets(
      PartitionOffsets event, long ordinal, TopicRef topic, EventBatchReader tables, Place place) {
    sink.partition(
        partition(topic, event.getPartition(), ordinal, place)
            .setOffsets(event.toBuilder().clearTopic().clearClient())
            .setReader(Assignments.reader(event.getClient(), tables))
            .setWorkload(workload(event, tables, place))
            .build());
    boolean leader =
        event.getSource() == Source.PRODUCE || event.getSource() == Source.FOLLOWER_FETCH;
    // A consumer may be served by a follower (KIP-392): it does not tell who leads, only that
    // there is such a partition.
    sights.partition(topic, event.getPartition(), leader, place);
  }

  private String workload(PartitionOffsets event, EventBatchReader tables, Place place) {
    return event.getSource() == Source.FETCH && event.hasFetchOffset()
        ? tables
            .client(event.getClient())
            .map(client -> names.workload(client.address(), place.timeNanos()))
            .orElse("")
        : "";
  }

  void transactional(
      TransactionalOffset event,
      long ordinal,
      TopicRef topic,
      EventBatchReader tables,
      Place place) {
    String group = tables.string(event.getGroup());
    Commit commit =
        Commit.newBuilder()
            .setGroup(group)
            .setOffset(event.getOffset())
            .setSource(Source.OFFSET_COMMIT)
            .setGeneration(-1)
            .setTransactional(true)
            .build();
    sink.transaction(
        transaction(event.getProducerId(), event.getProducerEpoch(), ordinal, place)
            .setOffset(partition(topic, event.getPartition(), ordinal, place).setCommit(commit))
            .build());
    sights.committed(group, topic, event.getPartition(), place);
  }

  void offsetsDeleted(
      OffsetsDeleted event, long ordinal, TopicRef topic, EventBatchReader tables, Place place) {
    for (int partition : event.getPartitionsList()) {
      sink.partition(
          partition(topic, partition, ordinal, place)
              .setOffsetDeleted(tables.string(event.getGroup()))
              .build());
    }
  }

  void recordsDeleted(Event event, TopicRef topic, Place place) {
    sink.partition(
        partition(topic, event.getRecordsDeleted().getPartition(), event.getOrdinal(), place)
            .setRecordsDeleted(event.getRecordsDeleted().getLowWatermark())
            .build());
  }

  /** The acknowledged offset moves the group on, and makes it one of the cluster's. */
  void share(
      ShareOffset event, long ordinal, TopicRef topic, EventBatchReader tables, Place place) {
    String group = tables.string(event.getGroup());
    ShareProgress.Builder progress =
        ShareProgress.newBuilder().setGroup(group).setStartOffset(event.getStartOffset());
    if (event.hasLag()) {
      progress.setLag(event.getLag());
    }
    sink.partition(
        partition(topic, event.getPartition(), ordinal, place).setShare(progress).build());
    sights.committed(group, topic, event.getPartition(), place);
  }

  void topicDescribed(TopicDescribed event, TopicRef topic, Place place) {
    sink.cluster(
        cluster(place)
            .setTopic(
                TopicSeen.newBuilder()
                    .setTopic(topic.name())
                    .setTopicId(id(topic))
                    .addAllPartitions(event.getPartitionsList()))
            .build());
    int replicas =
        event.getPartitionsList().stream()
            .mapToInt(TopicDescribed.Partition::getReplicasCount)
            .max()
            .orElse(0);
    sights.replicated(replicas, place);
  }

  void topicDeleted(TopicRef topic, Place place) {
    sink.cluster(cluster(place).setTopicDeleted(topic.name()).build());
  }

  void clusterDescribed(ClusterDescribed event, EventBatchReader tables, Place place) {
    if (event.getBrokersCount() == 0) {
      return;
    }
    BrokersSeen.Builder seen = BrokersSeen.newBuilder();
    for (ClusterDescribed.Broker broker : event.getBrokersList()) {
      seen.addBrokers(
          BrokersSeen.Broker.newBuilder()
              .setId(Integer.toString(broker.getNodeId()))
              .setAddress(ListenerRef.endpoint(tables.string(broker.getHost()), broker.getPort())));
    }
    sink.cluster(cluster(place).setBrokers(seen).build());
    sink.broker(broker(place).setBrokers(seen).build());
  }

  void member(MemberChanged event, long ordinal, EventBatchReader tables, Place place) {
    sink.group(
        group(tables.string(event.getGroup()), ordinal, place)
            .setMember(
                MemberSeen.newBuilder()
                    .setMemberId(tables.string(event.getMemberId()))
                    .setHost(tables.client(event.getClient()).orElse(ClientRef.NONE).address())
                    .setAssignor(tables.string(event.getAssignor()))
                    .setChange(event.getChange())
                    .setKind(event.getKind())
                    .setGeneration(event.getGeneration())
                    .setSessionTimeoutMillis(event.getSessionTimeoutMillis())
                    .setRebalanceTimeoutMillis(event.getRebalanceTimeoutMillis())
                    .addAllAssignment(assigned(event.getAssignmentList(), tables)))
            .build());
  }

  /** Partitions by the names of their topics; what has no name is left out. */
  private List<AssignedTopic> assigned(List<TopicPartitions> list, EventBatchReader tables) {
    List<AssignedTopic> assigned = new ArrayList<>(list.size());
    for (TopicPartitions each : list) {
      TopicRef topic = names.named(tables.topic(each.getTopic()).orElse(TopicRef.NONE));
      if (topic.hasName()) {
        assigned.add(
            AssignedTopic.newBuilder()
                .setTopic(topic.name())
                .addAllPartitions(each.getPartitionsList())
                .build());
      }
    }
    return assigned;
  }

  void groupDescribed(GroupDescribed event, long ordinal, EventBatchReader tables, Place place) {
    MembersSeen.Builder members =
        MembersSeen.newBuilder()
            .setGeneration(event.getGeneration())
            .setKind(event.getKind())
            .setState(tables.string(event.getState()));
    // The leader's JoinGroup answer has no state, and comes before anything is assigned.
    boolean told = event.getState() != 0;
    for (GroupDescribed.Member member : event.getMembersList()) {
      String id = tables.string(member.getMemberId());
      members.addMemberIds(id);
      if (told) {
        members.putAssignments(
            id,
            AssignedTopics.newBuilder()
                .addAllTopics(assigned(member.getAssignmentList(), tables))
                .build());
      }
    }
    sink.group(group(tables.string(event.getGroup()), ordinal, place).setMembers(members).build());
  }

  void groupDeleted(String name, long ordinal, Place place) {
    sink.group(group(name, ordinal, place).setDeleted(true).build());
    sink.cluster(cluster(place).setGroupDeleted(name).build());
  }

  void producerInitialised(Event event, Place place) {
    sink.transaction(
        transaction(
                event.getProducerInitialised().getProducerId(),
                event.getProducerInitialised().getProducerEpoch(),
                event.getOrdinal(),
                place)
            .setInitialised(true)
            .setTimeoutMillis(event.getProducerInitialised().getTransactionTimeoutMillis())
            .build());
  }

  void transactionEnded(TransactionEnded event, long ordinal, Place place) {
    sink.transaction(
        transaction(event.getProducerId(), event.getProducerEpoch(), ordinal, place)
            .setEnd(
                TransactionEnd.newBuilder()
                    .setCommitted(event.getCommitted())
                    .setMarker(event.getMarker()))
            .build());
  }

  static BrokerFact.Builder broker(Place place) {
    return BrokerFact.newBuilder().setCluster(place.cluster()).setTimeNanos(place.timeNanos());
  }

  static ClusterFact.Builder cluster(Place place) {
    ClusterFact.Builder fact =
        ClusterFact.newBuilder()
            .setCluster(place.cluster())
            .setBroker(place.broker())
            .setAgent(place.agent())
            .setTimeNanos(place.timeNanos());
    if (place.hasEventTime()) {
      fact.setEventTimeMillis(place.eventTimeMillis());
    }
    return fact;
  }

  /** 16 bytes; empty if there is none. */
  private static ByteString id(TopicRef topic) {
    if (!topic.hasId()) {
      return ByteString.EMPTY;
    }
    return ByteString.copyFrom(
        ByteBuffer.allocate(16)
            .putLong(topic.id().getMostSignificantBits())
            .putLong(topic.id().getLeastSignificantBits())
            .flip());
  }

  static PartitionFact.Builder partition(TopicRef topic, int partition, long ordinal, Place place) {
    PartitionFact.Builder fact =
        PartitionFact.newBuilder()
            .setCluster(place.cluster())
            .setTopic(topic.name())
            .setTopicId(id(topic))
            .setPartition(partition)
            .setTimeNanos(place.timeNanos())
            .setOrdinal(ordinal);
    if (place.hasEventTime()) {
      fact.setEventTimeMillis(place.eventTimeMillis());
    }
    return fact;
  }

  private static GroupFact.Builder group(String group, long ordinal, Place place) {
    GroupFact.Builder fact =
        GroupFact.newBuilder()
            .setCluster(place.cluster())
            .setGroup(group)
            .setTimeNanos(place.timeNanos())
            .setOrdinal(ordinal);
    if (place.hasEventTime()) {
      fact.setEventTimeMillis(place.eventTimeMillis());
    }
    return fact;
  }

  private static TransactionFact.Builder transaction(
      long producerId, int epoch, long ordinal, Place place) {
    TransactionFact.Builder fact =
        TransactionFact.newBuilder()
            .setCluster(place.cluster())
            .setProducerId(producerId)
            .setProducerEpoch(epoch)
            .setTimeNanos(place.timeNanos())
            .setOrdinal(ordinal);
    if (place.hasEventTime()) {
      fact.setEventTimeMillis(place.eventTimeMillis());
    }
    return fact;
  }
}
