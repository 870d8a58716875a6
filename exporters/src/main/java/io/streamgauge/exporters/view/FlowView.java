package io.streamgauge.exporters.view;

import java.util.OptionalDouble;

/**
 * What arrives for a group against what it consumes.
 *
 * @param arrivalPerSecond records that arrive per second, all topics; empty while unknown
 * @param consumptionPerSecond records that the group commits per second; empty while unknown
 * @param drainSeconds time until the lag is gone at these rates, at most a day; empty while unknown
 */
public record FlowView(
    OptionalDouble arrivalPerSecond,
    OptionalDouble consumptionPerSecond,
    OptionalDouble drainSeconds) {
  /** Nothing known. */
  public static final FlowView UNKNOWN =
      new FlowView(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
