package io.streamgauge.jobs.offsets;

import io.streamgauge.jobs.lag.TransactionLedger;
import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.TransactionFact;
import io.streamgauge.jobs.v1.TransactionState;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Keyed by cluster and producer id: holds offsets until their transaction is decided. */
public final class Transactions
    extends KeyedProcessFunction<String, TransactionFact, PartitionFact> {
  private static final long serialVersionUID = 1L;

  private final long timeToLiveMillis;
  private transient ValueState<TransactionState> transactions;

  public Transactions(Duration timeToLive) {
    this.timeToLiveMillis = timeToLive.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    transactions =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "transactions", ProtoTypeInfo.forMessage(TransactionState.class)));
  }

  @Override
  public void processElement(TransactionFact fact, Context context, Collector<PartitionFact> out)
      throws Exception {
    TransactionState known = transactions.value();
    TransactionState.Builder state =
        known == null ? TransactionState.newBuilder() : known.toBuilder();
    for (PartitionFact committed : new TransactionLedger(state).apply(fact)) {
      out.collect(committed);
    }
    long expires =
        EventSeconds.due(fact.getTimeNanos(), context.timerService().currentWatermark())
            + timeToLiveMillis;
    // One timer per minute is precise enough.
    if (expires - state.getExpiresMillis() > 60_000) {
      state.setExpiresMillis(expires);
      context.timerService().registerEventTimeTimer(expires);
    }
    watchOver(state, context.timerService());
    transactions.update(state.build());
  }

  /** Sees to it that an open transaction does not stay open for ever. */
  private static void watchOver(TransactionState.Builder state, TimerService timers) {
    long next = new TransactionLedger(state).nextUnresolvedNanos();
    if (next == Long.MAX_VALUE) {
      return;
    }
    long millis = next / 1_000_000L + 1;
    if (state.getUnresolvedMillis() == 0 || millis < state.getUnresolvedMillis()) {
      state.setUnresolvedMillis(millis);
      timers.registerEventTimeTimer(millis);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PartitionFact> out)
      throws Exception {
    TransactionState known = transactions.value();
    if (known == null) {
      return;
    }
    if (timestamp >= known.getExpiresMillis()) {
      transactions.clear();
      return;
    }
    // At the end of input every timer fires; time has not really come that far.
    if (timestamp == known.getUnresolvedMillis()
        && context.timerService().currentWatermark() != Long.MAX_VALUE) {
      TransactionState.Builder state = known.toBuilder().clearUnresolvedMillis();
      for (PartitionFact unknown :
          new TransactionLedger(state).unresolved(timestamp * 1_000_000L)) {
        out.collect(unknown);
      }
      watchOver(state, context.timerService());
      transactions.update(state.build());
    }
  }
}
