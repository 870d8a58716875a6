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
 * says.
 */
public final class Deduplicate extends KeyedProcessFunction<String, EventBatch, AgentBatch> {
  private static final long serialVersionUID = 1L;

  private final long skewBoundNanos;
  private transient ValueState<AgentState> agent;

  public Deduplicate(Duration skewBound) {
    this.skewBoundNanos = skewBound.toNanos();
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
      // Fires at the end of input only: event time begins behind this operator.
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    AgentState.Builder state = known.toBuilder();
    Optional<AgentBatch> accepted =
        new AgentLedger(state, skewBoundNanos).accept(batch, appendTime(context.timestamp()));
    if (accepted.isPresent()) {
      agent.update(state.build());
      out.collect(accepted.get());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<AgentBatch> out)
      throws Exception {
    AgentState.Builder state = agent.value().toBuilder();
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
