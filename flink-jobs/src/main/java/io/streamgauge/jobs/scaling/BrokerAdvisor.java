package io.streamgauge.jobs.scaling;

import io.streamgauge.jobs.v1.BrokerLoadState;
import io.streamgauge.jobs.v1.BrokerPressureState;
import io.streamgauge.jobs.v1.CeilingState;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Advice on the number of brokers of one cluster, look by look. Pressure is the largest of request
 * rate, byte rate, produce bytes in flight and 99th percentile of broker time, each in proportion
 * to its ceiling; ceilings are configured, or learned over at least a day.
 */
public final class BrokerAdvisor {
  static final double PRESSED = 0.8;
  static final double FITS = 0.6;
  static final long PRESSED_MILLIS = 10 * 60_000L;
  static final long FITS_MILLIS = 6 * 3_600_000L;
  static final long BETWEEN_STEPS_MILLIS = 3_600_000L;
  static final long LEARNING_MILLIS = 24 * 3_600_000L;

  private final BrokerPressureState.Builder state;
  private final BrokerPolicy policy;

  public BrokerAdvisor(BrokerPressureState.Builder state, BrokerPolicy policy) {
    this.state = state;
    this.policy = policy;
  }

  /**
   * Looks at the brokers; times rise.
   *
   * @param brokers all brokers of the cluster
   * @param replicationFactor largest of the cluster's topics; 0 while unknown
   */
  public BrokerAdvice look(List<BrokerView> brokers, int replicationFactor, long timeMillis) {
    state.setLargestReplicationFactor(
        Math.max(state.getLargestReplicationFactor(), replicationFactor));
    if (state.getCount() != brokers.size()) {
      state.setCount(brokers.size()).setCountSinceMillis(timeMillis);
      state.clearFitsSinceMillis();
    }
    Map<String, Double> pressure = new LinkedHashMap<>();
    Set<String> present = new HashSet<>();
    for (BrokerView broker : brokers) {
      present.add(broker.broker());
      OptionalDouble each = pressure(broker, timeMillis);
      if (each.isPresent()) {
        pressure.put(broker.broker(), each.getAsDouble());
      }
    }
    Set.copyOf(state.getBrokersMap().keySet()).stream()
        .filter(broker -> !present.contains(broker))
        .forEach(state::removeBrokers);
    if (pressure.size() < brokers.size() || brokers.isEmpty()) {
      state.clearPressedSinceMillis().clearFitsSinceMillis();
      return new BrokerAdvice(pressure, OptionalInt.empty(), Set.of(BrokerAdvice.LEARNING));
    }
    int recommended = brokers.size() + step(pressure, brokers.size(), timeMillis);
    return new BrokerAdvice(pressure, OptionalInt.of(recommended), Set.of());
  }

  private OptionalDouble pressure(BrokerView broker, long now) {
    BrokerLoadState known = state.getBrokersMap().get(broker.broker());
    BrokerLoadState.Builder load =
        known == null ? BrokerLoadState.newBuilder().setFirstMillis(now) : known.toBuilder();
    boolean learned = now - load.getFirstMillis() >= LEARNING_MILLIS;
    double latency = broker.latencySeconds();
    double[] each = {
      ratio(load, "requests", broker.requestRate(), latency, policy.requestRate(), learned),
      ratio(load, "bytes", broker.byteRate(), latency, policy.byteRate(), learned),
      ratio(load, "inflight", broker.inflightBytes(), latency, policy.inflightBytes(), learned),
      latency(load, latency, learned)
    };
    state.putBrokers(broker.broker(), load.setLastMillis(now).build());
    OptionalDouble largest = OptionalDouble.empty();
    for (double ratio : each) {
      if (!Double.isNaN(ratio) && ratio > largest.orElse(-1)) {
        largest = OptionalDouble.of(ratio);
      }
    }
    return largest;
  }

  private static double ratio(
      BrokerLoadState.Builder load,
      String resource,
      double value,
      double latency,
      double configured,
      boolean learned) {
    CeilingState.Builder ceiling =
        load.getResourcesOrDefault(resource, CeilingState.getDefaultInstance()).toBuilder();
    Ceiling.learn(ceiling, value, latency);
    load.putResources(resource, ceiling.build());
    if (configured > 0) {
      return value / configured;
    }
    OptionalDouble most = learned ? Ceiling.load(ceiling) : OptionalDouble.empty();
    return most.isEmpty() ? Double.NaN : value / most.getAsDouble();
  }

  /** Latency is its own load: three times what is usual while there is little to do. */
  private double latency(BrokerLoadState.Builder load, double latency, boolean learned) {
    if (policy.latencySeconds() > 0) {
      return latency / policy.latencySeconds();
    }
    CeilingState.Builder requests =
        load.getResourcesOrDefault("requests", CeilingState.getDefaultInstance()).toBuilder();
    OptionalDouble low = learned ? Ceiling.lowLatency(requests) : OptionalDouble.empty();
    return low.isEmpty() ? Double.NaN : latency / (Ceiling.SLOW * low.getAsDouble());
  }

  private int step(Map<String, Double> pressure, int count, long now) {
    long pressed = pressure.values().stream().filter(each -> each > PRESSED).count();
    if (pressed * 2 <= count) {
      state.clearPressedSinceMillis();
    } else if (!state.hasPressedSinceMillis()) {
      state.setPressedSinceMillis(now);
    }
    double sum = pressure.values().stream().mapToDouble(Double::doubleValue).sum();
    int least = Math.max(1, state.getLargestReplicationFactor() + 1);
    if (count - 1 < least || sum / (count - 1) >= FITS) {
      state.clearFitsSinceMillis();
    } else if (!state.hasFitsSinceMillis()) {
      state.setFitsSinceMillis(now);
    }
    if (state.hasPressedSinceMillis() && now - state.getPressedSinceMillis() >= PRESSED_MILLIS) {
      return 1;
    }
    boolean fits = state.hasFitsSinceMillis() && now - state.getFitsSinceMillis() >= FITS_MILLIS;
    return fits && now - state.getCountSinceMillis() >= BETWEEN_STEPS_MILLIS ? -1 : 0;
  }
}
