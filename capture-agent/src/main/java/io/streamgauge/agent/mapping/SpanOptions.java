package io.streamgauge.agent.mapping;

import java.time.Duration;

/**
 * Which exchanges are told one by one, for traces.
 *
 * @param ratio share of all records that is followed, 0 to 1; the same in all agents
 * @param slow broker time from which an exchange is told in any case; positive
 * @param perSecond spans told in a second at most, 1 or more; further ones are counted
 */
public record SpanOptions(double ratio, Duration slow, int perSecond) {
  /** One record in a thousand, what takes a second, a hundred spans in a second. */
  public static final SpanOptions DEFAULTS = new SpanOptions(0.001, Duration.ofSeconds(1), 100);

  /** Checks the ranges. */
  public SpanOptions {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("a ratio is between 0 and 1");
    }
    if (slow.isNegative() || slow.isZero()) {
      throw new IllegalArgumentException("what is slow takes time");
    }
    if (perSecond < 1) {
      throw new IllegalArgumentException("spans per second are 1 or more");
    }
  }
}
