package io.streamgauge.jobs.offsets;

import io.streamgauge.events.ExponentialHistogram;
import io.streamgauge.events.Histograms;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.alerts.OverridesFile;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.lag.Rebalances;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.series.FactBuffer;
import io.streamgauge.jobs.series.Increments;
import io.streamgauge.jobs.status.GroupEvaluation;
import io.streamgauge.jobs.status.GroupSnapshot;
import io.streamgauge.jobs.status.StatusLimits;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.ScalingState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cluster and group: tells lag, offsets, sums and members when they change, lag in time
 * every 10 s of event time while there is any, and the lag status and rates every 10 s. Facts are
 * taken in the order of their times when event time has come that far, so what is told of a second
 * does not depend on how they arrived.
 */
public final class Groups extends KeyedProcessFunction<String, GroupFact, Result> {
  private static final long serialVersionUID = 1L;

  public static final OutputTag<Increment> INCREMENTS =
      new OutputTag<>("group-increments", ProtoTypeInfo.forMessage(Increment.class));

  /** Facts of a group that wait for event time. */
  private static final int FACTS = 100_000;

  /** After this without any fact, nor word of its coverage, nothing is said of a group's status. */
  private static final long QUIET_MILLIS = 86_400_000L;

  private final long timeToLiveMillis;
  private final StatusLimits limits;
  private final OverridesFile overrides;
  private transient ValueState<GroupState> group;
  private transient FactBuffer<GroupFact> facts;
  private transient GroupParts parts;
  private transient ValueState<ScalingState> scaling;

  public Groups(Duration timeToLive) {
    this(timeToLive, StatusLimits.DEFAULT, OverridesFile.none());
  }

  /**
   * An operator without state.
   *
   * @param timeToLive a group without news for this long ends
   * @param limits what the lag status compares with
   * @param overrides what operators set for advice on scaling
   */
  public Groups(Duration timeToLive, StatusLimits limits, OverridesFile overrides) {
    this.timeToLiveMillis = timeToLive.toMillis();
    this.limits = limits;
    this.overrides = overrides;
  }

