package io.streamgauge.agent.mapping;

import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.agent.identity.TopicNames;
import io.streamgauge.agent.rollup.Labels;
import io.streamgauge.agent.rollup.ListenerState;
import io.streamgauge.agent.rollup.TopicLabel;
import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventWriter;
import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.ArrayList;
import java.util.List;

/** Where an exchange happened, and the way to state facts about it. One per connection. */
final class MappingContext {
  private final ListenerState listener;
  private final Labels labels;
  private final TopicNames names;
  private final FactSink sink;
  private ClientRef client;
  private long timeNanos;
  private int sessionId;
  private PartitionOffsetsTracker.Session session;

  MappingContext(ListenerState listener, Labels labels, TopicNames names, FactSink sink) {
    this.listener = listener;
    this.labels = labels;
    this.names = names;
    this.sink = sink;
  }

  /** The exchange that is looked at now. */
  MappingContext at(long packetTimeNanos, ClientRef exchangeClient) {
    timeNanos = packetTimeNanos;
    client = exchangeClient;
    return this;
  }

  ListenerState listener() {
    return listener;
  }

  ClientRef client() {
    return client;
  }

  /** Packet time of the answer. */
  long timeNanos() {
    return timeNanos;
  }

  boolean admitsGroup(String group) {
    return labels.admitsGroup(group);
  }

  /** The topic of a row; a name learned for its id is filled in. */
  TopicLabel topic(PartitionRow row) {
    return topic(row.topic(), row.topicIdHigh(), row.topicIdLow());
  }

  private TopicLabel topic(String name, long idHigh, long idLow) {
    TopicLabel label = labels.topic(name, idHigh, idLow);
    if (!label.ref().hasName()) {
      String learned = names.nameOf(new KafkaUuid(idHigh, idLow));
      return learned == null ? label : labels.topic(learned, idHigh, idLow);
    }
    return label;
  }

  /** The topic of a fact, or null if facts may not name it: it is ours, or beyond the limit. */
  TopicRef topicOfFact(String name, KafkaUuid id) {
    if (OwnTraffic.isTopic(name)) {
      return null;
    }
    return topicOfFact(topic(name, id.high(), id.low()));
  }

  /** The same of a row. */
  TopicRef topicOfFact(PartitionRow row) {
    return topicOfFact(topic(row));
  }

  private static TopicRef topicOfFact(TopicLabel label) {
    return label.isOwn() || label.isOverflow() ? null : label.ref();
  }

  /** A resolved topic and its partitions. */
  record Assigned(TopicRef topic, List<Integer> partitions) {
    TopicPartitions.Builder toProto(BatchTables tables) {
      return TopicPartitions.newBuilder()
          .setTopic(tables.topic(topic))
          .addAllPartitions(partitions);
    }
  }

  /** The topics of an assignment that facts may name. */
  List<Assigned> assigned(List<io.streamgauge.protocol.details.TopicPartitions> assignment) {
    List<Assigned> result = new ArrayList<>(assignment.size());
    for (io.streamgauge.protocol.details.TopicPartitions each : assignment) {
      TopicRef topic = topicOfFact(each.topic(), each.topicId());
      if (topic != null) {
        result.add(new Assigned(topic, each.partitions()));
      }
    }
    return result;
  }

  /** The fetch session of that id; a connection rarely has more than one. */
  PartitionOffsetsTracker.Session session(int id, PartitionOffsetsTracker tracker) {
    if (session == null || sessionId != id) {
      session = tracker.session(listener, id);
      sessionId = id;
    }
    return session;
  }

  /** The session that was last asked for is closed. */
  void forgetSession() {
    session = null;
  }

  /** States a fact of this exchange. */
  void emit(EventWriter body) {
    sink.emit(timeNanos, listener, body);
  }

  /** States a fact that became true at another time than the answer's. */
  void emit(long packetTimeNanos, EventWriter body) {
    sink.emit(packetTimeNanos, listener, body);
  }
}
