package io.streamgauge.jobs.finding;

import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.v1.FindingCount;
import io.streamgauge.jobs.v1.FindingWindow;
import io.streamgauge.jobs.v1.FindingWindowsState;
import java.util.EnumMap;
import java.util.Map;

/** What one address of a client did lately, by kind, in steps of ten seconds. Plain Java. */
final class FindingWindows {
  /** A finding stays open for so long after it was last true. */
  static final long HOLD_MILLIS = 300_000;

  private static final long MILLIS = 1_000;

  private final FindingWindowsState.Builder state;

  FindingWindows(FindingWindowsState.Builder state) {
    this.state = state;
  }

  /** What happened in an event second. */
  void add(FindingKind kind, long second, FindingCount count) {
    long step = EventSeconds.step(second * MILLIS);
    FindingWindow known = state.getKindsOrDefault(kind.label(), FindingWindow.getDefaultInstance());
    boolean first = known.getFirstSeconds() == 0 || second < known.getFirstSeconds();
    state.putKinds(
        kind.label(),
        known.toBuilder()
            .putSteps(step, known.getStepsOrDefault(step, 0) + count.getCount())
            .setTotal(known.getTotal() + count.getCount())
            .setFirstSeconds(first ? second : known.getFirstSeconds())
            .setNewestSeconds(Math.max(second, known.getNewestSeconds()))
            .setExample(Examples.newer(known.getExample(), count.getExample()))
            .build());
  }

  /**
   * The kinds that are open now, each with what there is of it; forgets what is older than their
   * windows.
   *
   * @param nowMillis end of a step
   */
  Map<FindingKind, FindingWindow> open(long nowMillis, FindingLimits limits) {
    Map<FindingKind, FindingWindow> open = new EnumMap<>(FindingKind.class);
    Map.copyOf(state.getKindsMap())
        .forEach(
            (label, window) -> {
              FindingKind kind = FindingKind.of(label).orElse(null);
              FindingWindow next = kind == null ? null : look(kind, window, nowMillis, limits);
              if (next == null) {
                state.removeKinds(label);
                return;
              }
              state.putKinds(label, next);
              if (next.getLastOverMillis() > 0) {
                open.put(kind, next);
              }
            });
    return open;
  }

  /** Null if nothing is left of it. */
  private static FindingWindow look(
      FindingKind kind, FindingWindow window, long nowMillis, FindingLimits limits) {
    long oldest = nowMillis - kind.windowSeconds() * 1000L;
    FindingWindow.Builder next = window.toBuilder();
    long sum = 0;
    long first = nowMillis / MILLIS;
    for (Map.Entry<Long, Long> step : window.getStepsMap().entrySet()) {
      if (step.getKey() <= oldest) {
        next.removeSteps(step.getKey());
      } else {
        sum += step.getValue();
        first = Math.min(first, firstSecond(step.getKey()));
      }
    }
    if (sum > limits.limit(kind)) {
      next.setLastOverMillis(nowMillis);
    } else if (next.getLastOverMillis() <= nowMillis - HOLD_MILLIS) {
      next.clearLastOverMillis();
    }
    if (window.getFirstSeconds() == 0 || window.getLastOverMillis() == 0) {
      // What led to a finding that is not open yet, or of a state of before, goes with its step.
      next.setTotal(sum).setFirstSeconds(Math.max(first, window.getFirstSeconds()));
    }
    return next.getStepsCount() == 0 && next.getLastOverMillis() == 0 ? null : next.build();
  }

  private static long firstSecond(long stepMillis) {
    return (stepMillis + 1 - EventSeconds.STEP_MILLIS) / MILLIS;
  }

  boolean isEmpty() {
    return state.getKindsCount() == 0;
  }
}
