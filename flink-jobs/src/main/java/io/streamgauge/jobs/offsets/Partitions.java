package io.streamgauge.jobs.offsets;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.Source;
import io.streamgauge.jobs.lag.Breadcrumbs;
import io.streamgauge.jobs.lag.EffectiveLag;
import io.streamgauge.jobs.lag.PartitionLedger;
import io.streamgauge.jobs.lag.Readers;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.CommittedOffset;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.LagPart;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionState;
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
 * part of the lag once per event second in which it changed.
 */
public final class Partitions extends KeyedProcessFunction<String, PartitionFact, GroupFact> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<Result> RESULTS =
      new OutputTag<>("partition-results", ProtoTypeInfo.forMessage(Result.class));
  public static final OutputTag<Increment> INCREMENTS =
      new OutputTag<>("partition-increments", ProtoTypeInfo.forMessage(Increment.class));

  private final long timeToLiveMillis;
  private transient ValueState<PartitionState> partition;

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
  }

  @Override
  public void processElement(PartitionFact fact, Context context, Collector<GroupFact> out)
      throws Exception {
    PartitionState known = partition.value();
    PartitionState.Builder state =
        known == null
            ? PartitionState.newBuilder()
                .setCluster(fact.getCluster())
                .setTopic(fact.getTopic())
                .setPartition(fact.getPartition())
            : known.toBuilder();
    new PartitionLedger(state).apply(fact);
    countCommit(fact, context);
    long due = EventSeconds.due(fact.getTimeNanos(), context.timerService().currentWatermark());
    if (state.getDueMillis() == 0 && somethingChanged(state)) {
      state.setDueMillis(due);
      context.timerService().registerEventTimeTimer(due);
    }
    if (state.getExpiresMillis() == 0) {
      state.setExpiresMillis(due + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    partition.update(state.build());
  }

  private static boolean somethingChanged(PartitionState.Builder state) {
    return state.getOffsetsChanged()
        || state.getGroupsMap().values().stream().anyMatch(CommittedOffset::getChanged);
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
    if (known == null) {
      return;
    }
    PartitionState.Builder state = known.toBuilder();
    if (timestamp == state.getDueMillis()) {
      tellOffsets(state, timestamp, context);
      handOn(state, timestamp, out);
      state.setDueMillis(0);
    }
    if (timestamp == state.getExpiresMillis()
        && context.timerService().currentWatermark() != Long.MAX_VALUE) {
      if (expire(state, timestamp, context, out)) {
        partition.clear();
        return;
      }
      state.setExpiresMillis(timestamp + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    partition.update(state.build());
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

  private static void handOn(
      PartitionState.Builder state, long timestamp, Collector<GroupFact> out) {
    for (Map.Entry<String, CommittedOffset> entry : Map.copyOf(state.getGroupsMap()).entrySet()) {
      CommittedOffset offset = entry.getValue();
      boolean known = offset.getOffset() >= 0;
      if (!(offset.getChanged() || state.getOffsetsChanged()) || !(known || offset.getTold())) {
        continue;
      }
      out.collect(
          GroupFact.newBuilder()
              .setCluster(state.getCluster())
              .setGroup(entry.getKey())
              .setTimeNanos(Math.max(timestamp * 1_000_000L, state.getLastTimeNanos()))
              .setPart(part(state, entry.getKey(), offset))
              .build());
      state.putGroups(entry.getKey(), offset.toBuilder().setChanged(false).setTold(known).build());
    }
    state.setOffsetsChanged(false);
  }

  private static LagPart part(PartitionState.Builder state, String group, CommittedOffset offset) {
    LagPart.Builder part =
        LagPart.newBuilder()
            .setTopic(state.getTopic())
            .setPartition(state.getPartition())
            .setRemoved(offset.getOffset() < 0)
            .setCommitted(offset.getOffset())
            .setObservedNanos(offset.getTimeNanos())
            .setCommittedNanos(offset.getCommittedNanos());
    if (state.hasHighWatermark()) {
      part.setHighWatermark(state.getHighWatermark());
      if (offset.getOffset() < state.getHighWatermark()) {
        Breadcrumbs.appendTime(state.getBreadcrumbsList(), offset.getOffset())
            .ifPresent(part::setFirstUncommittedNanos);
      }
    }
    EffectiveLag.of(state, group, offset.getOffset()).ifPresent(part::setEffectiveLag);
    Readers.fetchLag(state, group).ifPresent(part::setFetchLag);
    return part.setAmbiguous(Readers.ambiguous(state, group)).build();
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
    boolean gone = state.getLastTimeNanos() <= limit;
    if (gone) {
      state.clearHighWatermark().clearLogStartOffset().setOffsetsChanged(true);
      tellOffsets(state, timestamp, context);
    }
    handOn(state, timestamp, out);
    state.setDueMillis(0);
    return gone;
  }
}
