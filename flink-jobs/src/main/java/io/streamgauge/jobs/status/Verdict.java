package io.streamgauge.jobs.status;

/**
 * A status and what it came from.
 *
 * @param reason {@link #NO_MEMBERS}, {@link #POISON} or {@link #RECREATED}; empty where the status
 *     says it all
 */
public record Verdict(LagStatus status, String reason) {
  /** STOP: the group has no members. */
  public static final String NO_MEMBERS = "no_members";

  /** STALL: the same records are fetched again and again. */
  public static final String POISON = "poison";

  /** REWIND: the topic was made anew. */
  public static final String RECREATED = "recreated";

  /** A status that needs no reason. */
  public static Verdict of(LagStatus status) {
    return new Verdict(status, "");
  }
}
