package io.streamgauge.exporters.store;

import io.streamgauge.events.v1.Result;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last seconds of every counter, so that a rate can be told without a time-series database.
 *
 * <p>Counters are published when they change; between two points the value stood still. A few
 * points per series are kept, never more than {@link #WINDOW_SECONDS} worth.
 */
final class CounterHistory {
  /** Span of event time over which rates are averaged. */
  static final int WINDOW_SECONDS = 10;

  private record Point(long seconds, double value) {}

  private static final class Points {
    private final ArrayDeque<Point> points = new ArrayDeque<>(4);

    synchronized void add(long seconds, double value) {
      Point last = points.peekLast();
      if (last != null && (value < last.value || seconds < last.seconds)) {
        points.clear();
        last = null;
      }
      if (last != null && last.seconds == seconds) {
        points.removeLast();
      }
      points.addLast(new Point(seconds, value));
      trim(seconds);
    }

    /** Keeps one point at or before the window's start: the value the window began with. */
    private void trim(long now) {
      while (points.size() > 1) {
        Point first = points.removeFirst();
        if (points.peekFirst().seconds > now - WINDOW_SECONDS) {
          points.addFirst(first);
          return;
        }
      }
    }

    synchronized double rate(long now) {
      Point last = points.peekLast();
      if (last == null || points.size() < 2) {
        return 0;
      }
      long start = now - WINDOW_SECONDS;
      Point first = null;
      for (Point point : points) {
        if (first == null || point.seconds <= start) {
          first = point;
        }
      }
      long span = Math.max(1, now - Math.max(start, first.seconds));
      return Math.max(0, last.value - first.value) / span;
    }
  }

  private final ConcurrentHashMap<String, Points> counters = new ConcurrentHashMap<>();

  void record(String key, Result result) {
    switch (result.getValueCase()) {
      case COUNTER -> points(key).add(result.getAsOfSeconds(), (double) result.getCounter());
      case COUNTER_DOUBLE -> points(key).add(result.getAsOfSeconds(), result.getCounterDouble());
      default -> {}
    }
  }

  void forget(String key) {
    counters.remove(key);
  }

  double ratePerSecond(String key, long now) {
    Points points = counters.get(key);
    return points == null ? 0 : points.rate(now);
  }

  private Points points(String key) {
    return counters.computeIfAbsent(key, k -> new Points());
  }
}
