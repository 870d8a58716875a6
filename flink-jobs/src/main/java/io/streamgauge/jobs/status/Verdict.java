package io.streamgauge.jobs.status;

/**
 * A status and what it came from.
 *
 * @param reason one of the constants here; empty where the status says it all
 */
public record Verdict(LagStatus status, String reason) {
  /** STOP: the group has no members. */
  public static final String NO_MEMBERS = "no_members";

  /** STALL: the same records are fetched again and again. */
  public static final String POISON = "poison";

  /** REWIND: the topic was made anew. */
  public static final String RECREATED = "recreated";

  /** UNKNOWN: too little of the group's traffic was read, or it is not known how much. */
  public static final String COVERAGE = "coverage";

  /** UNKNOWN: nobody told how far the partition goes. */
  public static final String NO_HIGH_WATERMARK = "no_high_watermark";

  /** UNKNOWN: the group has no committed offset that is known. */
  public static final String NO_COMMITTED_OFFSET = "no_committed_offset";

  /** UNKNOWN: what of the lag the group could read is not known. */
  public static final String NO_EFFECTIVE_LAG = "no_effective_lag";

  /** A status that needs no reason. */
  public static Verdict of(LagStatus status) {
    return new Verdict(status, "");
  }
}
