package io.streamgauge.jobs.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The baseline: one partition judged by the rules that Burrow publishes
 * (https://github.com/linkedin/Burrow/wiki/Consumer-Lag-Evaluation-Rules), written from their
 * description: a window of the last ten commits with the lag each had, the broker's offset being
 * asked for every ten seconds. Where later changes of that project made a rule better, the better
 * one is taken: a stop is looked for first, and not where a recent broker offset had been read
 * (https://github.com/linkedin/Burrow/pull/338); a rewind counts whatever the lag was before it,
 * until it is made up for (https://github.com/linkedin/Burrow/pull/716).
 */
final class Burrow {
  private static final int INTERVALS = 10;
  private static final int REFRESH_SECONDS = 10;

  private record Commit(long second, long offset, long lag) {}

  private final Deque<Commit> window = new ArrayDeque<>();
  private final Deque<Long> brokerOffsets = new ArrayDeque<>();

  void second(long second, long highWatermark) {
    if (second % REFRESH_SECONDS == 0) {
      brokerOffsets.addLast(highWatermark);
      if (brokerOffsets.size() > INTERVALS) {
        brokerOffsets.removeFirst();
      }
    }
  }

  void commit(long second, long offset) {
    if (!window.isEmpty() && window.getLast().second == second) {
      window.removeLast();
    }
    long head = brokerOffsets.isEmpty() ? offset : brokerOffsets.getLast();
    window.addLast(new Commit(second, offset, Math.max(0, head - offset)));
    if (window.size() > INTERVALS) {
      window.removeFirst();
    }
  }

  /** Whether the partition is anything but OK. */
  boolean alarms(long second) {
    if (window.isEmpty() || brokerOffsets.isEmpty()) {
      return false;
    }
    long currentLag = brokerOffsets.getLast() - window.getLast().offset;
    if (currentLag <= 0) {
      return false;
    }
    if (stopped(second) || rewound()) {
      return true;
    }
    List<Commit> commits = new ArrayList<>(window);
    if (commits.size() < 2 || commits.stream().anyMatch(each -> each.lag == 0)) {
      return false;
    }
    // Stalled when the offset stays, warned of when it moves: either way the lag never falls.
    for (int i = 1; i < commits.size(); i++) {
      if (commits.get(i).lag < commits.get(i - 1).lag) {
        return false;
      }
    }
    return true;
  }

  private boolean stopped(long second) {
    Commit last = window.getLast();
    boolean recentlyRead = brokerOffsets.stream().anyMatch(each -> each <= last.offset);
    return !recentlyRead && second - last.second > last.second - window.getFirst().second;
  }

  private boolean rewound() {
    long peak = Long.MIN_VALUE;
    for (Commit each : window) {
      peak = Math.max(peak, each.offset);
    }
    return window.getLast().offset < peak;
  }
}
