package io.streamgauge.jobs.cluster;

import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.PartitionSeen;
import io.streamgauge.jobs.v1.TopicState;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/** The topics of one cluster: described by Metadata, or seen in traffic, or both. */
final class Topics {
  private final MapState<String, TopicState> topics;

  Topics(RuntimeContext context) {
    this.topics =
        context.getMapState(
            new MapStateDescriptor<>(
                "topics", Types.STRING, ProtoTypeInfo.forMessage(TopicState.class)));
  }

  /** Takes a description; returns the partitions that it says are gone. */
  List<Integer> describe(ClusterFact fact) throws Exception {
    String name = fact.getTopic().getTopic();
    TopicState.Builder topic = topic(name, fact.getTimeNanos());
    List<Integer> vanished = new TopicView(topic).describe(fact.getTopic(), fact.getTimeNanos());
    topics.put(name, topic.setDetailsTold(false).build());
    return vanished;
  }

  /** Ends a topic that was deleted; returns its partitions. A newer description stands. */
  Set<Integer> delete(ClusterFact fact, ClusterTeller teller) throws Exception {
    TopicState topic = topics.get(fact.getTopicDeleted());
    if (topic == null || topic.getDescribedNanos() > fact.getTimeNanos()) {
      return Set.of();
    }
    teller.endTopic(fact.getTopicDeleted(), topic);
    topics.remove(fact.getTopicDeleted());
    return topic.getPartitionsMap().keySet();
  }

  /** Takes what the configuration says of retention; returns the topic with what is known of it. */
  TopicState kept(ClusterFact fact) throws Exception {
    String name = fact.getTopicKept().getTopic();
    TopicState.Builder topic = topic(name, fact.getTimeNanos());
    if (fact.getTimeNanos() >= topic.getKeepsAllNanos()) {
      topic.setKeepsAll(fact.getTopicKept().getKeepsAll()).setKeepsAllNanos(fact.getTimeNanos());
    }
    topics.put(name, topic.build());
    return topic.build();
  }

  /** Takes a partition that was seen; returns its topic. */
  TopicState served(ClusterFact fact) throws Exception {
    PartitionSeen seen = fact.getPartition();
    TopicState.Builder topic = topic(seen.getTopic(), fact.getTimeNanos());
    new TopicView(topic).servedBy(seen.getPartition(), fact.getBroker(), seen.getLeader());
    topics.put(seen.getTopic(), topic.build());
    return topic.build();
  }

  private TopicState.Builder topic(String name, long time) throws Exception {
    TopicState known = topics.get(name);
    TopicState.Builder topic = known == null ? TopicState.newBuilder() : known.toBuilder();
    return topic.setLastTimeNanos(Math.max(topic.getLastTimeNanos(), time));
  }

  void tell(ClusterTeller teller, boolean sweep) throws Exception {
    int described = 0;
    int observed = 0;
    for (String name : StateKeys.of(topics)) {
      TopicState.Builder topic = topics.get(name).toBuilder();
      teller.topic(name, topic, sweep);
      topics.put(name, topic.build());
      described += topic.getDescribedNanos() > 0 ? 1 : 0;
      observed += topic.getObserved() ? 1 : 0;
    }
    teller.topicCounts(described, observed);
  }

  /** Ends the topics without news since the limit; returns how many. */
  int expire(long limitNanos, ClusterTeller teller) throws Exception {
    int expired = 0;
    for (String name : StateKeys.of(topics)) {
      TopicState topic = topics.get(name);
      if (topic.getLastTimeNanos() <= limitNanos) {
        teller.endTopic(name, topic);
        topics.remove(name);
        expired++;
      }
    }
    return expired;
  }

  boolean isEmpty() throws Exception {
    return topics.isEmpty();
  }
}
