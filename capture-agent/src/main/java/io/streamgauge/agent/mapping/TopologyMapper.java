package io.streamgauge.agent.mapping;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.ClusterDescribed;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.protocol.details.BrokerAddress;
import io.streamgauge.protocol.details.CreateTopicsDetails;
import io.streamgauge.protocol.details.DeleteTopicsDetails;
import io.streamgauge.protocol.details.DescribeClusterDetails;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.TopicIdsDetails;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;

/**
 * Metadata, DescribeCluster, CreateTopics, DeleteTopics: brokers, topics, and which broker answers
 * on the listener; and the apis that tell names of topic ids by the way. Unchanged descriptions are
 * repeated once a minute.
 */
final class TopologyMapper implements FactMapper {
  private static final long REPEAT_NANOS = 60_000_000_000L;
  private static final int MAX_TOPICS = 100_000;
  private static final int MAX_LISTENERS = 1_000;
  private static final int BROKER_ENDPOINTS = 1;

  private final RepeatFilter topics = new RepeatFilter(MAX_TOPICS, REPEAT_NANOS);
  private final RepeatFilter named = new RepeatFilter(MAX_TOPICS, REPEAT_NANOS);
  private final RepeatFilter clusters = new RepeatFilter(MAX_LISTENERS, REPEAT_NANOS);

  private record TopicSubject(ListenerEnd listener, TopicRef topic) {}

  /** A listener by what never changes of it. */
  private record ListenerEnd(String address, int port) {
    static ListenerEnd of(ListenerRef ref) {
      return new ListenerEnd(ref.address(), ref.port());
    }
  }

  private record Cluster(String id, int controller, List<BrokerAddress> brokers) {}

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof MetadataDetails metadata) {
      mapCluster(
          new Cluster(metadata.clusterId(), metadata.controllerId(), metadata.brokers()), context);
      metadata.topics().forEach(topic -> mapTopic(topic, context));
    } else if (exchange.details() instanceof DescribeClusterDetails cluster) {
      if (exchange.errorCode() == KafkaErrors.NONE && cluster.endpointType() == BROKER_ENDPOINTS) {
        mapCluster(
            new Cluster(cluster.clusterId(), cluster.controllerId(), cluster.brokers()), context);
      }
    } else if (exchange.details() instanceof CreateTopicsDetails created) {
      if (!created.validateOnly()) {
        created.topics().forEach(topic -> mapCreated(topic, context));
      }
    } else if (exchange.details() instanceof DeleteTopicsDetails deleted) {
      deleted.topics().forEach(topic -> mapDeleted(topic, context));
    } else if (exchange.details() instanceof TopicIdsDetails told) {
      told.topics().forEach(topic -> mapNamed(topic, context));
    }
  }

  @Override
  public long dropped() {
    return topics.dropped() + named.dropped() + clusters.dropped();
  }

  private void mapCluster(Cluster cluster, MappingContext context) {
    if (cluster.brokers().isEmpty()) {
      return;
    }
    context.listener().learnClusterId(cluster.id());
    BrokerMatch.nodeId(context.listener().ref(), cluster.brokers())
        .ifPresent(context.listener()::learnNodeId);
    ListenerEnd end = ListenerEnd.of(context.listener().ref());
    if (!clusters.passes(end, cluster, context.timeNanos())) {
      return;
    }
    context.emit(
        (tables, event) -> {
          ClusterDescribed.Builder fact =
              event.getClusterDescribedBuilder().setClusterId(tables.string(cluster.id()));
          if (cluster.controller() >= 0) {
            fact.setControllerId(cluster.controller());
          }
          cluster.brokers().forEach(broker -> fact.addBrokers(toProto(broker, tables)));
        });
  }

  private static ClusterDescribed.Broker.Builder toProto(BrokerAddress broker, BatchTables tables) {
    return ClusterDescribed.Broker.newBuilder()
        .setNodeId(broker.id())
        .setHost(tables.string(broker.host()))
        .setPort(broker.port())
        .setRack(tables.string(broker.rack()));
  }

  private void mapTopic(MetadataDetails.Topic topic, MappingContext context) {
    if (topic.errorCode() != KafkaErrors.NONE) {
      return;
    }
    TopicRef ref = context.topicOfFact(topic.name(), topic.id());
    if (ref == null) {
      return;
    }
    TopicSubject subject = new TopicSubject(ListenerEnd.of(context.listener().ref()), ref);
    if (topics.passes(subject, topic, context.timeNanos())) {
      context.emit(
          (tables, event) -> {
            TopicDescribed.Builder fact =
                event
                    .getTopicDescribedBuilder()
                    .setTopic(tables.topic(ref))
                    .setInternal(topic.internal())
                    .setSource(Source.METADATA);
            topic.partitions().forEach(partition -> fact.addPartitions(toProto(partition)));
          });
    }
  }

  private static TopicDescribed.Partition.Builder toProto(MetadataDetails.Partition partition) {
    TopicDescribed.Partition.Builder message =
        TopicDescribed.Partition.newBuilder()
            .setPartition(partition.partition())
            .setLeader(partition.leaderId())
            .addAllReplicas(partition.replicas())
            .addAllInSyncReplicas(partition.inSyncReplicas());
    if (partition.leaderEpoch() >= 0) {
      message.setLeaderEpoch(partition.leaderEpoch());
    }
    return message;
  }

  /** Somebody may wait for the name of that id. */
  private void mapNamed(TopicIdsDetails.Topic topic, MappingContext context) {
    TopicRef ref = context.topicOfFact(topic.name(), topic.id());
    if (ref != null && named.passes(topic.id(), topic.name(), context.timeNanos())) {
      context.emit(
          (tables, event) ->
              event
                  .getTopicDescribedBuilder()
                  .setTopic(tables.topic(ref))
                  .setSource(Source.DESCRIBE));
    }
  }

  private static void mapCreated(CreateTopicsDetails.Topic topic, MappingContext context) {
    TopicRef ref = context.topicOfFact(topic.name(), topic.id());
    if (topic.errorCode() == KafkaErrors.NONE && ref != null) {
      context.emit(
          (tables, event) ->
              event.getTopicDescribedBuilder().setTopic(tables.topic(ref)).setSource(Source.ADMIN));
    }
  }

  private static void mapDeleted(DeleteTopicsDetails.Topic topic, MappingContext context) {
    TopicRef ref = context.topicOfFact(topic.name(), topic.id());
    if (topic.errorCode() == KafkaErrors.NONE && ref != null) {
      context.emit((tables, event) -> event.getTopicDeletedBuilder().setTopic(tables.topic(ref)));
    }
  }
}
