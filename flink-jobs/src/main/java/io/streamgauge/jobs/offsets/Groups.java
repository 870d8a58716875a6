package io.streamgauge.jobs.offsets;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.lag.GroupLedger;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.GroupFact;
import io.streamgauge.jobs.v1.GroupState;
import io.streamgauge.jobs.v1.LagPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cluster and group: tells lag, offsets, sums and members when they change, and lag in
 * time every 10 s of event time while there is any.
 */
public final class Groups extends KeyedProcessFunction<String, GroupFact, Result> {
  private static final long serialVersionUID = 1L;
  private static final long RETELL_MILLIS = 10_000;

  private final long timeToLiveMillis;
  private transient ValueState<GroupState> group;
  private transient MapState<String, LagPart> parts;

  public Groups(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    group =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("group", ProtoTypeInfo.forMessage(GroupState.class)));
    parts =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "parts", Types.STRING, ProtoTypeInfo.forMessage(LagPart.class)));
  }

  @Override
  public void processElement(GroupFact fact, Context context, Collector<Result> out)
      throws Exception {
    GroupState known = group.value();
    GroupState.Builder state =
        known == null
            ? GroupState.newBuilder().setCluster(fact.getCluster()).setGroup(fact.getGroup())
            : known.toBuilder();
    GroupLedger ledger = new GroupLedger(state);
    long time = fact.getTimeNanos();
    switch (fact.getBodyCase()) {
      case PART -> take(fact.getPart(), ledger);
      case MEMBER -> ledger.member(fact.getMember(), time);
      case MEMBERS -> ledger.members(fact.getMembers(), time);
      case DELETED -> delete(ledger, time);
      case BODY_NOT_SET -> {
        // Written by a newer job.
      }
    }
    state.setLastTimeNanos(Math.max(state.getLastTimeNanos(), time));
    long due = EventSeconds.due(time, context.timerService().currentWatermark());
    if (state.getDueMillis() == 0) {
      state.setDueMillis(due);
      context.timerService().registerEventTimeTimer(due);
    }
    if (state.getExpiresMillis() == 0) {
      state.setExpiresMillis(due + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    group.update(state.build());
  }

  private void take(LagPart part, GroupLedger ledger) throws Exception {
    String key = part.getTopic() + '\u0000' + part.getPartition();
    LagPart known = parts.get(key);
    boolean current = ledger.current(part);
    if (known == null && !current) {
      return;
    }
    LagPart.Builder next = part.toBuilder().setRemoved(!current).setChanged(true);
    if (known != null) {
      next.setLagTold(known.getLagTold()).setOffsetTold(known.getOffsetTold());
    }
    parts.put(key, next.build());
  }

  private void delete(GroupLedger ledger, long time) throws Exception {
    ledger.deleted(time);
    for (String key : keys()) {
      LagPart part = parts.get(key);
      if (!ledger.current(part)) {
        parts.put(key, part.toBuilder().setRemoved(true).setChanged(true).build());
      }
    }
  }

  private List<String> keys() throws Exception {
    List<String> keys = new ArrayList<>();
    parts.keys().forEach(keys::add);
    return keys;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    GroupState known = group.value();
    if (known == null) {
      return;
    }
    GroupState.Builder state = known.toBuilder();
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    // At the end of input every timer fires; time has not really come that far.
    if (timestamp == state.getDueMillis() || (timestamp == state.getLookAgainMillis() && !ending)) {
      long next = tell(state, timestamp, out);
      state.setDueMillis(0).setLookAgainMillis(next);
      if (next > 0) {
        context.timerService().registerEventTimeTimer(next);
      }
    }
    if (timestamp == state.getExpiresMillis() && !ending) {
      if (parts.isEmpty()
          && state.getLastTimeNanos() <= (timestamp - timeToLiveMillis) * 1_000_000L) {
        new GroupLedger(state).deleted(timestamp * 1_000_000L);
        tell(state, timestamp, out);
        group.clear();
        return;
      }
      state.setExpiresMillis(timestamp + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    group.update(state.build());
  }

  /** Tells what changed; returns when to look again (a timer), 0 if only on the next fact. */
  private long tell(GroupState.Builder state, long timestamp, Collector<Result> out)
      throws Exception {
    GroupTeller teller = new GroupTeller(state, timestamp, out);
    for (String key : keys()) {
      LagPart told = teller.part(parts.get(key));
      if (told == null) {
        parts.remove(key);
      } else {
        parts.put(key, told);
      }
    }
    boolean waiting = teller.topics();
    teller.members();
    long next = waiting ? timestamp + RETELL_MILLIS : Long.MAX_VALUE;
    long expiry = new GroupLedger(state).nextExpiry();
    if (expiry != Long.MAX_VALUE) {
      next = Math.min(next, EventSeconds.due(expiry + 1_000_000L, timestamp));
    }
    return next == Long.MAX_VALUE ? 0 : next;
  }
}
