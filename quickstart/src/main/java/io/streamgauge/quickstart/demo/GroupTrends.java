package io.streamgauge.quickstart.demo;

import io.streamgauge.exporters.view.GroupView;
import io.streamgauge.exporters.view.TextTable;
import io.streamgauge.exporters.view.Units;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** How the lag of each group has moved over the last seconds, and how far it ever swung. */
final class GroupTrends {
  private static final long WINDOW_SECONDS = 6;

  /** Changes within this share of the lag, or this many records a second, are noise of commits. */
  private static final double STEADY_SHARE_PER_SECOND = 0.02;

  private static final double STEADY_RECORDS_PER_SECOND = 30;

  private record Point(long second, long lag) {}

  private final Map<String, Deque<Point>> recent = new HashMap<>();
  private final Map<String, Range> ranges = new HashMap<>();

  /** Lowest, highest and last lag of a group in records. */
  record Range(long lowest, long highest, long last) {
    Range with(long lag) {
      return new Range(Math.min(lowest, lag), Math.max(highest, lag), lag);
    }
  }

  /**
   * Takes in the lags of one moment.
   *
   * @param second seconds of any clock that does not go back
   */
  void add(long second, List<GroupView> groups) {
    for (GroupView group : groups) {
      OptionalLong lag = group.lag();
      if (lag.isEmpty()) {
        continue;
      }
      Deque<Point> points = recent.computeIfAbsent(group.group(), g -> new ArrayDeque<>());
      points.addLast(new Point(second, lag.getAsLong()));
      while (points.size() > 2 && second - points.getFirst().second > WINDOW_SECONDS) {
        points.removeFirst();
      }
      ranges.merge(
          group.group(),
          new Range(lag.getAsLong(), lag.getAsLong(), lag.getAsLong()),
          (held, now) -> held.with(now.last()));
    }
  }

  /** What the lag of a group ranged over since the start; null if it was never known. */
  Range range(String group) {
    return ranges.get(group);
  }

  /** One line per group: its lag and where it is going. */
  List<String> lines(List<GroupView> groups) {
    List<String> lines = new ArrayList<>();
    for (GroupView group : groups) {
      lines.add(
          String.format(
              Locale.ROOT,
              "group %-18s lag %8s  %-18s members %s  %s",
              TextTable.printable(group.group()),
              Units.count(group.lag()),
              trend(group.group()),
              Units.count(group.members()),
              group.status()));
    }
    return lines;
  }

  /** {@code growing 140/s}, {@code shrinking 300/s}, {@code steady}, or empty while unknown. */
  String trend(String group) {
    Deque<Point> points = recent.get(group);
    if (points == null || points.getLast().second == points.getFirst().second) {
      return "";
    }
    Point first = points.getFirst();
    Point last = points.getLast();
    double perSecond = (double) (last.lag - first.lag) / (last.second - first.second);
    double steady =
        Math.max(
            STEADY_RECORDS_PER_SECOND, STEADY_SHARE_PER_SECOND * Math.max(first.lag, last.lag));
    if (Math.abs(perSecond) < steady) {
      return "steady";
    }
    String speed = Math.round(Math.abs(perSecond)) + "/s";
    return (perSecond > 0 ? "growing " : "shrinking ") + speed;
  }
}
