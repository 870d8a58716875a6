package io.streamgauge.jobs.cluster;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.BrokerState;
import io.streamgauge.jobs.v1.BrokersSeen;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.ClusterState;
import io.streamgauge.jobs.v1.GroupCoverageState;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionSeen;
import io.streamgauge.jobs.v1.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cluster: tells brokers, topics and coverage once per event second, and tells partitions
 * that their topic is gone.
 */
public final class Clusters extends KeyedProcessFunction<String, ClusterFact, Result> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<PartitionFact> DELETIONS =
      new OutputTag<>("cluster-deletions", ProtoTypeInfo.forMessage(PartitionFact.class));

  /** Topics of a group that count for its coverage. */
  private static final int GROUP_TOPICS = 1_000;

  private final long timeToLiveMillis;
  private transient ValueState<ClusterState> cluster;
  private transient MapState<String, TopicState> topics;
  private transient MapState<String, GroupCoverageState> groups;

  public Clusters(java.time.Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    cluster =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "cluster", ProtoTypeInfo.forMessage(ClusterState.class)));
    topics =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "topics", Types.STRING, ProtoTypeInfo.forMessage(TopicState.class)));
    groups =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "groups", Types.STRING, ProtoTypeInfo.forMessage(GroupCoverageState.class)));
  }

  @Override
  public void processElement(ClusterFact fact, Context context, Collector<Result> out)
      throws Exception {
    ClusterState known = cluster.value();
    ClusterState.Builder state =
        known == null ? ClusterState.newBuilder().setCluster(fact.getCluster()) : known.toBuilder();
    state.setLastTimeNanos(Math.max(state.getLastTimeNanos(), fact.getTimeNanos()));
    take(fact, state, context, out);
    if (state.getNextTickMillis() == 0) {
      long due = EventSeconds.due(fact.getTimeNanos(), context.timerService().currentWatermark());
      state.setNextTickMillis(due);
      context.timerService().registerEventTimeTimer(due);
    }
    cluster.update(state.build());
  }

  private void take(
      ClusterFact fact, ClusterState.Builder state, Context context, Collector<Result> out)
      throws Exception {
    long time = fact.getTimeNanos();
    switch (fact.getBodyCase()) {
      case TRAFFIC -> change(state, fact, c -> c.traffic(fact.getTraffic(), time));
      case OBSERVED -> change(state, fact, c -> c.observed(time));
      case LOST_BYTES -> change(state, fact, c -> c.lost(fact.getLostBytes(), time));
      case UNOBSERVED -> change(state, fact, c -> c.unobserved(fact.getUnobserved()));
      case BROKERS -> brokers(state, fact.getBrokers(), time);
      case TOPIC -> describe(fact, context);
      case TOPIC_DELETED -> delete(fact, context, out);
      case PARTITION -> partition(fact);
      case GROUP -> group(fact);
      case GROUP_DELETED -> {
        GroupCoverageState group = groups.get(fact.getGroupDeleted());
        if (group != null && group.getLastTimeNanos() <= time) {
          groups.remove(fact.getGroupDeleted());
          new ClusterTeller(state, EventSeconds.asOf(time / 1_000_000L), out)
              .endGroup(fact.getGroupDeleted(), group);
        }
      }
      case BODY_NOT_SET -> {
        // Written by a newer job.
      }
    }
  }

  private interface Change {
    void apply(Coverage coverage);
  }

  private static void change(ClusterState.Builder state, ClusterFact fact, Change change) {
    BrokerState.Builder broker =
        state.getBrokersOrDefault(fact.getBroker(), BrokerState.getDefaultInstance()).toBuilder();
    change.apply(new Coverage(broker));
    state.putBrokers(fact.getBroker(), broker.build());
  }

  private static void brokers(ClusterState.Builder state, BrokersSeen seen, long time) {
    if (time < state.getBrokersDescribedNanos()) {
      return;
    }
    state.setBrokersDescribedNanos(time);
    for (Map.Entry<String, BrokerState> entry : Map.copyOf(state.getBrokersMap()).entrySet()) {
      state.putBrokers(entry.getKey(), entry.getValue().toBuilder().setDescribed(false).build());
    }
    for (BrokersSeen.Broker broker : seen.getBrokersList()) {
      state.putBrokers(
          broker.getId(),
          state.getBrokersOrDefault(broker.getId(), BrokerState.getDefaultInstance()).toBuilder()
              .setDescribed(true)
              .setAddress(broker.getAddress())
              .build());
    }
  }

  private TopicState.Builder topic(String name) throws Exception {
    TopicState known = topics.get(name);
    return known == null ? TopicState.newBuilder() : known.toBuilder();
  }

  private void describe(ClusterFact fact, Context context) throws Exception {
    String name = fact.getTopic().getTopic();
    TopicState.Builder topic = topic(name);
    for (int partition : new TopicView(topic).describe(fact.getTopic(), fact.getTimeNanos())) {
      deleted(fact.getCluster(), name, partition, fact.getTimeNanos(), context);
    }
    topic.setDetailsTold(false);
    topics.put(name, topic.setLastTimeNanos(fact.getTimeNanos()).build());
  }

  private void delete(ClusterFact fact, Context context, Collector<Result> out) throws Exception {
    String name = fact.getTopicDeleted();
    TopicState topic = topics.get(name);
    if (topic == null || topic.getDescribedNanos() > fact.getTimeNanos()) {
      return;
    }
    for (int partition : topic.getPartitionsMap().keySet()) {
      deleted(fact.getCluster(), name, partition, fact.getTimeNanos(), context);
    }
    long asOf = EventSeconds.asOf(fact.getTimeNanos() / 1_000_000L);
    new ClusterTeller(
            cluster.value() == null
                ? ClusterState.newBuilder().setCluster(fact.getCluster())
                : cluster.value().toBuilder(),
            asOf,
            out)
        .endTopic(name, topic);
    topics.remove(name);
  }

  private void partition(ClusterFact fact) throws Exception {
    PartitionSeen seen = fact.getPartition();
    TopicState.Builder topic = topic(seen.getTopic());
    new TopicView(topic).servedBy(seen.getPartition(), fact.getBroker(), seen.getLeader());
    topics.put(seen.getTopic(), topic.setLastTimeNanos(fact.getTimeNanos()).build());
  }

  private static void deleted(
      String cluster, String topic, int partition, long time, Context context) {
    context.output(
        DELETIONS,
        PartitionFact.newBuilder()
            .setCluster(cluster)
            .setTopic(topic)
            .setPartition(partition)
            .setTimeNanos(time)
            .setTopicDeleted(true)
            .build());
  }

  private void group(ClusterFact fact) throws Exception {
    String name = fact.getGroup().getGroup();
    GroupCoverageState known = groups.get(name);
    GroupCoverageState.Builder group =
        known == null ? GroupCoverageState.newBuilder() : known.toBuilder();
    group.setCoordinator(fact.getBroker()).setLastTimeNanos(fact.getTimeNanos());
    if (group.getTopicsCount() < GROUP_TOPICS) {
      group.putTopics(fact.getGroup().getTopic(), true);
    }
    groups.put(name, group.build());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    ClusterState known = cluster.value();
    if (known == null || timestamp != known.getNextTickMillis()) {
      return;
    }
    ClusterState.Builder state = known.toBuilder();
    ClusterTeller teller = new ClusterTeller(state, EventSeconds.asOf(timestamp), out);
    teller.brokers();
    boolean sweep = timestamp >= state.getNextSweepMillis();
    int described = 0;
    int observed = 0;
    for (String name : keys(topics)) {
      TopicState.Builder topic = topics.get(name).toBuilder();
      teller.topic(name, topic, sweep);
      topics.put(name, topic.build());
      described += topic.getDescribedNanos() > 0 ? 1 : 0;
      observed += topic.getObserved() ? 1 : 0;
    }
    teller.topicCounts(described, observed);
    for (String name : keys(groups)) {
      GroupCoverageState.Builder group = groups.get(name).toBuilder();
      teller.group(name, group);
      groups.put(name, group.build());
    }
    if (sweep) {
      state.setNextSweepMillis(timestamp + ClusterTeller.SWEEP_MILLIS);
    }
    next(state, timestamp, context);
    cluster.update(state.build());
  }

  private void next(ClusterState.Builder state, long timestamp, OnTimerContext context) {
    long watermark = context.timerService().currentWatermark();
    boolean silent = state.getLastTimeNanos() / 1_000_000L + timeToLiveMillis < timestamp;
    if (watermark == Long.MAX_VALUE || silent) {
      state.setNextTickMillis(0);
      return;
    }
    long due = EventSeconds.due(0, Math.max(watermark, timestamp));
    state.setNextTickMillis(due);
    context.timerService().registerEventTimeTimer(due);
  }

  private static <T> List<String> keys(MapState<String, T> map) throws Exception {
    List<String> keys = new ArrayList<>();
    map.keys().forEach(keys::add);
    return keys;
  }
}