  @Override
  public void open(OpenContext context) {
    group =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("group", ProtoTypeInfo.forMessage(GroupState.class)));
    facts =
        new FactBuffer<>(
            getRuntimeContext(),
            GroupFact.class,
            FACTS,
            GroupFact::getTimeNanos,
            GroupFact::getOrdinal);
    parts = new GroupParts(getRuntimeContext());
    scaling =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "scaling", ProtoTypeInfo.forMessage(ScalingState.class)));
  }

  @Override
  public void processElement(GroupFact fact, Context context, Collector<Result> out)
      throws Exception {
    long due =
        EventSeconds.due(
            fact.getTimeNanos(),
            context.timerService().currentWatermark(),
            fact.getEventTimeMillis());
    if (!facts.add(fact, fact.getEventTimeMillis())) {
      context.output(INCREMENTS, Increments.unordered(fact.getTimeNanos()).build());
      GroupState.Builder state = state(group.value(), fact);
      apply(fact, state, context);
      group.update(state.build());
    }
    context.timerService().registerEventTimeTimer(due);
  }

  private static GroupState.Builder state(GroupState known, GroupFact fact) {
    return known == null
        ? GroupState.newBuilder().setCluster(fact.getCluster()).setGroup(fact.getGroup())
        : known.toBuilder();
  }

  private void apply(GroupFact fact, GroupState.Builder state, Context context) throws Exception {
    GroupLedger ledger = new GroupLedger(state);
    long time = fact.getTimeNanos();
    switch (fact.getBodyCase()) {
      case PART -> parts.take(fact.getPart(), ledger, state);
      case SHARE -> parts.take(fact.getShare());
      case MEMBER -> {
        ledger.member(fact.getMember(), time);
        count(new Rebalances(state).member(fact.getMember(), time), state, context);
      }
      case MEMBERS -> {
        ledger.members(fact.getMembers(), time);
        count(new Rebalances(state).look(time), state, context);
      }
      case DELETED -> {
        ledger.deleted(time);
        parts.groupDeleted(ledger);
      }
      case COVERAGE ->
          state
              .setCoverage(fact.getCoverage())
              .setCoverageNanos(Math.max(state.getCoverageNanos(), time));
      case BUSY -> ledger.busy(fact.getBusy(), time);
      case BODY_NOT_SET -> {
        // Written by a newer job.
      }
    }
    if (!isDerived(fact)) {
      state.setLastTimeNanos(Math.max(state.getLastTimeNanos(), time));
    }
  }

  /** What other operators made of facts keeps no group alive. */
  private static boolean isDerived(GroupFact fact) {
    return fact.getBodyCase() == GroupFact.BodyCase.COVERAGE
        || fact.getBodyCase() == GroupFact.BodyCase.BUSY;
  }

  private static void count(
      Optional<Rebalances.Rebalance> over, GroupState.Builder state, Context context) {
    if (over.isEmpty()) {
      return;
    }
    Rebalances.Rebalance rebalance = over.get();
    state.setRebalanceSeconds(rebalance.durationNanos() / 1e9);
    long time = rebalance.endedNanos();
    String cluster = state.getCluster();
    context.output(
        INCREMENTS,
        Increments.of(
                MetricCatalog.CONSUMERGROUP_REBALANCES_TOTAL,
                time,
                cluster,
                state.getGroup(),
                rebalance.reason())
            .setCounter(1)
            .build());
    ExponentialHistogram duration = new ExponentialHistogram();
    duration.record(rebalance.durationNanos());
    context.output(
        INCREMENTS,
        Increments.of(
                MetricCatalog.CONSUMERGROUP_REBALANCE_SECONDS, time, cluster, state.getGroup())
            .setHistogram(Histograms.toProto(duration))
            .build());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    GroupState known = group.value();
    List<GroupFact> due = facts.due(timestamp);
    if (known == null && due.isEmpty()) {
      return;
    }
    GroupState.Builder state = known != null ? known.toBuilder() : state(null, due.get(0));
    for (GroupFact fact : due) {
      apply(fact, state, context);
    }
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    // At the end of input every timer fires; time has not really come that far.
    if (!due.isEmpty() || (timestamp == state.getLookAgainMillis() && !ending)) {
      lookAgain(state, tell(state, timestamp, out), context);
    }
    if (!ending) {
      evaluate(state, timestamp, context, out);
    }
    if (expires(state, timestamp, context, ending)) {
      GroupLedger ledger = new GroupLedger(state);
      ledger.deleted(timestamp * 1_000_000L);
      parts.groupDeleted(ledger);
      tell(state, timestamp, out);
      tellEvaluation(state, timestamp, out);
      group.clear();
      return;
    }
    group.update(state.build());
  }

  private static void lookAgain(GroupState.Builder state, long next, OnTimerContext context) {
    state.setLookAgainMillis(next);
    if (next > 0) {
      context.timerService().registerEventTimeTimer(next);
    }
  }

  /** Whether the time to live is over and nothing is left; else sees to it that it is looked at. */
  private boolean expires(
      GroupState.Builder state, long timestamp, OnTimerContext context, boolean ending)
      throws Exception {
    if (state.getExpiresMillis() != 0) {
      if (timestamp != state.getExpiresMillis() || ending) {
        return false;
      }
      long limit = (timestamp - timeToLiveMillis) * 1_000_000L;
      if (parts.isEmpty() && state.getLastTimeNanos() <= limit) {
        return true;
      }
    }
    state.setExpiresMillis(timestamp + timeToLiveMillis);
    context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    return false;
  }

  private void evaluate(
      GroupState.Builder state, long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    if (timestamp == state.getEvaluateMillis() || EventSeconds.endsStep(timestamp)) {
      count(new Rebalances(state).look(timestamp * 1_000_000L), state, context);
      tellEvaluation(state, timestamp, out);
      new GroupStateTeller(state, out).tell(timestamp * 1_000_000L, EventSeconds.asOf(timestamp));
    } else if (state.getEvaluateMillis() > timestamp) {
      return;
    }
    // A group that is watched and does nothing is not an unknown one: its status stands.
    long heard = Math.max(state.getLastTimeNanos(), state.getCoverageNanos()) / 1_000_000L;
    if (timestamp - heard > QUIET_MILLIS) {
      state.setEvaluateMillis(0);
      endEvaluation(state, timestamp, out);
      return;
    }
    state.setEvaluateMillis(EventSeconds.step(timestamp + 1));
    context.timerService().registerEventTimeTimer(state.getEvaluateMillis());
  }

  /** Ends all that evaluations told: nobody knows any more. */
  private void endEvaluation(GroupState.Builder state, long timestamp, Collector<Result> out)
      throws Exception {
    long now = (timestamp + 1) * 1_000_000L;
    GroupSnapshot nothing = new GroupEvaluation(state, limits, now).snapshot();
    new EvaluationTeller(state, EventSeconds.asOf(timestamp), out).tell(nothing);
    advise(nothing, state, timestamp, out);
  }

  private void tellEvaluation(GroupState.Builder state, long timestamp, Collector<Result> out)
      throws Exception {
    GroupEvaluation evaluation = new GroupEvaluation(state, limits, (timestamp + 1) * 1_000_000L);
    parts.evaluate(evaluation);
    GroupSnapshot snapshot = evaluation.snapshot();
    new EvaluationTeller(state, EventSeconds.asOf(timestamp), out).tell(snapshot);
    advise(snapshot, state, timestamp, out);
  }

  private void advise(
      GroupSnapshot snapshot, GroupState.Builder state, long timestamp, Collector<Result> out)
      throws Exception {
    ScalingState known = scaling.value();
    ScalingState.Builder advice = known == null ? ScalingState.newBuilder() : known.toBuilder();
    new AdviceTeller(state, advice, EventSeconds.asOf(timestamp), out)
        .tell(snapshot, overrides.at(timestamp));
    if (advice.getLastMillis() == 0) {
      scaling.clear();
    } else {
      scaling.update(advice.build());
    }
  }

  /** Tells what changed; returns when to look again (a timer), 0 if only on the next fact. */
  private long tell(GroupState.Builder state, long timestamp, Collector<Result> out)
      throws Exception {
    GroupTeller teller = new GroupTeller(state, timestamp, out);
    parts.tell(teller);
    boolean waiting = teller.topics();
    teller.members();
    new GroupStateTeller(state, out).tell(timestamp * 1_000_000L, EventSeconds.asOf(timestamp));
    long next = waiting ? timestamp + EventSeconds.STEP_MILLIS : Long.MAX_VALUE;
    long expiry = new GroupLedger(state).nextExpiry();
    if (expiry != Long.MAX_VALUE) {
      next = Math.min(next, EventSeconds.due(expiry + 1_000_000L, timestamp));
    }
    return next == Long.MAX_VALUE ? 0 : next;
  }
}
