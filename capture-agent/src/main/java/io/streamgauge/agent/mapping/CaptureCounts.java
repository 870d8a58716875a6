package io.streamgauge.agent.mapping;

import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.CaptureCount;
import io.streamgauge.events.v1.CaptureCounter;
import java.util.EnumMap;
import java.util.Map;

/** Running totals by counter; those that are missing are zero. */
public final class CaptureCounts {
  private final Map<CaptureCounter, Long> totals = new EnumMap<>(CaptureCounter.class);

  /** Adds to a total; nothing for 0. */
  public void add(CaptureCounter counter, long count) {
    if (count != 0) {
      totals.merge(counter, count, Long::sum);
    }
  }

  /**
   * Adds to the total that is named after a group and a constant.
   *
   * @throws IllegalArgumentException if the contract has no such counter
   */
  public void add(String group, Enum<?> constant, long count) {
    if (count != 0) {
      add(CaptureCounter.valueOf(group + "_" + constant.name()), count);
    }
  }

  /** A total so far. */
  public long get(CaptureCounter counter) {
    return totals.getOrDefault(counter, 0L);
  }

  /** Tells what rose since {@code earlier}, in ascending order. */
  void tellSince(CaptureCounts earlier, AgentRollup.Builder rollup) {
    totals.forEach(
        (counter, total) -> {
          long rise = total - earlier.get(counter);
          if (rise > 0) {
            rollup.addCounts(CaptureCount.newBuilder().setCounter(counter).setCount(rise));
          }
        });
  }
}
