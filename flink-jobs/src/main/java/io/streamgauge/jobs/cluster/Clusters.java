package io.streamgauge.jobs.cluster;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.ClusterState;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionSeen;
import io.streamgauge.jobs.v1.TopicState;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cluster: tells brokers, topics and coverage once per event second, and tells partitions
 * that their topic is gone, or keeps all. A topic, broker or group without news for the expiry
 * ends, counted.
 */
public final class Clusters extends KeyedProcessFunction<String, ClusterFact, Result> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<Increment> INCREMENTS =
      new OutputTag<>("cluster-increments", ProtoTypeInfo.forMessage(Increment.class));

  /** To the partitions of topics: that they are gone, or what their configuration says. */
  public static final OutputTag<PartitionFact> PARTITION_FACTS =
      new OutputTag<>("cluster-partition-facts", ProtoTypeInfo.forMessage(PartitionFact.class));

  /** Coverage of groups, to the groups. */
  public static final OutputTag<GroupFact> COVERAGE =
      new OutputTag<>("group-coverage", ProtoTypeInfo.forMessage(GroupFact.class));

  private final long quietMillis;
  private final long expiryMillis;
  private transient ValueState<ClusterState> cluster;
  private transient Topics topics;
  private transient CoveredGroups groups;

  /**
   * An operator without state.
   *
   * @param quiet after this without any fact a cluster is told no more until the next
   * @param expiry after this without a fact of its own a topic, broker or group ends; well above
   *     the hour after which what is still seen is told again
   */
  public Clusters(Duration quiet, Duration expiry) {
    this.quietMillis = quiet.toMillis();
    this.expiryMillis = expiry.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    cluster =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "cluster", ProtoTypeInfo.forMessage(ClusterState.class)));
    topics = new Topics(getRuntimeContext());
    groups = new CoveredGroups(getRuntimeContext());
  }

  @Override
  public void processElement(ClusterFact fact, Context context, Collector<Result> out)
      throws Exception {
    ClusterState known = cluster.value();
    ClusterState.Builder state =
        known == null ? ClusterState.newBuilder().setCluster(fact.getCluster()) : known.toBuilder();
    state.setLastTimeNanos(Math.max(state.getLastTimeNanos(), fact.getTimeNanos()));
    take(fact, state, context, out);
    long due =
        EventSeconds.due(
            fact.getTimeNanos(),
            context.timerService().currentWatermark(),
            fact.getEventTimeMillis());
    if (state.getNextTickMillis() == 0 || due < state.getNextTickMillis()) {
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
      case TRAFFIC, OBSERVED, LOST_BYTES, UNOBSERVED -> new Brokers(state).observe(fact);
      case BROKERS -> new Brokers(state).described(fact.getBrokers(), time);
      case TOPIC -> deleted(fact, fact.getTopic().getTopic(), topics.describe(fact), context);
      case TOPIC_DELETED ->
          deleted(
              fact, fact.getTopicDeleted(), topics.delete(fact, teller(state, time, out)), context);
      case PARTITION -> {
        PartitionSeen seen = fact.getPartition();
        kept(fact, seen.getTopic(), topics.served(fact), Set.of(seen.getPartition()), context);
      }
      case TOPIC_KEPT -> {
        TopicState topic = topics.kept(fact);
        kept(
            fact,
            fact.getTopicKept().getTopic(),
            topic,
            topic.getPartitionsMap().keySet(),
            context);
      }
      case GROUP -> groups.seen(fact);
      case GROUP_DELETED -> groups.delete(fact.getGroupDeleted(), time, teller(state, time, out));
      case BODY_NOT_SET -> {
        // Written by a newer job.
      }
    }
  }

  private static ClusterTeller teller(
      ClusterState.Builder state, long timeNanos, Collector<Result> out) {
    return new ClusterTeller(state, EventSeconds.asOf(timeNanos / 1_000_000L), out);
  }

  private static void deleted(
      ClusterFact fact, String topic, Collection<Integer> partitions, Context context) {
    for (int partition : partitions) {
      context.output(
          PARTITION_FACTS, partition(fact, topic, partition).setTopicDeleted(true).build());
    }
  }

  /** Tells partitions what their topic's configuration says, if it is known, and as of when. */
  private static void kept(
      ClusterFact fact,
      String name,
      TopicState topic,
      Collection<Integer> partitions,
      Context context) {
    if (topic.hasKeepsAll()) {
      for (int partition : partitions) {
        context.output(
            PARTITION_FACTS,
            partition(fact, name, partition)
                .setTimeNanos(topic.getKeepsAllNanos())
                .setKeepsAll(topic.getKeepsAll())
                .build());
      }
    }
  }

  private static PartitionFact.Builder partition(ClusterFact fact, String topic, int partition) {
    return PartitionFact.newBuilder()
        .setCluster(fact.getCluster())
        .setTopic(topic)
        .setPartition(partition)
        .setTimeNanos(fact.getTimeNanos());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    ClusterState known = cluster.value();
    if (known == null || timestamp != known.getNextTickMillis()) {
      return;
    }
    ClusterState.Builder state = known.toBuilder();
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (ending && quiet(state, timestamp)) {
      // At the end of input every timer fires; time has not really come that far.
      return;
    }
    ClusterTeller teller = new ClusterTeller(state, EventSeconds.asOf(timestamp), out);
    boolean sweep = timestamp >= state.getNextSweepMillis();
    if (sweep && !ending) {
      expire(state, timestamp, teller, context);
      if (state.getBrokersCount() == 0 && topics.isEmpty() && groups.isEmpty()) {
        teller.endCluster();
        cluster.clear();
        return;
      }
    }
    teller.brokers();
    topics.tell(teller, sweep);
    groups.tell(
        teller,
        sweep,
        (name, coverage) ->
            context.output(
                COVERAGE,
                GroupFact.newBuilder()
                    .setCluster(state.getCluster())
                    .setGroup(name)
                    .setTimeNanos(timestamp * 1_000_000L)
                    .setCoverage(coverage)
                    .build()));
    if (sweep) {
      state.setNextSweepMillis(timestamp + ClusterTeller.SWEEP_MILLIS);
    }
    next(state, timestamp, context);
    cluster.update(state.build());
  }

  private void expire(
      ClusterState.Builder state, long timestamp, ClusterTeller teller, OnTimerContext context)
      throws Exception {
    long limit = (timestamp - expiryMillis) * 1_000_000L;
    int expired =
        groups.expire(limit, teller)
            + topics.expire(limit, teller)
            + new Brokers(state).expire(limit, teller);
    if (expired > 0) {
      context.output(
          INCREMENTS, Increments.dropped(Increments.JOBS, expired, timestamp * 1_000_000L).build());
    }
  }

  private boolean quiet(ClusterState.Builder state, long timestamp) {
    return state.getLastTimeNanos() / 1_000_000L + quietMillis < timestamp;
  }

  private void next(ClusterState.Builder state, long timestamp, OnTimerContext context) {
    long watermark = context.timerService().currentWatermark();
    if (watermark == Long.MAX_VALUE) {
      state.setNextTickMillis(0);
      return;
    }
    long now = Math.max(watermark, timestamp);
    // A quiet cluster is looked at again when all of it has expired.
    long from =
        quiet(state, timestamp)
            ? Math.max(
                now,
                state.getLastTimeNanos() / 1_000_000L + expiryMillis + ClusterTeller.SWEEP_MILLIS)
            : now;
    long due = EventSeconds.due(0, from);
    state.setNextTickMillis(due);
    context.timerService().registerEventTimeTimer(due);
  }
}
