package io.streamgauge.jobs.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A consumer group with an autoscaler around it, second by second under a clock of its own. Records
 * are a fluid; partitions are dealt by number; every change of members stops everybody for {@link
 * #REBALANCE_SECONDS}; new replicas take {@link #START_SECONDS} before they join.
 */
final class ClosedLoop {
  static final int REBALANCE_SECONDS = 20;
  static final int START_SECONDS = 10;
  static final int LOOK_SECONDS = 10;
  static final int SYNC_SECONDS = 15;
  private static final int RESTART_SECONDS = 20;

  /**
   * What came of it, the warm-up left out.
   *
   * @param events changes of the number of replicas
   * @param worstLagSeconds age of the oldest record that waited, at its worst
   */
  record Outcome(int events, double worstLagSeconds, double replicaHours) {}

  final Scenario scenario;
  int now;
  int replicas;
  int members;

  private final double[][] produced;
  private final double[] consumed;
  private final int[] oldest;
  private double[] busySeconds = new double[0];
  private int lastLook;
  private int joinAt = Integer.MAX_VALUE;
  private int rebalanceUntil;

  ClosedLoop(Scenario scenario, int replicas) {
    this.scenario = scenario;
    this.replicas = replicas;
    this.members = replicas * scenario.membersPerReplica();
    int partitions = scenario.weights().size();
    this.produced = new double[partitions][Scenario.END + 1];
    this.consumed = new double[partitions];
    this.oldest = new int[partitions];
  }

  static Outcome run(Scenario scenario, int replicas, Policy policy) {
    ClosedLoop loop = new ClosedLoop(scenario, replicas);
    int events = 0;
    double worst = 0;
    double hours = 0;
    while (loop.now < Scenario.END) {
      loop.second();
      boolean counts = loop.now > Scenario.WARM_UP;
      if (counts) {
        worst = Math.max(worst, loop.lagSeconds());
        hours += loop.replicas / 3_600.0;
      }
      if (loop.now % LOOK_SECONDS == 0) {
        policy.look(loop);
        loop.looked();
      }
      if (loop.now % SYNC_SECONDS == 0 && loop.scale(policy.replicas(loop)) && counts) {
        events++;
      }
    }
    return new Outcome(events, worst, hours);
  }

  private void second() {
    now++;
    for (int p = 0; p < consumed.length; p++) {
      produced[p][now] =
          produced[p][now - 1] + scenario.arrivals().applyAsDouble(now) * scenario.weights().get(p);
    }
    if (now == (int) scenario.deathAt()) {
      members = 0;
      joinAt = now + RESTART_SECONDS;
    }
    if (now >= joinAt) {
      join();
    }
    if (!rebalancing() && members > 0) {
      consume();
    }
    for (int p = 0; p < consumed.length; p++) {
      while (oldest[p] < now && produced[p][oldest[p] + 1] <= consumed[p] + 1e-6) {
        oldest[p]++;
      }
    }
  }

  private void join() {
    members = replicas * scenario.membersPerReplica();
    joinAt = Integer.MAX_VALUE;
    rebalanceUntil = now + REBALANCE_SECONDS;
  }

  private void consume() {
    double each =
        Math.min(
            scenario.rate().applyAsDouble(now), scenario.shared().applyAsDouble(now) / members);
    if (busySeconds.length != members) {
      busySeconds = new double[members];
    }
    for (int m = 0; m < members; m++) {
      double left = each;
      for (int round = 0; round < 4 && left > 1e-9; round++) {
        int waiting = 0;
        for (int p = m; p < consumed.length; p += members) {
          waiting += produced[p][now] - consumed[p] > 1e-9 ? 1 : 0;
        }
        double share = waiting == 0 ? 0 : left / waiting;
        for (int p = m; p < consumed.length; p += members) {
          double taken = Math.min(share, produced[p][now] - consumed[p]);
          consumed[p] += taken;
          left -= taken;
        }
      }
      busySeconds[m] += 1 - left / each;
    }
  }

  private boolean scale(int wanted) {
    if (wanted == replicas || wanted < 0) {
      return false;
    }
    boolean down = wanted < replicas;
    replicas = wanted;
    if (down && joinAt == Integer.MAX_VALUE) {
      join();
    } else if (joinAt == Integer.MAX_VALUE) {
      joinAt = now + START_SECONDS;
    }
    return true;
  }

  boolean rebalancing() {
    return now < rebalanceUntil;
  }

  double lag() {
    double lag = 0;
    for (int p = 0; p < consumed.length; p++) {
      lag += produced[p][now] - consumed[p];
    }
    return lag;
  }

  double lagSeconds() {
    int age = 0;
    for (int first : oldest) {
      age = Math.max(age, now - first);
    }
    return age;
  }

  private void looked() {
    lastLook = now;
    busySeconds = new double[members];
  }

  /** What Streamgauge sees; offsets are whole. */
  GroupView view() {
    List<PartitionView> partitions = new ArrayList<>();
    for (int p = 0; p < consumed.length; p++) {
      long end = (long) produced[p][now];
      long committed = (long) consumed[p];
      partitions.add(
          new PartitionView(
              "orders", p, end, committed, end - committed, members == 0 ? -1 : p % members));
    }
    List<Double> busy = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      busy.add(
          m < busySeconds.length ? Math.min(1, busySeconds[m] / (now - lastLook)) : Double.NaN);
    }
    return new GroupView(
        now * 1_000L,
        OptionalInt.of(members),
        Assignor.COOPERATIVE,
        OptionalDouble.of(scenario.membersPerReplica()),
        GroupView.Trouble.NONE,
        1,
        OptionalDouble.of(lagSeconds()),
        rebalancing(),
        REBALANCE_SECONDS,
        partitions,
        busy);
  }
}
