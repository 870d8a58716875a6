package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.ScalingState;
import io.streamgauge.jobs.v1.ScalingWindow;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Advice for one group, look by look (every 10 s of event time). All memory is in the state, which
 * is small and bounded.
 */
public final class GroupAdvisor {
  static final double LEAST_COVERAGE = 0.95;
  static final double STEADY_FROM = 0.5;
  static final double STEADY_TO = 0.85;

  /** A group with more than so many seconds of arrivals waiting is not made smaller. */
  static final double SHRINK_LAG_SECONDS = 30;

  private static final double SHRINK_SHARE = 0.4;

  private final ScalingState.Builder state;
  private final ScalingPolicy policy;
  private final Windows windows;
  private final StepMeter steps;

  public GroupAdvisor(ScalingState.Builder state, ScalingPolicy policy) {
    this.state = state;
    this.policy = policy;
    this.windows = new Windows(state);
    this.steps = new StepMeter(state);
  }

  /** What the formula says, before anything holds or limits it. */
  private record Wanted(Loads.Members members, int replicas) {}

  /** Looks at the group; times of views rise. */
  public Advice look(GroupView view) {
    double[] rates = windows.take(view);
    OptionalDouble rate = steps.serviceRate(windows);
    if (view.members().isPresent() && !view.rebalancing()) {
      steps.members(view.members().getAsInt(), view.timeMillis(), rate);
      steps.measure(windows);
      rate = steps.serviceRate(windows);
    }
    state.setDisturbed(view.rebalancing());

    double arrivals = windows.arrivalRate(view.timeMillis());
    OptionalDouble utilization = utilization(view, arrivals, rate);
    OptionalDouble concurrency = policy.concurrency(view.membersPerReplica());
    EnumSet<Hold> holds = blind(view, rate, concurrency, rates.length > 0);
    Wanted wanted = null;
    if (rate.isPresent() && concurrency.isPresent() && rates.length > 0) {
      wanted = wanted(view, rates, rate.getAsDouble(), concurrency.getAsDouble());
      boolean fullestFits = fullestUtilization(view, rates, rate.getAsDouble()) <= STEADY_TO;
      considered(view, wanted, rate.getAsDouble(), utilization, fullestFits, holds);
    }
    OptionalInt current = current(view, concurrency);
    return new Advice(
        current,
        recommended(view, wanted, arrivals, current, holds),
        wanted == null ? OptionalInt.empty() : OptionalInt.of(wanted.members().demand()),
        wanted == null ? OptionalInt.empty() : wanted.members().maxUseful(),
        utilization,
        rate,
        holds);
  }

  /** No members are no replicas, however many of them one would have. */
  private static OptionalInt current(GroupView view, OptionalDouble concurrency) {
    if (view.members().isPresent() && view.members().getAsInt() == 0) {
      return OptionalInt.of(0);
    }
    return view.members().isPresent() && concurrency.isPresent()
        ? OptionalInt.of(replicas(view.members().getAsInt(), concurrency.getAsDouble()))
        : OptionalInt.empty();
  }

  private static OptionalDouble utilization(GroupView view, double arrivals, OptionalDouble rate) {
    int members = view.members().orElse(0);
    return rate.isEmpty() || members == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(arrivals / (members * rate.getAsDouble()));
  }

  /** Of the member whose partitions get the most; the average hides it where keys are skewed. */
  private static double fullestUtilization(GroupView view, double[] rates, double rate) {
    int members = view.members().orElse(0);
    return members == 0 ? 0 : Loads.arrivals(view, rates).fullest(view.assignor(), members) / rate;
  }

  /** Holds because something is not known or does not mean what it usually does. */
  private static EnumSet<Hold> blind(
      GroupView view, OptionalDouble rate, OptionalDouble concurrency, boolean measured) {
    EnumSet<Hold> holds = EnumSet.noneOf(Hold.class);
    if (view.members().isEmpty()) {
      holds.add(Hold.UNKNOWN_MEMBERS);
    } else if (view.members().getAsInt() == 0 && view.lag() > 0) {
      holds.add(Hold.NO_MEMBERS);
    }
    if (view.coverage() < LEAST_COVERAGE) {
      holds.add(Hold.COVERAGE);
    }
    if (view.rebalancing()) {
      holds.add(Hold.REBALANCING);
    }
    if (view.trouble() == GroupView.Trouble.STOP) {
      holds.add(Hold.STOPPED);
    } else if (view.trouble() == GroupView.Trouble.STALL) {
      holds.add(Hold.STALLED);
    }
    if (rate.isEmpty() || !measured) {
      holds.add(Hold.NO_SERVICE_RATE);
    }
    if (concurrency.isEmpty() && view.members().orElse(-1) != 0) {
      holds.add(Hold.UNKNOWN_CONCURRENCY);
    }
    return holds;
  }

