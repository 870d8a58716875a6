package io.streamgauge.exporters.view;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last ten minutes of every group, so that a page that is opened now has something to draw.
 *
 * <p>Bounded: {@link #POINTS} points for the {@link #MAX_GROUPS} worst groups. Thread-safe.
 */
final class GroupHistory {
  /** Event time between two points. */
  static final int STEP_SECONDS = 5;

  static final int POINTS = 120;
  static final int MAX_GROUPS = 1_000;

  private final Map<Keys.Group, ArrayDeque<HistoryPoint>> groups = new HashMap<>();
  private long last = Long.MIN_VALUE;

  /** Whether a point at an event time would be far enough from the last one. */
  synchronized boolean due(long seconds) {
    return seconds != Long.MIN_VALUE && (last == Long.MIN_VALUE || seconds >= last + STEP_SECONDS);
  }

  /**
   * Adds a point to each group; groups that are gone are forgotten.
   *
   * @param seconds event time
   * @param views worst first
   */
  synchronized void add(long seconds, List<GroupView> views) {
    last = seconds;
    Set<Keys.Group> present = new HashSet<>();
    views.stream()
        .limit(MAX_GROUPS)
        .forEach(
            view -> {
              Keys.Group key = new Keys.Group(view.cluster(), view.group());
              present.add(key);
              ArrayDeque<HistoryPoint> points =
                  groups.computeIfAbsent(key, k -> new ArrayDeque<>());
              if (points.size() == POINTS) {
                points.removeFirst();
              }
              points.addLast(
                  new HistoryPoint(
                      seconds,
                      view.lag(),
                      view.flow().arrivalPerSecond(),
                      view.flow().consumptionPerSecond()));
            });
    groups.keySet().retainAll(present);
  }

  /** The points of a group, oldest first; empty if none are kept. */
  synchronized List<HistoryPoint> of(String cluster, String group) {
    ArrayDeque<HistoryPoint> points = groups.get(new Keys.Group(cluster, group));
    return points == null ? List.of() : List.copyOf(points);
  }
}
