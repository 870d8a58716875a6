package io.streamgauge.jobs.scaling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * What happens to a group in a closed loop; times are seconds.
 *
 * @param arrivals records per second of the whole topic
 * @param weights of partitions; they sum to 1
 * @param rate records per second of one member, by time
 * @param shared records per second that all members together can do, by time
 * @param membersPerReplica consumers in each replica
 * @param deathAt when all members die; their containers are started again; negative for never
 */
record Scenario(
    String name,
    DoubleUnaryOperator arrivals,
    List<Double> weights,
    DoubleUnaryOperator rate,
    DoubleUnaryOperator shared,
    int membersPerReplica,
    double deathAt) {
  static final int WARM_UP = 1_200;
  static final int END = WARM_UP + 7_200;
  static final double MEMBER_RATE = 250;
  private static final int PARTITIONS = 24;

  static List<Scenario> all() {
    return List.of(
        plain("step", t -> t < 3_000 ? 900 : 2_000),
        plain("ramp", t -> 800 + 1_400 * Math.max(0, Math.min(1, (t - 2_400) / 2_400))),
        plain("burst", t -> t >= 3_000 && t < 3_900 ? 2_200 : 900),
        skewed(),
        new Scenario(
            "all members dead", t -> 1_200, even(), t -> MEMBER_RATE, Scenario::noLimit, 1, 3_000),
        new Scenario(
            "slow downstream",
            t -> 1_200,
            even(),
            t -> MEMBER_RATE,
            t -> t >= 3_000 && t < 3_900 ? 1_300 : Double.MAX_VALUE,
            1,
            -1),
        new Scenario(
            "3 consumers per replica",
            t -> t < 3_000 ? 900 : 2_000,
            even(),
            t -> MEMBER_RATE / 2,
            Scenario::noLimit,
            3,
            -1));
  }

  private static Scenario plain(String name, DoubleUnaryOperator arrivals) {
    return new Scenario(name, arrivals, even(), t -> MEMBER_RATE, Scenario::noLimit, 1, -1);
  }

  private static double noLimit(double time) {
    return Double.MAX_VALUE;
  }

  private static Scenario skewed() {
    List<Double> weights = new ArrayList<>(Collections.nCopies(PARTITIONS, 0.9 / (PARTITIONS - 1)));
    weights.set(7, 0.1);
    return new Scenario(
        "skewed partition",
        t -> t < 3_000 ? 700 : 1_400,
        weights,
        t -> MEMBER_RATE,
        Scenario::noLimit,
        1,
        -1);
  }

  private static List<Double> even() {
    return Collections.nCopies(PARTITIONS, 1.0 / PARTITIONS);
  }

  @Override
  public String toString() {
    return name;
  }
}
