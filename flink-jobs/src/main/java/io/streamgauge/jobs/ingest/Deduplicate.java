package io.streamgauge.jobs.ingest;

import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by agent: passes each batch once, in the order it comes, with what {@link AgentLedger}
 * says. Time here is the bus's: an agent of which the bus took nothing for the expiry is forgotten,
 * and what it still owed is lost.
 */
public final class Deduplicate extends KeyedProcessFunction<String, EventBatch, AgentBatch> {
  private static final long serialVersionUID = 1L;

  private final long skewBoundNanos;
  private final long expiryMillis;
  private transient ValueState<AgentState> agent;

  /**
   * An operator without state.
   *
   * @param expiry well above the time for which the bus keeps batches: what is read again is known
   */
  public Deduplicate(Duration skewBound, Duration expiry) {
    this.skewBoundNanos = skewBound.toNanos();
    this.expiryMillis = expiry.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    agent =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("agent", ProtoTypeInfo.forMessage(AgentState.class)));
  }

  @Override
  public void processElement(EventBatch batch, Context context, Collector<AgentBatch> out)
      throws Exception {
    AgentState known = agent.value();
    if (known == null) {
      known = AgentState.getDefaultInstance();
      // Fires at the end of input only.
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    AgentState.Builder state = known.toBuilder();
    OptionalLong append = appendTime(context.timestamp());
    Optional<AgentBatch> accepted = new AgentLedger(state, skewBoundNanos).accept(batch, append);
    if (accepted.isPresent()) {
      append.ifPresent(millis -> expireLater(state, millis, context));
      agent.update(state.build());
      out.collect(accepted.get());
    }
  }

  private void expireLater(AgentState.Builder state, long appendMillis, Context context) {
    state.setLastAppendMillis(Math.max(state.getLastAppendMillis(), appendMillis));
    if (state.getExpiresMillis() == 0) {
      state.setExpiresMillis(state.getLastAppendMillis() + expiryMillis);
      context.timerService().registerEventTimeTimer(state.getExpiresMillis());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<AgentBatch> out)
      throws Exception {
    AgentState known = agent.value();
    if (known == null) {
      return;
    }
    boolean ending = context.timerService().currentWatermark() == Long.MAX_VALUE;
    if (ending) {
      // Every timer fires; only the last one means it.
      if (timestamp == Long.MAX_VALUE) {
        close(known, context, out);
      }
    } else if (timestamp == known.getExpiresMillis()) {
      expire(known, context, out);
    }
  }

  private void expire(AgentState known, OnTimerContext context, Collector<AgentBatch> out)
      throws Exception {
    long due = known.getLastAppendMillis() + expiryMillis;
    if (due > known.getExpiresMillis()) {
      agent.update(known.toBuilder().setExpiresMillis(due).build());
      context.timerService().registerEventTimeTimer(due);
      return;
    }
    close(known, context, out);
    context.timerService().deleteEventTimeTimer(Long.MAX_VALUE);
    agent.clear();
  }

  private void close(AgentState known, OnTimerContext context, Collector<AgentBatch> out)
      throws Exception {
    AgentState.Builder state = known.toBuilder();
    Optional<AgentBatch> losses = new AgentLedger(state, skewBoundNanos).close();
    if (losses.isPresent()) {
      agent.update(state.build());
      EventBatch name = EventBatch.newBuilder().setAgentId(context.getCurrentKey()).build();
      out.collect(losses.get().toBuilder().setBatch(name).build());
    }
  }

  private static OptionalLong appendTime(Long timestamp) {
    return timestamp == null || timestamp <= 0 ? OptionalLong.empty() : OptionalLong.of(timestamp);
  }
}
