package io.streamgauge.jobs.resolve;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.ClusterDescribed;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.GroupDescribed;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.OffsetsDeleted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.events.v1.TransactionEnded;
import io.streamgauge.events.v1.TransactionalOffset;
import io.streamgauge.jobs.ingest.BatchView;
import io.streamgauge.jobs.v1.BrokersSeen;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.Commit;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.GroupSeen;
import io.streamgauge.jobs.v1.MemberSeen;
import io.streamgauge.jobs.v1.MembersSeen;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionSeen;
import io.streamgauge.jobs.v1.TopicSeen;
import io.streamgauge.jobs.v1.TransactionEnd;
import io.streamgauge.jobs.v1.TransactionFact;

/** Ordered events: each becomes facts for the operators that keep books. */
final class FactRouter {
  private static final int REMEMBERED = 100_000;

  private final Sink sink;
  private final Recent<String> sights = new Recent<>(REMEMBERED);

  FactRouter(Sink sink) {
    this.sink = sink;
  }

  /** A topic as an event names it. */
  record NamedTopic(String name, ByteString id) {}

  void committed(
      OffsetCommitted event, long ordinal, NamedTopic topic, BatchView tables, Place place) {
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
            .build());
    groupSeen(group, topic, place);
  }

  void offsets(PartitionOffsets event, long ordinal, NamedTopic topic, Place place) {
    sink.partition(
        partition(topic, event.getPartition(), ordinal, place)
            .setOffsets(event.toBuilder().clearTopic().clearClient())
            .build());
    boolean leader =
        event.getSource() == Source.PRODUCE || event.getSource() == Source.FOLLOWER_FETCH;
    String sight = place.cluster() + '\u0000' + topic.name() + '\u0000' + event.getPartition();
    // A consumer may be served by a follower (KIP-392): it does not tell who leads, only that
    // there is such a partition.
    if (sights.add(leader ? sight + '\u0000' + place.broker() : sight)) {
      sink.cluster(
          cluster(place)
              .setPartition(
                  PartitionSeen.newBuilder()
                      .setTopic(topic.name())
                      .setPartition(event.getPartition())
                      .setLeader(leader))
              .build());
    }
  }

  void transactional(
      TransactionalOffset event, long ordinal, NamedTopic topic, BatchView tables, Place place) {
    String group = tables.string(event.getGroup());
    Commit commit =
        Commit.newBuilder()
            .setGroup(group)
            .setOffset(event.getOffset())
            .setSource(Source.OFFSET_COMMIT)
            .setGeneration(-1)
            .build();
    sink.transaction(
        transaction(event.getProducerId(), event.getProducerEpoch(), ordinal, place)
            .setOffset(partition(topic, event.getPartition(), ordinal, place).setCommit(commit))
            .build());
    groupSeen(group, topic, place);
  }

  void offsetsDeleted(
      OffsetsDeleted event, long ordinal, NamedTopic topic, BatchView tables, Place place) {
    for (int partition : event.getPartitionsList()) {
      sink.partition(
          partition(topic, partition, ordinal, place)
              .setOffsetDeleted(tables.string(event.getGroup()))
              .build());
    }
  }

  void recordsDeleted(Event event, NamedTopic topic, Place place) {
    sink.partition(
        partition(topic, event.getRecordsDeleted().getPartition(), event.getOrdinal(), place)
            .setRecordsDeleted(event.getRecordsDeleted().getLowWatermark())
            .build());
  }

  void topicDescribed(TopicDescribed event, NamedTopic topic, Place place) {
    sink.cluster(
        cluster(place)
            .setTopic(
                TopicSeen.newBuilder()
                    .setTopic(topic.name())
                    .setTopicId(topic.id())
                    .addAllPartitions(event.getPartitionsList()))
            .build());
  }

  void topicDeleted(NamedTopic topic, Place place) {
    sink.cluster(cluster(place).setTopicDeleted(topic.name()).build());
  }

  void clusterDescribed(ClusterDescribed event, BatchView tables, Place place) {
    if (event.getBrokersCount() == 0) {
      return;
    }
    BrokersSeen.Builder seen = BrokersSeen.newBuilder();
    for (ClusterDescribed.Broker broker : event.getBrokersList()) {
      seen.addBrokers(
          BrokersSeen.Broker.newBuilder()
              .setId(Integer.toString(broker.getNodeId()))
              .setAddress(BatchView.hostPort(tables.string(broker.getHost()), broker.getPort())));
    }
    sink.cluster(cluster(place).setBrokers(seen).build());
  }

  void member(MemberChanged event, long ordinal, BatchView tables, Place place) {
    sink.group(
        group(tables.string(event.getGroup()), ordinal, place)
            .setMember(
                MemberSeen.newBuilder()
                    .setMemberId(tables.string(event.getMemberId()))
                    .setChange(event.getChange())
                    .setSessionTimeoutMillis(event.getSessionTimeoutMillis()))
            .build());
  }

  void groupDescribed(GroupDescribed event, long ordinal, BatchView tables, Place place) {
    MembersSeen.Builder members = MembersSeen.newBuilder();
    for (GroupDescribed.Member member : event.getMembersList()) {
      members.addMemberIds(tables.string(member.getMemberId()));
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

  private void groupSeen(String group, NamedTopic topic, Place place) {
    String sight =
        place.cluster() + '\u0001' + group + '\u0000' + topic.name() + '\u0000' + place.broker();
    if (sights.add(sight)) {
      sink.cluster(
          cluster(place)
              .setGroup(GroupSeen.newBuilder().setGroup(group).setTopic(topic.name()))
              .build());
    }
  }

  static ClusterFact.Builder cluster(Place place) {
    return ClusterFact.newBuilder()
        .setCluster(place.cluster())
        .setBroker(place.broker())
        .setAgent(place.agent())
        .setTimeNanos(place.timeNanos());
  }

  private static PartitionFact.Builder partition(
      NamedTopic topic, int partition, long ordinal, Place place) {
    return PartitionFact.newBuilder()
        .setCluster(place.cluster())
        .setTopic(topic.name())
        .setTopicId(topic.id())
        .setPartition(partition)
        .setTimeNanos(place.timeNanos())
        .setOrdinal(ordinal);
  }

  private static GroupFact.Builder group(String group, long ordinal, Place place) {
    return GroupFact.newBuilder()
        .setCluster(place.cluster())
        .setGroup(group)
        .setTimeNanos(place.timeNanos())
        .setOrdinal(ordinal);
  }

  private static TransactionFact.Builder transaction(
      long producerId, int epoch, long ordinal, Place place) {
    return TransactionFact.newBuilder()
        .setCluster(place.cluster())
        .setProducerId(producerId)
        .setProducerEpoch(epoch)
        .setTimeNanos(place.timeNanos())
        .setOrdinal(ordinal);
  }
}
