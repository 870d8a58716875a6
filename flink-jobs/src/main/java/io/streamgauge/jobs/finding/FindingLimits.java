package io.streamgauge.jobs.finding;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many of a kind within its window are still none of a finding.
 *
 * @param limits what was set, 0 or more; the other kinds have their own
 */
public record FindingLimits(Map<FindingKind, Long> limits) implements Serializable {
  public static final FindingLimits DEFAULTS = new FindingLimits(Map.of());

  public FindingLimits {
    limits.forEach(
        (kind, limit) -> {
          if (limit < 0) {
            throw new IllegalArgumentException(kind.label() + " must be 0 or more, not " + limit);
          }
        });
    limits = Map.copyOf(limits);
  }

  /**
   * Limits by label.
   *
   * @throws IllegalArgumentException in words, for a label that there is not or a number below 0
   */
  public static FindingLimits of(Map<String, Long> byLabel) {
    Map<FindingKind, Long> limits = new EnumMap<>(FindingKind.class);
    byLabel.forEach(
        (label, limit) ->
            limits.put(
                FindingKind.of(label)
                    .orElseThrow(
                        () -> new IllegalArgumentException("knows no kind of finding " + label)),
                limit));
    return new FindingLimits(limits);
  }

  /** More than so many within the kind's window are a finding. */
  public long limit(FindingKind kind) {
    return limits.getOrDefault(kind, kind.limit());
  }

  /**
   * Whether a second with so many is worth a word. A tenth of the rate that the limit allows is
   * not: else every client that is well would have to be watched.
   */
  public boolean matters(FindingKind kind, long count) {
    return count > 0 && count * 10 * kind.windowSeconds() >= limit(kind);
  }
}
