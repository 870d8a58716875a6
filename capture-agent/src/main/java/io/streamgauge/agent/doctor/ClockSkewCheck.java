package io.streamgauge.agent.doctor;

import java.util.Comparator;
import java.util.Map;

/**
 * Whether agents' clocks and the bus' agree. The jobs correct the times of an agent whose clock is
 * off by more than ten seconds; below, its figures come early or late. Where no agent has
 * published, nothing is wrong: this is what is run before the first is started.
 *
 * @param skewMillis by agent: its time minus the time at which the bus appended its batch, of the
 *     recent batch that was the quickest on its way
 * @param unknown why that is not known; empty if the bus could be asked
 */
record ClockSkewCheck(Map<String, Long> skewMillis, String unknown) implements Check {
  private static final String NAME = "clock-skew";
  private static final long WARN_MILLIS = 2_000;
  private static final long FAIL_MILLIS = 10_000;

  @Override
  public Finding judge() {
    if (!unknown.isEmpty()) {
      return Finding.warn(
          NAME, "not known: " + unknown, "chronyc tracking shows whether a clock is synchronised");
    }
    return skewMillis.entrySet().stream()
        .max(Comparator.comparingLong(agent -> Math.abs(agent.getValue())))
        .map(agent -> judge(agent.getKey(), agent.getValue()))
        .orElseGet(() -> Finding.ok(NAME, "nothing to compare yet: no agent has published"));
  }

  private Finding judge(String agent, long skew) {
    if (Math.abs(skew) <= WARN_MILLIS) {
      return Finding.ok(
          NAME,
          "agents and the bus differ by %d ms at most, the way included".formatted(Math.abs(skew)));
    }
    String facts =
        "the clock of agent %s is %d ms %s the bus', or its batches come that late"
            .formatted(agent, Math.abs(skew), skew > 0 ? "before" : "behind");
    String mend = "synchronise the clocks of its node and of the bus: chronyc makestep";
    return Math.abs(skew) > FAIL_MILLIS
        ? Finding.fail(NAME, facts, mend)
        : Finding.warn(NAME, facts, mend);
  }
}
