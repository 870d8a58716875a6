package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.lag.LagParts;
import io.streamgauge.jobs.lag.LoneReaders;
import io.streamgauge.jobs.lag.PartitionLedger;
import io.streamgauge.jobs.lag.ShareBacklog;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.series.FactBuffer;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
import io.streamgauge.jobs.v1.ReaderFact;
import io.streamgauge.jobs.v1.SharePart;
import io.streamgauge.jobs.v1.ShareProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cluster, topic and partition: tells the partition's offsets, and hands each group its
 * part of the lag once per event second in which it changed. Facts are taken in the order of their
 * times when event time has come that far, so what is told of a second does not depend on how they
 * arrived.
 */
public final class Partitions extends KeyedProcessFunction<String, PartitionFact, GroupFact> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<Result> RESULTS =
      new OutputTag<>("partition-results", ProtoTypeInfo.forMessage(Result.class));
  public static final OutputTag<Increment> INCREMENTS =
      new OutputTag<>("partition-increments", ProtoTypeInfo.forMessage(Increment.class));

  /** Consumers without a group, to what they read of the topic. */
  public static final OutputTag<ReaderFact> READERS =
      new OutputTag<>("partition-readers", ProtoTypeInfo.forMessage(ReaderFact.class));

  /** Facts of a partition that wait for event time. */
  private static final int FACTS = 10_000;

  private final long timeToLiveMillis;
  private transient ValueState<PartitionState> partition;
  private transient FactBuffer<PartitionFact> facts;

  public Partitions(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    partition =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "partition", ProtoTypeInfo.forMessage(PartitionState.class)));
    facts =
        new FactBuffer<>(
            getRuntimeContext(),
            PartitionFact.class,
            FACTS,
            PartitionFact::getTimeNanos,
            PartitionFact::getOrdinal);
  }

  @Override
  public void processElement(PartitionFact fact, Context context, Collector<GroupFact> out)
      throws Exception {
    countCommit(fact, context);
    long due =
        EventSeconds.due(
            fact.getTimeNanos(),
            context.timerService().currentWatermark(),
            fact.getEventTimeMillis());
    if (!facts.add(fact, fact.getEventTimeMillis())) {
      context.output(INCREMENTS, Increments.unordered(fact.getTimeNanos()).build());
      PartitionState.Builder state = state(partition.value(), fact);
      new PartitionLedger(state).apply(fact);
      partition.update(state.build());
    }
    context.timerService().registerEventTimeTimer(due);
  }

  private static PartitionState.Builder state(PartitionState known, PartitionFact fact) {
    return known == null
        ? PartitionState.newBuilder()
            .setCluster(fact.getCluster())
            .setTopic(fact.getTopic())
            .setPartition(fact.getPartition())
        : known.toBuilder();
  }

  private static void countCommit(PartitionFact fact, Context context) {
    if (fact.hasCommit() && fact.getCommit().getSource() == Source.OFFSET_COMMIT) {
      context.output(
          INCREMENTS,
          Increments.of(
                  MetricCatalog.CONSUMERGROUP_COMMITS_TOTAL,
                  fact.getTimeNanos(),
                  fact.getCluster(),
                  fact.getCommit().getGroup())
              .setCounter(1)
              .build());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<GroupFact> out)
      throws Exception {
    PartitionState known = partition.value();
    List<PartitionFact> due = facts.due(timestamp);
    if (known == null && due.isEmpty()) {
      return;
    }
    PartitionState.Builder state = known != null ? known.toBuilder() : state(null, due.get(0));
    PartitionLedger ledger = new PartitionLedger(state);
    due.forEach(ledger::apply);
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    tellOffsets(state, timestamp, context);
    handOn(state, timestamp, EventSeconds.endsStep(timestamp) && !ending, out);
    if (EventSeconds.endsStep(timestamp) && !ending) {
      handOnReaders(state, timestamp, context);
    }
    if (!ending && (isActive(state) || LoneReaders.waits(state))) {
      context.timerService().registerEventTimeTimer(EventSeconds.step(timestamp + 1));
    }
    if (state.getExpiresMillis() == 0) {
      state.setExpiresMillis(timestamp + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    } else if (timestamp == state.getExpiresMillis() && !ending) {
      if (expire(state, timestamp, context, out)) {
        partition.clear();
        return;
      }
      state.setExpiresMillis(timestamp + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    partition.update(state.build());
  }

  /** Something is to be handed on at the next evaluation, though no offset moved. */
  private static boolean isActive(PartitionState.Builder state) {
    return state.getGroupsMap().values().stream()
        .anyMatch(offset -> offset.getActive() && offset.getOffset() >= 0);
  }

  private static void tellOffsets(
      PartitionState.Builder state, long timestamp, OnTimerContext context) {
    if (!state.getOffsetsChanged()) {
      return;
    }
    state.setCurrentTold(
        tell(
            MetricCatalog.KAFKA_TOPIC_PARTITION_CURRENT_OFFSET,
            state.hasHighWatermark() ? (double) state.getHighWatermark() : Double.NaN,
            state.getCurrentTold(),
            state,
            timestamp,
            context));
    state.setOldestTold(
        tell(
            MetricCatalog.KAFKA_TOPIC_PARTITION_OLDEST_OFFSET,
            state.hasLogStartOffset() ? (double) state.getLogStartOffset() : Double.NaN,
            state.getOldestTold(),
            state,
            timestamp,
            context));
  }

  private static boolean tell(
      MetricDefinition metric,
      double value,
      boolean told,
      PartitionState.Builder state,
      long timestamp,
      OnTimerContext context) {
    String[] labels = {
      state.getCluster(), state.getTopic(), Integer.toString(state.getPartition())
    };
    long asOf = EventSeconds.asOf(timestamp, state.getLastTimeNanos());
    if (!Double.isNaN(value)) {
      context.output(RESULTS, Results.gauge(metric, List.of(labels), value, asOf));
      return true;
    }
    if (told) {
      context.output(RESULTS, Results.tombstone(metric, List.of(labels), asOf));
    }
    return false;
  }

  /** Hands on what changed; what only shows activity waits for the next evaluation. */
  private static void handOn(
      PartitionState.Builder state, long timestamp, boolean evaluation, Collector<GroupFact> out) {
    for (Map.Entry<String, CommittedOffset> entry : Map.copyOf(state.getGroupsMap()).entrySet()) {
      CommittedOffset offset = entry.getValue();
      boolean known = offset.getOffset() >= 0;
      boolean changed =
          offset.getChanged() || state.getOffsetsChanged() || (evaluation && offset.getActive());
      if (!changed || !(known || offset.getTold())) {
        continue;
      }
      out.collect(
          fact(state, entry.getKey(), timestamp)
              .setPart(LagParts.of(state, entry.getKey(), offset))
              .build());
      state.putGroups(
          entry.getKey(),
          offset.toBuilder().setChanged(false).setActive(false).setTold(known).build());
    }
    handOnShares(state, timestamp, out);
    state.setOffsetsChanged(false);
  }

  private static void handOnShares(
      PartitionState.Builder state, long timestamp, Collector<GroupFact> out) {
    for (ShareProgress share : Map.copyOf(state.getSharesMap()).values()) {
      if (!share.getChanged() && !state.getOffsetsChanged()) {
        continue;
      }
      SharePart.Builder part =
          SharePart.newBuilder().setTopic(state.getTopic()).setPartition(state.getPartition());
      if (share.getRemoved()) {
        part.setRemoved(true);
        state.removeShares(share.getGroup());
      } else {
        ShareBacklog.of(state, share).ifPresent(part::setBacklog);
        state.putShares(
            share.getGroup(), share.toBuilder().setChanged(false).setTold(true).build());
      }
      out.collect(fact(state, share.getGroup(), timestamp).setShare(part).build());
    }
  }

  private static void handOnReaders(
      PartitionState.Builder state, long timestamp, OnTimerContext context) {
    for (LoneReaders.Told told : LoneReaders.look(state, timestamp * 1_000_000L)) {
      context.output(
          READERS,
          ReaderFact.newBuilder()
              .setCluster(state.getCluster())
              .setTopic(state.getTopic())
              .setPartition(state.getPartition())
              .setReader(told.reader())
              .setTimeNanos(timestamp * 1_000_000L)
              .setLag(told.lag().orElse(0))
              .setRemoved(told.lag().isEmpty())
              .build());
    }
  }

  private static GroupFact.Builder fact(
      PartitionState.Builder state, String group, long timestamp) {
    return GroupFact.newBuilder()
        .setCluster(state.getCluster())
        .setGroup(group)
        .setTimeNanos(Math.max(timestamp * 1_000_000L, state.getLastTimeNanos()));
  }

  /** Whether nothing of the partition is left. */
  private boolean expire(
      PartitionState.Builder state,
      long timestamp,
      OnTimerContext context,
      Collector<GroupFact> out) {
    long limit = (timestamp - timeToLiveMillis) * 1_000_000L;
    for (Map.Entry<String, CommittedOffset> entry : Map.copyOf(state.getGroupsMap()).entrySet()) {
      CommittedOffset offset = entry.getValue();
      if (offset.getTimeNanos() <= limit) {
        if (offset.getTold()) {
          state.putGroups(
              entry.getKey(), offset.toBuilder().setOffset(-1).setChanged(true).build());
        } else {
          state.removeGroups(entry.getKey());
        }
      }
    }
    ShareBacklog.endUpTo(state, limit);
    boolean gone = state.getLastTimeNanos() <= limit;
    if (gone) {
      LoneReaders.endAll(state);
      state.clearPositions().clearHighWatermark().clearLogStartOffset().setOffsetsChanged(true);
      handOnReaders(state, timestamp, context);
      tellOffsets(state, timestamp, context);
    }
    handOn(state, timestamp, false, out);
    return gone;
  }
}
