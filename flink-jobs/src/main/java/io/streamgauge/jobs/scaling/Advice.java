package io.streamgauge.jobs.scaling;

import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Advice for one group. What is not known is absent.
 *
 * @param replicas that the group runs
 * @param recommendedReplicas 1 or more
 * @param demandMembers members the load demands, whether they could be useful or not
 * @param maxUsefulMembers members beyond which more do not help; absent if nothing bounds them
 * @param utilization arrival rate in proportion to what the members can process, 0 or more
 * @param serviceRate records per second that one member processes while busy
 * @param holds why advice is held or limited; empty if it is neither
 */
public record Advice(
    OptionalInt replicas,
    OptionalInt recommendedReplicas,
    OptionalInt demandMembers,
    OptionalInt maxUsefulMembers,
    OptionalDouble utilization,
    OptionalDouble serviceRate,
    Set<Hold> holds) {
  public Advice {
    EnumSet<Hold> copy = EnumSet.noneOf(Hold.class);
    copy.addAll(holds);
    holds = Collections.unmodifiableSet(copy);
  }
}
