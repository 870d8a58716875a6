package io.streamgauge.jobs.scaling;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Advice on the brokers of a cluster.
 *
 * @param pressure per broker, its load in proportion to its ceiling, 0 or more; brokers whose
 *     ceilings are not known are left out
 * @param recommendedBrokers absent while {@code learning}
 */
public record BrokerAdvice(
    Map<String, Double> pressure, OptionalInt recommendedBrokers, Set<String> holds) {
  /** No ceiling of some broker is known yet: less than a day was seen. */
  public static final String LEARNING = "learning";

  public BrokerAdvice {
    pressure = Map.copyOf(pressure);
    holds = Set.copyOf(holds);
  }
}
