package io.streamgauge.jobs.ingest;

import io.streamgauge.jobs.v1.SkewState;
import java.util.OptionalLong;

/**
 * How far an agent's clock is ahead of the bus: the largest difference between the agent's time and
 * the append time, over the newest one to two runs of 64 steady batches. The largest, because a
 * delay on the way can only make the difference smaller.
 *
 * <p>A batch is steady when both clocks moved on alike since the batch before. So neither the jump
 * of an agent that could not reach the bus, nor the burst when it can again, looks like a slow
 * clock. A time in the future needs no such care. Batches that follow each other within half a
 * second are judged together: of an agent that splits its seconds, or tells them in small steps,
 * each step of such a burst would look steady by itself.
 */
final class SkewEstimator {
  private static final int RUN = 64;
  private static final long TOLERANCE_NANOS = 200_000_000L;
  private static final long SHORTEST_STEP_NANOS = 500_000_000L;

  private final SkewState.Builder state;

  SkewEstimator(SkewState.Builder state) {
    this.state = state;
  }

  /** Takes a batch of a live agent; both times since the epoch. */
  void observe(long agentNanos, long appendMillis) {
    long appendNanos = appendMillis * 1_000_000L;
    long difference = agentNanos - appendNanos;
    boolean first = state.getLastAppendMillis() == 0;
    long agentStep = agentNanos - state.getLastAgentNanos();
    long appendStep = appendNanos - state.getLastAppendMillis() * 1_000_000L;
    if (!first && agentStep >= 0 && agentStep < SHORTEST_STEP_NANOS) {
      if (difference > 0) {
        add(difference);
      }
      return;
    }
    state.setLastAgentNanos(agentNanos).setLastAppendMillis(appendMillis);
    boolean steady =
        !first && Math.abs(agentStep - appendStep) <= Math.max(agentStep / 2, TOLERANCE_NANOS);
    if (steady || difference > 0) {
      add(difference);
    }
  }

  private void add(long difference) {
    if (state.getCurrentCount() >= RUN) {
      state
          .setPreviousNanos(state.getCurrentNanos())
          .setPreviousCount(state.getCurrentCount())
          .setCurrentCount(0);
    }
    long largest =
        state.getCurrentCount() == 0 ? difference : Math.max(state.getCurrentNanos(), difference);
    state.setCurrentNanos(largest).setCurrentCount(state.getCurrentCount() + 1);
  }

  /** Nanoseconds; positive when the agent's clock is ahead. Empty before anything could be told. */
  OptionalLong nanos() {
    if (state.getCurrentCount() == 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        state.getPreviousCount() == 0
            ? state.getCurrentNanos()
            : Math.max(state.getCurrentNanos(), state.getPreviousNanos()));
  }
}
