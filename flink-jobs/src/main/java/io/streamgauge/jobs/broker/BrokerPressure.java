package io.streamgauge.jobs.broker;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.scaling.BrokerAdvice;
import io.streamgauge.jobs.scaling.BrokerAdvisor;
import io.streamgauge.jobs.scaling.BrokerPolicy;
import io.streamgauge.jobs.scaling.BrokerView;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.BrokerAdviceState;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.BrokerLook;
import io.streamgauge.jobs.v1.BrokerMinute;
import io.streamgauge.jobs.v1.BrokerPressureState;
import io.streamgauge.jobs.v1.BrokersSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by cluster: once a minute the pressure of each broker, and how many would be best. */
public final class BrokerPressure extends KeyedProcessFunction<String, BrokerFact, Result> {
  private static final long serialVersionUID = 1L;
  private static final long MINUTE_MILLIS = 60_000;
  private static final double MINUTE_SECONDS = 60;

  private final BrokerPolicy policy;
  private final long timeToLiveMillis;
  private transient ValueState<BrokerAdviceState> cluster;
  private transient ValueState<BrokerPressureState> pressure;
  private transient MapState<Long, BrokerMinute> minutes;

  /**
   * An operator without state.
   *
   * @param timeToLive a broker without work for this long is no longer known to have any, and a
   *     cluster without any fact for this long ends
   */
  public BrokerPressure(BrokerPolicy policy, Duration timeToLive) {
    this.policy = policy;
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    cluster =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "cluster", ProtoTypeInfo.forMessage(BrokerAdviceState.class)));
    pressure =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "pressure", ProtoTypeInfo.forMessage(BrokerPressureState.class)));
    minutes =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "minutes", Types.LONG, ProtoTypeInfo.forMessage(BrokerMinute.class)));
  }

  @Override
  public void processElement(BrokerFact fact, Context context, Collector<Result> out)
      throws Exception {
    BrokerAdviceState known = cluster.value();
    BrokerAdviceState.Builder state =
        known == null
            ? BrokerAdviceState.newBuilder().setCluster(fact.getCluster())
            : known.toBuilder();
    long millis = fact.getTimeNanos() / 1_000_000L;
    state.setLastMillis(Math.max(state.getLastMillis(), millis));
    switch (fact.getBodyCase()) {
      case LOOK -> look(fact.getLook(), millis, state, context);
      case BROKERS -> described(fact.getBrokers(), fact.getTimeNanos(), state);
      case REPLICATION_FACTOR ->
          state.setReplicationFactor(
              Math.max(state.getReplicationFactor(), fact.getReplicationFactor()));
      case BODY_NOT_SET -> {
        // Written by a newer job.
      }
    }
    if (state.getNextMillis() == 0) {
      long watermark = Math.max(0, context.timerService().currentWatermark());
      next(state, Math.max(millis, watermark + 1), context);
    }
    cluster.update(state.build());
  }

  private void look(BrokerLook look, long millis, BrokerAdviceState.Builder state, Context context)
      throws Exception {
    long end = minuteEnd(millis);
    if (end <= context.timerService().currentWatermark()) {
      return;
    }
    BrokerMinute known = minutes.get(end);
    BrokerMinute.Builder minute = known == null ? BrokerMinute.newBuilder() : known.toBuilder();
    BrokerLook sum = minute.getBrokersOrDefault(look.getBroker(), BrokerLook.getDefaultInstance());
    minutes.put(end, minute.putBrokers(look.getBroker(), Work.sum(sum, look)).build());
    long worked = Math.max(millis, state.getWorkedMillisOrDefault(look.getBroker(), 0));
    state.putWorkedMillis(look.getBroker(), worked);
  }

  private static void described(BrokersSeen seen, long time, BrokerAdviceState.Builder state) {
    if (time >= state.getDescribedNanos()) {
      state.setDescribedNanos(time).clearDescribed();
      seen.getBrokersList().forEach(broker -> state.addDescribed(broker.getId()));
    }
  }

  private static long minuteEnd(long millis) {
    return Math.floorDiv(millis, MINUTE_MILLIS) * MINUTE_MILLIS + MINUTE_MILLIS - 1;
  }

  private static void next(BrokerAdviceState.Builder state, long from, Context context) {
    state.setNextMillis(minuteEnd(from));
    context.timerService().registerEventTimeTimer(state.getNextMillis());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    BrokerAdviceState known = cluster.value();
    // At the end of input every timer fires; the last minute is not whole.
    if (known == null || context.timerService().currentWatermark() == Long.MAX_VALUE) {
      return;
    }
    BrokerAdviceState.Builder state = known.toBuilder();
    PressureTeller teller = new PressureTeller(state, EventSeconds.asOf(timestamp), out);
    if (state.getLastMillis() + timeToLiveMillis <= timestamp) {
      teller.end();
      cluster.clear();
      pressure.clear();
      minutes.clear();
      return;
    }
    for (Map.Entry<String, Long> entry : Map.copyOf(state.getWorkedMillisMap()).entrySet()) {
      if (entry.getValue() + timeToLiveMillis <= timestamp) {
        state.removeWorkedMillis(entry.getKey());
      }
    }
    BrokerMinute minute = minutes.get(timestamp);
    minutes.remove(timestamp);
    List<BrokerView> views =
        views(state, minute == null ? BrokerMinute.getDefaultInstance() : minute);
    BrokerPressureState before = pressure.value();
    BrokerPressureState.Builder memory =
        before == null ? BrokerPressureState.newBuilder() : before.toBuilder();
    BrokerAdvice advice =
        new BrokerAdvisor(memory, policy).look(views, state.getReplicationFactor(), timestamp);
    pressure.update(memory.build());
    teller.tell(advice);
    next(state, timestamp + 1, context);
    cluster.update(state.build());
  }

  /** A broker that was never seen at work is not idle: nobody watches it. */
  private static List<BrokerView> views(BrokerAdviceState.Builder state, BrokerMinute minute) {
    List<BrokerView> views = new ArrayList<>();
    Iterable<String> all =
        state.getDescribedCount() > 0
            ? state.getDescribedList()
            : new TreeMap<>(state.getWorkedMillisMap()).keySet();
    for (String broker : all) {
      BrokerLook look = minute.getBrokersOrDefault(broker, BrokerLook.getDefaultInstance());
      boolean watched = state.containsWorkedMillis(broker);
      views.add(
          new BrokerView(
              broker,
              watched ? look.getRequests() / MINUTE_SECONDS : Double.NaN,
              watched ? look.getBytes() / MINUTE_SECONDS : Double.NaN,
              watched ? look.getProduceByteSeconds() / MINUTE_SECONDS : Double.NaN,
              Work.p99(look.getProduceTime())));
    }
    return views;
  }
}
