package io.streamgauge.exporters.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Advice on scaling in a sentence. */
final class AdviceText {
  /** What each hold says, the one that explains most first. */
  private static final Map<String, String> HOLDS = new LinkedHashMap<>();

  static {
    HOLDS.put("no_members", "records wait and nobody consumes them");
    HOLDS.put("stopped", "held: nobody commits or fetches");
    HOLDS.put("stalled", "held: the committed offset does not move, more members would stall too");
    HOLDS.put("coverage", "held: too little of the traffic could be read");
    HOLDS.put("rebalancing", "held until the rebalance ends");
    HOLDS.put("no_gain", "held: the last step up gained little, the limit is elsewhere");
    HOLDS.put("unknown_members", "held until the group's membership is seen");
    HOLDS.put("no_service_rate", "held until it shows what a member can process");
    HOLDS.put("unknown_concurrency", "held: members per replica cannot be told");
    HOLDS.put("partition_bound", "more members than partitions with traffic would not help");
    HOLDS.put("steady", "utilisation and lag are within bounds");
  }

  private AdviceText() {}

  /** What to do: {@code out}, {@code in}, {@code keep}, or {@code none} while nothing is known. */
  static String action(OptionalLong replicas, OptionalLong recommended) {
    if (recommended.isEmpty()) {
      return "none";
    }
    if (replicas.isEmpty() || replicas.getAsLong() == recommended.getAsLong()) {
      return "keep";
    }
    return recommended.getAsLong() > replicas.getAsLong() ? "out" : "in";
  }

  static String reason(String action, List<String> holds, OptionalDouble utilization) {
    for (Map.Entry<String, String> known : HOLDS.entrySet()) {
      if (holds.contains(known.getKey())) {
        return known.getValue();
      }
    }
    if (!holds.isEmpty()) {
      return "held: " + holds.get(0);
    }
    if (utilization.isPresent()) {
      return "arrivals are "
          + Math.round(utilization.getAsDouble() * 100)
          + " % of what the members can process";
    }
    return action.equals("none") ? "no advice yet" : "the load asks for it";
  }
}
