package io.streamgauge.exporters.view;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Advice on scaling for one group.
 *
 * @param replicas replicas that run, as observed; empty while unknown
 * @param recommended replicas that would serve best; empty while none can be advised
 * @param demandMembers members that the load asks for; empty while unknown
 * @param maxUsefulMembers members beyond which more do not help; empty while unknown
 * @param utilization arrivals in proportion to what the members can process; empty while unknown
 * @param holds reasons for which advice is held or limited (docs/scaling.md), by name
 * @param action {@code out}, {@code in}, {@code keep} or {@code none}
 * @param reason one sentence that says why; never empty
 */
public record AdviceView(
    OptionalLong replicas,
    OptionalLong recommended,
    OptionalLong demandMembers,
    OptionalLong maxUsefulMembers,
    OptionalDouble utilization,
    List<String> holds,
    String action,
    String reason) {
  /** No advice was given for the group. */
  public static final AdviceView NONE =
      of(
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          List.of());

  /** Advice from its figures; action and reason follow from them. */
  static AdviceView of(
      OptionalLong replicas,
      OptionalLong recommended,
      OptionalLong demandMembers,
      OptionalLong maxUsefulMembers,
      OptionalDouble utilization,
      List<String> holds) {
    String action = AdviceText.action(replicas, recommended);
    return new AdviceView(
        replicas,
        recommended,
        demandMembers,
        maxUsefulMembers,
        utilization,
        holds,
        action,
        AdviceText.reason(action, holds, utilization));
  }
}
