package io.streamgauge.jobs.series;

import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.Increment;
import io.streamgauge.jobs.v1.SeriesState;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by series: the sum since the lineage began. A late increment counts like any other. The new
 * value is told when event time passes the second of the change; a series without change for the
 * time to live ends with a tombstone.
 */
public final class SeriesSum extends KeyedProcessFunction<String, Increment, Result> {
  private static final long serialVersionUID = 1L;

  private final long timeToLiveMillis;
  private transient ValueState<SeriesState> series;

  public SeriesSum(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    series =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("series", ProtoTypeInfo.forMessage(SeriesState.class)));
  }

  @Override
  public void processElement(Increment increment, Context context, Collector<Result> out)
      throws Exception {
    SeriesState known = series.value();
    Increment.Builder total =
        known == null ? Increments.begin(increment) : known.getTotal().toBuilder();
    Increments.add(total, increment);
    SeriesState.Builder state = known == null ? SeriesState.newBuilder() : known.toBuilder();
    state.setTotal(total.build());
    long due =
        EventSeconds.due(increment.getTimeNanos(), context.timerService().currentWatermark());
    if (state.getDueMillis() == 0) {
      state.setDueMillis(due);
      context.timerService().registerEventTimeTimer(due);
    }
    if (known == null) {
      state.setExpiresMillis(due + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    series.update(state.build());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Result> out)
      throws Exception {
    SeriesState known = series.value();
    if (known == null) {
      return;
    }
    SeriesState.Builder state = known.toBuilder();
    if (timestamp == state.getDueMillis()) {
      long newest = known.getTotal().getTimeNanos();
      out.collect(Increments.total(known.getTotal(), EventSeconds.asOf(timestamp, newest)));
      state.setDueMillis(0);
    }
    // At the end of input every timer fires; that is no reason for a series to end.
    if (timestamp == state.getExpiresMillis()
        && context.timerService().currentWatermark() != Long.MAX_VALUE) {
      long idleSince = state.getTotal().getTimeNanos() / 1_000_000L;
      if (idleSince + timeToLiveMillis <= timestamp) {
        out.collect(Increments.ended(known.getTotal(), EventSeconds.asOf(timestamp)));
        series.clear();
        return;
      }
      state.setExpiresMillis(EventSeconds.due(0, idleSince) + timeToLiveMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
    series.update(state.build());
  }
}
