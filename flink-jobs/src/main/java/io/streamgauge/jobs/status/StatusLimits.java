package io.streamgauge.jobs.status;

import java.io.Serializable;

/**
 * What the rules compare with; may differ per group. All times in nanoseconds.
 *
 * @param allowedLag records of effective lag that count as none
 * @param objective age of the oldest uncommitted record with which a group still keeps up; never
 *     less than two of the group's own commit intervals, for between two commits lag is not late
 * @param minCoverage below this share of its traffic nothing is said of a group, 0 to 1
 */
public record StatusLimits(long allowedLag, long objective, double minCoverage)
    implements Serializable {
  static final long SECOND = 1_000_000_000L;

  /** Time between two evaluations. */
  public static final long STEP = 10 * SECOND;

  /** Bounds of the window W. */
  public static final long MIN_WINDOW = 60 * SECOND;

  public static final long MAX_WINDOW = 600 * SECOND;

  /** Commit intervals in a window. */
  static final int INTERVALS = 10;

  /** Least silence of commits, and of fetches, that counts as a stop. */
  static final long COMMIT_SILENCE = 60 * SECOND;

  static final long FETCH_SILENCE = 30 * SECOND;

  /** Silence of commits after which a partition that nobody is assigned to is abandoned. */
  static final long ABANDONED_AFTER = 900 * SECOND;

  /** The longest that a rebalance keeps the previous status. */
  static final long MAX_REBALANCE = 300 * SECOND;

  /** How often a fetch offset comes back until it is poison. */
  static final int POISON_REPEATS = 3;

  /** The defaults. */
  public static final StatusLimits DEFAULT = new StatusLimits(0, 30 * SECOND, 0.95);

  public StatusLimits {
    if (allowedLag < 0 || objective < 0 || !(minCoverage >= 0 && minCoverage <= 1)) {
      throw new IllegalArgumentException(
          "limits must not be negative, nor coverage above 1: "
              + allowedLag
              + ", "
              + objective
              + ", "
              + minCoverage);
    }
  }

  /** W for a median commit interval; the shortest while that is not known (0). */
  public static long window(long commitInterval) {
    long wanted = commitInterval > MAX_WINDOW ? MAX_WINDOW : commitInterval * INTERVALS;
    return Math.max(MIN_WINDOW, Math.min(MAX_WINDOW, wanted));
  }
}