  private Wanted wanted(GroupView view, double[] rates, double rate, double concurrency) {
    Loads.Members members =
        Loads.of(view, rates)
            .members(view.assignor(), rate * steps.efficiency(rate), policy.limit());
    return new Wanted(members, replicas(members.members(), concurrency));
  }

  private static int replicas(int members, double concurrency) {
    // A median of a half must not turn a rounding error into a replica.
    return (int) Math.ceil(members / concurrency - 1e-9);
  }

  /** Holds because nothing is gained by a change, and the limit by partitions. */
  private void considered(
      GroupView view,
      Wanted wanted,
      double rate,
      OptionalDouble utilization,
      boolean fullestFits,
      Set<Hold> holds) {
    boolean blind = !holds.isEmpty();
    boolean wantsMore = wanted.members().members() > view.members().orElse(0);
    if (!blind && steps.noGain(rate, wantsMore)) {
      holds.add(Hold.NO_GAIN);
    }
    boolean steady =
        utilization.isPresent()
            && utilization.getAsDouble() >= STEADY_FROM
            && fullestFits
            && view.lagSeconds().isPresent()
            && view.lagSeconds().getAsDouble() <= policy.objectiveSeconds();
    if (!blind && steady) {
      holds.add(Hold.STEADY);
    }
    if (!blind && wanted.members().bound()) {
      holds.add(Hold.PARTITION_BOUND);
    }
    if (!blind) {
      int newest = state.getWindowsCount() - 1;
      state.setWindows(newest, state.getWindows(newest).toBuilder().setReplicas(wanted.replicas()));
    }
  }

  private OptionalInt recommended(
      GroupView view, Wanted wanted, double arrivals, OptionalInt current, Set<Hold> holds) {
    if (holds.contains(Hold.STEADY)) {
      // Not for want of knowledge: what runs is right, and is what a later hold goes back to.
      state.setLastUnheld(current.getAsInt()).setUnheldReplicas(current.getAsInt());
    }
    // Without members nobody shows how many of them a replica has, and nothing can be computed.
    if (wanted == null || holds.stream().anyMatch(Hold::holds)) {
      return held(current, holds);
    }
    int advised =
        wanted.replicas() >= current.getAsInt()
            ? wanted.replicas()
            : shrunk(view, current.getAsInt(), arrivals);
    state.setLastUnheld(advised).setUnheldReplicas(current.getAsInt());
    return OptionalInt.of(advised);
  }

  private OptionalInt held(OptionalInt current, Set<Hold> holds) {
    boolean known = state.hasLastUnheld();
    if (current.isEmpty() && !known) {
      return holds.contains(Hold.NO_MEMBERS) ? OptionalInt.of(1) : OptionalInt.empty();
    }
    // Members leave one after the other: what is left of them must not call the others back.
    boolean shrinking =
        holds.contains(Hold.REBALANCING)
            && known
            && state.getLastUnheld() < state.getUnheldReplicas()
            && current.orElse(0) <= state.getUnheldReplicas();
    int running = shrinking ? 0 : current.orElse(0);
    return OptionalInt.of(Math.max(1, Math.max(running, known ? state.getLastUnheld() : 0)));
  }

  /** A smaller number: slowly, and by the largest of what was wanted lately. */
  private int shrunk(GroupView view, int current, double arrivals) {
    if (view.lag() > SHRINK_LAG_SECONDS * arrivals) {
      return current;
    }
    int known = 0;
    int largest = 0;
    for (ScalingWindow window : state.getWindowsList()) {
      if (window.hasReplicas()) {
        known++;
        largest = Math.max(largest, window.getReplicas());
      }
    }
    ScalingWindow oldest = state.getWindows(0);
    double reach = view.timeMillis() - oldest.getEndMillis() + oldest.getSeconds() * 1e3;
    if (reach < Windows.SPAN_MILLIS || known * 2 < state.getWindowsCount() || largest >= current) {
      return current;
    }
    return Math.max(largest, current - Math.max(1, (int) Math.floor(SHRINK_SHARE * current)));
  }
}
