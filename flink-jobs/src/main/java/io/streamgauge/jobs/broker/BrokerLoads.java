package io.streamgauge.jobs.broker;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.MetricDefinition;
import io.streamgauge.events.Results;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.ApiStep;
import io.streamgauge.jobs.v1.ApiWork;
import io.streamgauge.jobs.v1.BrokerFact;
import io.streamgauge.jobs.v1.BrokerLoadsState;
import io.streamgauge.jobs.v1.BrokerLook;
import io.streamgauge.jobs.v1.BrokerStep;
import io.streamgauge.jobs.v1.BrokerWork;
import java.time.Duration;
import java.util.Collections;
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
import org.apache.flink.util.OutputTag;

/**
 * Keyed by cluster and broker: requests and bytes in flight per api over each ten seconds, by
 * Little's law: the sum of the times that requests were at the broker, divided by the window. What
 * comes after its ten seconds are over is left out.
 */
public final class BrokerLoads extends KeyedProcessFunction<String, BrokerWork, Result> {
  private static final long serialVersionUID = 1L;
  private static final double STEP_SECONDS = EventSeconds.STEP_MILLIS / 1e3;
  private static final List<MetricDefinition> METRICS =
      List.of(
          MetricCatalog.INFLIGHT_REQUESTS,
          MetricCatalog.INFLIGHT_REQUESTS_MAX,
          MetricCatalog.INFLIGHT_REQUEST_BYTES,
          MetricCatalog.INFLIGHT_REQUEST_BYTES_MAX);

  /** What each broker did, to the advice on their number. */
  public static final OutputTag<BrokerFact> LOOKS =
      new OutputTag<>("broker-looks", ProtoTypeInfo.forMessage(BrokerFact.class));

  private final long timeToLiveMillis;
  private transient ValueState<BrokerLoadsState> broker;
  private transient MapState<Long, BrokerStep> steps;

  /**
   * An operator without state.
   *
   * @param timeToLive a broker without work for this long ends
   */
  public BrokerLoads(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    broker =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "broker", ProtoTypeInfo.forMessage(BrokerLoadsState.class)));
    steps =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "steps", Types.LONG, ProtoTypeInfo.forMessage(BrokerStep.class)));
  }

  @Override
  public void processElement(BrokerWork work, Context context, Collector<Result> out)
      throws Exception {
    long second = Math.floorDiv(work.getTimeNanos(), 1_000_000_000L);
    long end = EventSeconds.step(second * 1000);
    if (end <= context.timerService().currentWatermark()) {
      return;
    }
    BrokerStep known = steps.get(end);
    BrokerStep.Builder step = known == null ? BrokerStep.newBuilder() : known.toBuilder();
    for (ApiWork api : work.getApisList()) {
      ApiStep sum = step.getApisOrDefault(api.getApi(), ApiStep.getDefaultInstance());
      step.putApis(api.getApi(), Work.add(sum, api, (int) Math.floorMod(second, 10L)));
    }
    steps.put(end, step.build());
    if (known == null) {
      context.timerService().registerEventTimeTimer(end);
    }
    if (broker.value() == null) {
      broker.update(
          BrokerLoadsState.newBuilder()
              .setCluster(work.getCluster())
              .setBroker(work.getBroker())
              .setExpiresMillis(end + timeToLiveMillis)
              .build());
      context.timerService().registerEventTimeTimer(end + timeToLiveMillis);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    BrokerLoadsState known = broker.value();
    // At the end of input every timer fires; the last step is not whole.
    if (known == null || context.timerService().currentWatermark() == Long.MAX_VALUE) {
      return;
    }
    BrokerLoadsState.Builder state = known.toBuilder();
    if (EventSeconds.endsStep(timestamp)) {
      step(state, timestamp, context, out);
    }
    if (timestamp >= state.getExpiresMillis()) {
      if (state.getLastMillis() + timeToLiveMillis <= timestamp && steps.isEmpty()) {
        end(state, timestamp, out);
        broker.clear();
        return;
      }
      state.setExpiresMillis(Math.max(state.getLastMillis(), timestamp) + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    broker.update(state.build());
  }

  private void step(
      BrokerLoadsState.Builder state, long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    BrokerStep step = steps.get(timestamp);
    steps.remove(timestamp);
    Map<String, ApiStep> apis = new TreeMap<>(step == null ? Map.of() : step.getApisMap());
    long asOf = EventSeconds.asOf(timestamp);
    for (String told : List.copyOf(state.getToldMap().keySet())) {
      if (!apis.containsKey(told) && state.getToldOrThrow(told)) {
        tell(state, told, ApiStep.getDefaultInstance(), asOf, out);
        state.putTold(told, false);
      }
    }
    apis.forEach(
        (api, sum) -> {
          tell(state, api, sum, asOf, out);
          state.putTold(api, true);
        });
    if (!apis.isEmpty()) {
      state.setLastMillis(timestamp);
      context.output(LOOKS, look(state, apis, timestamp));
      // Should nothing follow, what was told is over.
      context.timerService().registerEventTimeTimer(EventSeconds.step(timestamp + 1));
    }
  }

  private static void tell(
      BrokerLoadsState.Builder state, String api, ApiStep step, long asOf, Collector<Result> out) {
    double[] values = {
      step.getSum().getInflightSeconds() / STEP_SECONDS,
      largest(step.getInflightSecondsMap()),
      step.getSum().getInflightByteSeconds() / STEP_SECONDS,
      largest(step.getInflightByteSecondsMap())
    };
    List<String> labels = List.of(state.getCluster(), state.getBroker(), api);
    for (int i = 0; i < values.length; i++) {
      out.collect(Results.gauge(METRICS.get(i), labels, values[i], asOf));
    }
  }

  private static double largest(Map<Integer, Double> seconds) {
    return seconds.isEmpty() ? 0 : Collections.max(seconds.values());
  }

  private static BrokerFact look(
      BrokerLoadsState.Builder state, Map<String, ApiStep> apis, long timestamp) {
    BrokerLook.Builder look = BrokerLook.newBuilder().setBroker(state.getBroker());
    for (ApiStep step : apis.values()) {
      ApiWork work = step.getSum();
      look.setRequests(look.getRequests() + work.getRequests())
          .setBytes(look.getBytes() + work.getBytes());
      if (work.hasProduceTime()) {
        look.setProduceTime(work.getProduceTime())
            .setProduceByteSeconds(work.getInflightByteSeconds());
      }
    }
    return BrokerFact.newBuilder()
        .setCluster(state.getCluster())
        .setTimeNanos(timestamp * 1_000_000L)
        .setLook(look)
        .build();
  }

  private static void end(BrokerLoadsState.Builder state, long timestamp, Collector<Result> out) {
    for (String api : new TreeMap<>(state.getToldMap()).keySet()) {
      List<String> labels = List.of(state.getCluster(), state.getBroker(), api);
      for (MetricDefinition metric : METRICS) {
        out.collect(Results.tombstone(metric, labels, EventSeconds.asOf(timestamp)));
      }
    }
  }
}
