package io.streamgauge.jobs.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a group must be able to process, by partition, and how many members that takes.
 *
 * @param topics per topic the loads of its partitions in records per second, by partition
 * @param total of all partitions
 * @param active partitions that have arrivals or records that wait
 */
record Loads(List<double[]> topics, double total, int active) {
  /** Share of a member's time that arrivals may take. */
  static final double TARGET_UTILIZATION = 0.7;

  /** In this time a backlog shall be gone. */
  static final double DRAIN_SECONDS = 300;

  /**
   * Members for a load.
   *
   * @param demand what the load demands
   * @param maxUseful empty if nothing bounds it
   * @param members how many are best
   * @param bound the load asks for more than can be useful
   */
  record Members(int demand, OptionalInt maxUseful, int members, boolean bound) {}

  /**
   * Loads by the formula {@code λ_p/0.7 + L_p/300 s + λ_p·T_rebalance/300 s}.
   *
   * @param rates arrivals per second of each partition, in the view's order
   */
  static Loads of(GroupView view, double[] rates) {
    double[] loads = new double[rates.length];
    for (int i = 0; i < loads.length; i++) {
      loads[i] =
          rates[i] / TARGET_UTILIZATION
              + Math.max(0, view.partitions().get(i).lag()) / DRAIN_SECONDS
              + rates[i] * view.rebalanceSeconds() / DRAIN_SECONDS;
    }
    return by(view, loads);
  }

  /** Arrivals alone. */
  static Loads arrivals(GroupView view, double[] rates) {
    return by(view, rates);
  }

  private static Loads by(GroupView view, double[] loads) {
    Map<String, List<Integer>> byTopic = new LinkedHashMap<>();
    for (int i = 0; i < loads.length; i++) {
      byTopic.computeIfAbsent(view.partitions().get(i).topic(), topic -> new ArrayList<>()).add(i);
    }
    List<double[]> topics = new ArrayList<>();
    for (List<Integer> indexes : byTopic.values()) {
      indexes.sort(Comparator.comparingInt(i -> view.partitions().get(i).partition()));
      topics.add(indexes.stream().mapToDouble(i -> loads[i]).toArray());
    }
    return new Loads(
        topics,
        Arrays.stream(loads).sum(),
        (int) Arrays.stream(loads).filter(load -> load > 0).count());
  }

  double fullest(Assignor assignor, int members) {
    return assignor.fullest(topics, members);
  }

  /**
   * The smallest number of members, at least what is demanded, whose fullest one can take its load.
   *
   * @param capacity records per second of one member among many, above 0
   * @param limit configured maximum
   */
  Members members(Assignor assignor, double capacity, OptionalInt limit) {
    int demand = (int) Math.min(Integer.MAX_VALUE, Math.ceil(total / capacity));
    int useful = limit.orElse(Integer.MAX_VALUE);
    if (assignor != Assignor.SHARE) {
      useful = Math.min(useful, Math.max(1, active));
    }
    OptionalInt maxUseful =
        useful == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(useful);
    int least = Math.max(1, Math.min(demand, useful));
    if (assignor == Assignor.SHARE) {
      return new Members(demand, maxUseful, least, demand > useful);
    }
    if (heaviest() <= capacity) {
      for (int members = least; members <= useful; members++) {
        if (assignor.fullest(topics, members) <= capacity) {
          return new Members(demand, maxUseful, members, false);
        }
      }
    }
    return new Members(demand, maxUseful, useful, true);
  }

  private double heaviest() {
    double heaviest = 0;
    for (double[] loads : topics) {
      for (double load : loads) {
        heaviest = Math.max(heaviest, load);
      }
    }
    return heaviest;
  }
}
