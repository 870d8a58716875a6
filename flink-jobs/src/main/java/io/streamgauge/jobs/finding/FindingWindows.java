package io.streamgauge.jobs.finding;

import io.streamgauge.jobs.series.EventSeconds;
import io.streamgauge.jobs.v1.FindingWindow;
import io.streamgauge.jobs.v1.FindingWindowsState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What one address of a client did lately, by kind, in steps of ten seconds. Plain Java. */
final class FindingWindows {
  /** A finding stays open for so long after it was last true. */
  static final long HOLD_MILLIS = 300_000;

  private final FindingWindowsState.Builder state;

  FindingWindows(FindingWindowsState.Builder state) {
    this.state = state;
  }

  void add(FindingKind kind, long timeMillis, long count) {
    long step = EventSeconds.step(timeMillis);
    FindingWindow known = state.getKindsOrDefault(kind.label(), FindingWindow.getDefaultInstance());
    state.putKinds(
        kind.label(),
        known.toBuilder().putSteps(step, known.getStepsOrDefault(step, 0) + count).build());
  }

  /**
   * The kinds that are open now; forgets what is older than their windows.
   *
   * @param nowMillis end of a step
   */
  Set<FindingKind> open(long nowMillis, FindingLimits limits) {
    Set<FindingKind> open = EnumSet.noneOf(FindingKind.class);
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
                open.add(kind);
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
    for (Map.Entry<Long, Long> step : window.getStepsMap().entrySet()) {
      if (step.getKey() <= oldest) {
        next.removeSteps(step.getKey());
      } else {
        sum += step.getValue();
      }
    }
    if (sum > limits.limit(kind)) {
      next.setLastOverMillis(nowMillis);
    } else if (next.getLastOverMillis() <= nowMillis - HOLD_MILLIS) {
      next.clearLastOverMillis();
    }
    return next.getStepsCount() == 0 && next.getLastOverMillis() == 0 ? null : next.build();
  }

  boolean isEmpty() {
    return state.getKindsCount() == 0;
  }
}
