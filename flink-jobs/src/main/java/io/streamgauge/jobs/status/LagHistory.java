package io.streamgauge.jobs.status;

import io.streamgauge.jobs.v1.PartitionStatusState;
import java.util.OptionalDouble;

/**
 * The samples of one partition of one group, one per evaluation: as many as the longest window
 * needs, {@value #SAMPLES}. Samples are addressed by how many evaluations ago they were taken.
 */
final class LagHistory {
  static final int SAMPLES = (int) (StatusLimits.MAX_WINDOW / StatusLimits.STEP) + 1;
  static final long NONE = -1;

  private final PartitionStatusState.Builder state;

  LagHistory(PartitionStatusState.Builder state) {
    this.state = state;
  }

  /** Adds a sample; {@link #NONE} for what is not known. */
  void add(long committed, long effectiveLag, long highWatermark) {
    if (size() < SAMPLES) {
      state
          .addCommitted(committed)
          .addEffectiveLag(effectiveLag)
          .addHighWatermark(highWatermark)
          .setNewest(size() - 1);
      return;
    }
    int index = (state.getNewest() + 1) % SAMPLES;
    state
        .setCommitted(index, committed)
        .setEffectiveLag(index, effectiveLag)
        .setHighWatermark(index, highWatermark)
        .setNewest(index);
  }

  void clear() {
    state.clearCommitted().clearEffectiveLag().clearHighWatermark().clearNewest();
  }

  int size() {
    return state.getCommittedCount();
  }

  long committed(int ago) {
    return state.getCommitted(index(ago));
  }

  long effectiveLag(int ago) {
    return state.getEffectiveLag(index(ago));
  }

  long highWatermark(int ago) {
    return state.getHighWatermark(index(ago));
  }

  private int index(int ago) {
    return Math.floorMod(state.getNewest() - ago, size());
  }

  /**
   * Records per second by which the high watermark rose over the last {@code steps} evaluations, or
   * as many as there are; empty without two samples that know it.
   */
  OptionalDouble arrivalRate(int steps) {
    int from = Math.min(steps, size() - 1);
    return from < 1 ? OptionalDouble.empty() : rate(highWatermark(from), highWatermark(0), from);
  }

  /** Records per second by which the committed offset rose; 0 where it fell. */
  OptionalDouble consumptionRate(int steps) {
    int from = Math.min(steps, size() - 1);
    return from < 1 ? OptionalDouble.empty() : rate(committed(from), committed(0), from);
  }

  private static OptionalDouble rate(long from, long to, int steps) {
    if (from < 0 || to < 0) {
      return OptionalDouble.empty();
    }
    double seconds = (double) steps * StatusLimits.STEP / StatusLimits.SECOND;
    return OptionalDouble.of(Math.max(0, to - from) / seconds);
  }
}
