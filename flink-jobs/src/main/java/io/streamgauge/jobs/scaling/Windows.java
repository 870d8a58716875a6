package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.PartitionMark;
import io.streamgauge.jobs.v1.ScalingState;
import io.streamgauge.jobs.v1.ScalingWindow;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The last ten minutes of a group, look by look: what arrived, and what members got done while they
 * were busy. Bounded: at most {@link #LIMIT} windows and one mark per partition.
 */
final class Windows {
  static final long SPAN_MILLIS = 600_000;
  static final int LIMIT = 120;

  /** A member with a backlog of so many seconds of arrivals is busy all the time. */
  static final double BACKLOG_SECONDS = 30;

  private static final double FAST_RATE = 1;
  private static final long LARGE_LAG = 1_000;

  /** A service rate is taken from so many of the newest windows that tell one. */
  private static final int RATE_WINDOWS = 6;

  private static final long MINUTE_MILLIS = 60_000;

  private final ScalingState.Builder state;

  Windows(ScalingState.Builder state) {
    this.state = state;
  }

  /**
   * Takes what happened since the previous look.
   *
   * @return arrivals per second of each partition, in the view's order; empty at the first look
   */
  double[] take(GroupView view) {
    double seconds = (view.timeMillis() - state.getLastMillis()) / 1e3;
    boolean first = state.getLastMillis() == 0 || seconds <= 0;
    Work work = new Work(view, first ? 0 : seconds);
    Set<String> present = new HashSet<>();
    for (int i = 0; i < view.partitions().size(); i++) {
      PartitionView partition = view.partitions().get(i);
      String key = partition.topic() + '\u0000' + partition.partition();
      present.add(key);
      PartitionMark mark = state.getMarksMap().get(key);
      if (mark != null) {
        work.add(i, mark);
      }
      state.putMarks(key, next(mark, partition, view.timeMillis()));
    }
    Set.copyOf(state.getMarksMap().keySet()).stream()
        .filter(key -> !present.contains(key))
        .forEach(state::removeMarks);
    state.setLastMillis(view.timeMillis());
    if (first) {
      return new double[0];
    }
    ScalingWindow.Builder window =
        ScalingWindow.newBuilder()
            .setEndMillis(view.timeMillis())
            .setSeconds(seconds)
            .setArrived(work.arrived());
    state.addWindows(window);
    forget(view.timeMillis());
    double[] rates = work.rates(arrivalRate(view.timeMillis()));
    boolean steady =
        !view.rebalancing()
            && !state.getDisturbed()
            && view.members().orElse(0) > 0
            && state.hasLastMembers()
            && state.getLastMembers() == view.members().getAsInt();
    if (steady) {
      work.busy(rates, window);
      state.setWindows(state.getWindowsCount() - 1, window);
    }
    return rates;
  }

  private static PartitionMark next(PartitionMark mark, PartitionView partition, long now) {
    if (mark == null) {
      return PartitionMark.newBuilder()
          .setLogEnd(partition.logEnd())
          .setCommitted(partition.committed())
          .setMinuteLogEnd(partition.logEnd())
          .setMinuteMillis(now)
          .setPreviousLogEnd(partition.logEnd())
          .setPreviousMillis(now)
          .build();
    }
    PartitionMark.Builder next =
        mark.toBuilder()
            .setLogEnd(Math.max(mark.getLogEnd(), partition.logEnd()))
            .setCommitted(partition.committed());
    if (partition.logEnd() >= 0 && partition.logEnd() < mark.getLogEnd()) {
      // The topic was made anew.
      return next(null, partition, now);
    }
    if (now - mark.getMinuteMillis() >= MINUTE_MILLIS) {
      next.setPreviousLogEnd(mark.getMinuteLogEnd())
          .setPreviousMillis(mark.getMinuteMillis())
          .setMinuteLogEnd(next.getLogEnd())
          .setMinuteMillis(now);
    }
    return next.build();
  }

  private void forget(long now) {
    int old = 0;
    while (old < state.getWindowsCount()
        && (state.getWindows(old).getEndMillis() <= now - SPAN_MILLIS
            || state.getWindowsCount() - old > LIMIT)) {
      old++;
    }
    if (old > 0) {
      List<ScalingWindow> kept =
          List.copyOf(state.getWindowsList().subList(old, state.getWindowsCount()));
      state.clearWindows().addAllWindows(kept);
    }
  }

  /** The larger of the averages over one and five minutes, as far as they reach back. */
  double arrivalRate(long now) {
    return Math.max(average(now, MINUTE_MILLIS), average(now, 5 * MINUTE_MILLIS));
  }

  private double average(long now, long span) {
    double arrived = 0;
    double seconds = 0;
    for (ScalingWindow window : state.getWindowsList()) {
      if (window.getEndMillis() > now - span) {
        arrived += window.getArrived();
        seconds += window.getSeconds();
      }
    }
    return seconds == 0 ? 0 : arrived / seconds;
  }

  /**
   * Records per second of one member while it is busy, from the newest windows that tell it.
   *
   * @param since windows that began earlier are left out
   * @param atLeast windows that are needed
   */
  OptionalDouble serviceRate(long since, int atLeast) {
    double records = 0;
    double seconds = 0;
    int found = 0;
    for (int i = state.getWindowsCount() - 1; i >= 0 && found < RATE_WINDOWS; i--) {
      ScalingWindow window = state.getWindows(i);
      if (window.getEndMillis() - window.getSeconds() * 1e3 < since) {
        break;
      }
      if (window.getBusySeconds() > 0) {
        records += window.getBusyRecords();
        seconds += window.getBusySeconds();
        found++;
      }
    }
    return found < atLeast || records <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(records / seconds);
  }

  static boolean backlogged(double lag, double rate) {
    return lag >= BACKLOG_SECONDS * rate && (rate > FAST_RATE || lag > LARGE_LAG);
  }
}
