package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.ScalingState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/**
 * Ours and what it is held against, each written from its published description:
 *
 * <ul>
 *   <li>KEDA: "Apache Kafka" scaler (keda.sh/docs, 2.x): replicas = total lag / lagThreshold, at
 *       most as many as there are partitions; through a HorizontalPodAutoscaler (kubernetes.io,
 *       "Horizontal Pod Autoscaling"): tolerance 10 %, up by the larger of 4 and 100 % in 15 s,
 *       down to the largest of the last 5 min.
 *   <li>DS2: Kalavri et al., "Three steps is all you need", OSDI 2018: parallelism = observed input
 *       rate / true processing rate, decided once per interval, after a warm-up.
 *   <li>Clairvoyant: knows all that will come.
 * </ul>
 */
final class Policies {
  private Policies() {}

  /** An autoscaler's limit on growth, the same for everybody who cannot see the future. */
  private static int limited(int current, int wanted) {
    return Math.min(wanted, Math.max(current + 4, 2 * current));
  }

  static final class Ours implements Policy {
    private final ScalingState.Builder state = ScalingState.newBuilder();
    private final GroupAdvisor advisor = new GroupAdvisor(state, ScalingPolicy.DEFAULTS);
    Advice advice;

    @Override
    public void look(ClosedLoop loop) {
      advice = advisor.look(loop.view());
    }

    @Override
    public int replicas(ClosedLoop loop) {
      return advice == null
          ? loop.replicas
          : limited(loop.replicas, advice.recommendedReplicas().orElse(loop.replicas));
    }
  }

  static final class Keda implements Policy {
    /** What one member does in ten seconds. */
    private static final double THRESHOLD_SECONDS = 10;

    private final Deque<Integer> lately = new ArrayDeque<>();

    @Override
    public int replicas(ClosedLoop loop) {
      Scenario scenario = loop.scenario;
      double threshold =
          THRESHOLD_SECONDS * scenario.rate().applyAsDouble(0) * scenario.membersPerReplica();
      double ratio = loop.lag() / threshold / loop.replicas;
      int wanted = (int) Math.ceil(loop.lag() / threshold);
      if (Math.abs(ratio - 1) <= 0.1) {
        wanted = loop.replicas;
      }
      wanted = Math.max(1, Math.min(wanted, scenario.weights().size()));
      lately.addLast(wanted);
      if (lately.size() > 300 / ClosedLoop.SYNC_SECONDS) {
        lately.removeFirst();
      }
      int largest = lately.stream().mapToInt(Integer::intValue).max().orElse(wanted);
      return wanted >= loop.replicas
          ? limited(loop.replicas, wanted)
          : Math.min(loop.replicas, largest);
    }
  }

  static final class Ds2 implements Policy {
    private static final int INTERVAL_SECONDS = 60;
    private int decided;

    @Override
    public int replicas(ClosedLoop loop) {
      if (loop.now - decided < INTERVAL_SECONDS) {
        return loop.replicas;
      }
      decided = loop.now;
      Scenario scenario = loop.scenario;
      double input = 0;
      for (int t = loop.now - INTERVAL_SECONDS; t < loop.now; t++) {
        input += scenario.arrivals().applyAsDouble(t) / INTERVAL_SECONDS;
      }
      double rate = trueRate(loop, loop.now);
      boolean warmingUp = loop.members == 0 || loop.rebalancing();
      if (warmingUp) {
        return loop.replicas;
      }
      int members = (int) Math.ceil(input / rate - 1e-9);
      members = Math.max(1, Math.min(members, scenario.weights().size()));
      return limited(
          loop.replicas, (int) Math.ceil((double) members / scenario.membersPerReplica()));
    }
  }

  static double trueRate(ClosedLoop loop, int time) {
    Scenario scenario = loop.scenario;
    return Math.min(
        scenario.rate().applyAsDouble(time),
        scenario.shared().applyAsDouble(time) / Math.max(1, loop.members));
  }

  /**
   * The fewest replicas with which no member is ever more than 70 % busy: the headroom that ours
   * keeps too. It grows a minute ahead and shrinks when what it gives up is not needed again for
   * ten minutes.
   */
  static final class Clairvoyant implements Policy {
    private static final int AHEAD = 60;
    private static final int AGAIN = 600;

    @Override
    public int replicas(ClosedLoop loop) {
      int soon = most(loop.scenario, loop.now, loop.now + AHEAD);
      if (soon > loop.replicas) {
        return soon;
      }
      return Math.min(loop.replicas, most(loop.scenario, loop.now, loop.now + AGAIN));
    }

    static int most(Scenario scenario, int from, int to) {
      double peak = 0;
      for (int t = from; t <= to; t += 5) {
        peak =
            Math.max(peak, scenario.arrivals().applyAsDouble(t) / scenario.rate().applyAsDouble(t));
      }
      double[] loads = new double[scenario.weights().size()];
      for (int p = 0; p < loads.length; p++) {
        loads[p] = peak * scenario.weights().get(p) / Loads.TARGET_UTILIZATION;
      }
      int members =
          new Loads(List.of(loads), peak / Loads.TARGET_UTILIZATION, loads.length)
              .members(Assignor.COOPERATIVE, 1, OptionalInt.empty())
              .members();
      return (int) Math.ceil((double) members / scenario.membersPerReplica());
    }
  }
}
