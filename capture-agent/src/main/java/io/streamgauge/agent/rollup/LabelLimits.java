package io.streamgauge.agent.rollup;

/**
 * How many different values an agent names. What lies beyond is counted, and its sums go to {@code
 * __other__}.
 *
 * @param clients pairs of address and client id
 * @param topics topics
 * @param groups groups
 * @param listeners listeners of brokers
 */
public record LabelLimits(int clients, int topics, int groups, int listeners) {
  /** Above what one broker of a large cluster serves; some 50 MB when all are used. */
  public static final LabelLimits DEFAULTS = new LabelLimits(10_000, 10_000, 10_000, 1_000);

  /** The name of everything beyond a limit. */
  public static final String OTHER = "__other__";

  /** Checks the ranges. */
  public LabelLimits {
    if (clients < 1 || topics < 1 || groups < 1 || listeners < 1) {
      throw new IllegalArgumentException("label limits must be positive");
    }
  }
}
