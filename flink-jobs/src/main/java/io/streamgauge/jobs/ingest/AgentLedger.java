package io.streamgauge.jobs.ingest;

import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.ListenerRef;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.jobs.v1.AgentBatch;
import io.streamgauge.jobs.v1.AgentState;
import io.streamgauge.jobs.v1.IncarnationState;
import io.streamgauge.jobs.v1.ListenerBytes;
import io.streamgauge.jobs.v1.ListenerLoss;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The books of one agent: what of each incarnation has arrived, what is lost, how its clock goes.
 *
 * <p>The first incarnation ever seen is taken from where it is met: what came before the job is no
 * loss. Every later one begins at 1. Up to {@value #KEPT} incarnations are remembered for
 * stragglers; holes of an older one are given up once the newest has filled a window.
 */
public final class AgentLedger {
  static final int KEPT = 4;

  private final AgentState.Builder state;
  private final long skewBoundNanos;

  public AgentLedger(AgentState.Builder state, long skewBoundNanos) {
    this.state = state;
    this.skewBoundNanos = skewBoundNanos;
  }

  /**
   * Takes the next batch.
   *
   * @param appendMillis when the bus took the batch; empty where nobody says (files)
   * @return the batch with what was learned from it, or empty for a repeat
   */
  public Optional<AgentBatch> accept(EventBatch batch, OptionalLong appendMillis) {
    AgentBatch.Builder out = AgentBatch.newBuilder().setBatch(batch);
    int index = indexOf(batch, out);
    if (index < 0) {
      return Optional.empty();
    }
    IncarnationState.Builder incarnation = state.getIncarnationsBuilder(index);
    SequenceWindow.Step step = new SequenceWindow(incarnation).accept(batch.getSequence());
    if (!step.accepted()) {
      return Optional.empty();
    }
    out.setLostBatches(step.lost());
    boolean fromStart = incarnation.getBase() == 1;
    account(incarnation, batch, fromStart);
    incarnation.setLastTimeNanos(
        Math.max(incarnation.getLastTimeNanos(), batch.getAgentTimeNanos()));
    if (index == 0 && incarnation.getHighest() - incarnation.getBase() >= SequenceWindow.SIZE) {
      closeOlder(out);
    }
    settle(incarnation, out);
    correctClock(batch, appendMillis, index == 0, out);
    return Optional.of(out.build());
  }

  /** End of input: what is still open will never come. Empty if nothing is missing. */
  public Optional<AgentBatch> close() {
    AgentBatch.Builder out = AgentBatch.newBuilder();
    for (IncarnationState.Builder incarnation : state.getIncarnationsBuilderList()) {
      out.setLostBatches(out.getLostBatches() + new SequenceWindow(incarnation).close());
      settle(incarnation, out);
    }
    return out.getLostBatches() == 0 && out.getLossesCount() == 0
        ? Optional.empty()
        : Optional.of(out.build());
  }

  private int indexOf(EventBatch batch, AgentBatch.Builder out) {
    for (int i = 0; i < state.getIncarnationsCount(); i++) {
      if (state.getIncarnations(i).getStarted() == batch.getIncarnation()) {
        return i;
      }
    }
    if (state.getIncarnationsCount() == 0) {
      state.addIncarnations(begin(batch, batch.getSequence()));
      return 0;
    }
    IncarnationState newest = state.getIncarnations(0);
    if (batch.getIncarnation() < newest.getStarted()) {
      return insertOlder(batch);
    }
    if (batch.getAgentTimeNanos() > newest.getLastTimeNanos()) {
      out.setUnobservedFromNanos(newest.getLastTimeNanos())
          .setUnobservedToNanos(batch.getAgentTimeNanos());
    }
    state.addIncarnations(0, begin(batch, 1));
    if (state.getIncarnationsCount() > KEPT) {
      giveUpOldest(out);
    }
    return 0;
  }

  /** A straggler of an incarnation never met: only while nothing newer pushed it out. */
  private int insertOlder(EventBatch batch) {
    if (state.getIncarnationsCount() >= KEPT) {
      return -1;
    }
    int at = state.getIncarnationsCount();
    while (at > 0 && state.getIncarnations(at - 1).getStarted() < batch.getIncarnation()) {
      at--;
    }
    state.addIncarnations(at, begin(batch, batch.getSequence()));
    return at;
  }

  private static IncarnationState begin(EventBatch batch, long base) {
    return IncarnationState.newBuilder()
        .setStarted(batch.getIncarnation())
        .setBase(base)
        .setHighest(base - 1)
        .build();
  }

  private void giveUpOldest(AgentBatch.Builder out) {
    int last = state.getIncarnationsCount() - 1;
    IncarnationState.Builder oldest = state.getIncarnationsBuilder(last);
    out.setLostBatches(out.getLostBatches() + new SequenceWindow(oldest).close());
    settle(oldest, out);
    state.removeIncarnations(last);
  }

  private void closeOlder(AgentBatch.Builder out) {
    for (int i = 1; i < state.getIncarnationsCount(); i++) {
      IncarnationState.Builder older = state.getIncarnationsBuilder(i);
      if (!older.getClosed()) {
        out.setLostBatches(out.getLostBatches() + new SequenceWindow(older).close());
        settle(older, out);
      }
    }
  }

  private static void account(
      IncarnationState.Builder incarnation, EventBatch batch, boolean fromStart) {
    EventBatchReader tables = new EventBatchReader(batch);
    for (Event event : tables.events()) {
      if (!event.hasListenerTraffic() || event.getListenerTraffic().getAccountedBytesTotal() == 0) {
        continue;
      }
      ListenerRollup rollup = event.getListenerTraffic();
      long bytes = rollup.getDecodedBytes() + rollup.getUndecodableBytes() + rollup.getGapBytes();
      String listener = tables.listener(event.getListener()).map(ListenerRef::endpoint).orElse("");
      ListenerBytes known = incarnation.getListenersMap().get(listener);
      if (known == null) {
        long before = fromStart ? 0 : rollup.getAccountedBytesTotal() - bytes;
        known = ListenerBytes.newBuilder().setArrived(before).build();
      }
      incarnation.putListeners(
          listener,
          known.toBuilder()
              .setAccounted(Math.max(known.getAccounted(), rollup.getAccountedBytesTotal()))
              .setArrived(known.getArrived() + bytes)
              .build());
    }
  }

  /** Names the missing bytes once nothing can arrive any more that would explain them. */
  private static void settle(IncarnationState.Builder incarnation, AgentBatch.Builder out) {
    if (new SequenceWindow(incarnation).open() > 0) {
      return;
    }
    for (Map.Entry<String, ListenerBytes> entry :
        Map.copyOf(incarnation.getListenersMap()).entrySet()) {
      ListenerBytes bytes = entry.getValue();
      long missing = bytes.getAccounted() - bytes.getArrived();
      if (missing > 0) {
        out.addLosses(ListenerLoss.newBuilder().setListener(entry.getKey()).setBytes(missing));
        incarnation.putListeners(
            entry.getKey(), bytes.toBuilder().setArrived(bytes.getAccounted()).build());
      }
    }
  }

  private void correctClock(
      EventBatch batch, OptionalLong appendMillis, boolean newest, AgentBatch.Builder out) {
    SkewEstimator estimator = new SkewEstimator(state.getSkewBuilder());
    if (newest && appendMillis.isPresent()) {
      estimator.observe(batch.getAgentTimeNanos(), appendMillis.getAsLong());
    }
    estimator
        .nanos()
        .ifPresent(
            skew -> {
              out.setSkewNanos(skew);
              out.setShiftNanos(Math.abs(skew) > skewBoundNanos ? skew : 0);
            });
  }
}
