package io.streamgauge.jobs.status;

/**
 * How a group does on a partition. The order of the constants is the order in which the rules are
 * tried; {@link #severity} orders them by how bad they are.
 */
public enum LagStatus {
  /** Coverage is too low, or the high watermark or the committed offset is not known. */
  UNKNOWN(1, 1, false),
  /** Assigned to nobody for long, although the group is stable: does not count for the group. */
  ABANDONED(2, 0, false),
  /** The committed offset went back. */
  REWIND(3, 6, true),
  /** Records wait, and nobody reads them. */
  STOP(4, 8, true),
  /** Records wait and are read, but the committed offset does not move. */
  STALL(5, 7, true),
  /** Keeps up. */
  OK(6, 0, false),
  /** Falls behind further. */
  WARN(7, 5, true),
  /** Behind, and getting nearer. */
  CATCHING_UP(8, 2, false),
  /** Behind, neither nearer nor further. */
  LAGGING(9, 3, false);

  private final int number;
  private final int severity;
  private final boolean bad;

  LagStatus(int number, int severity, boolean bad) {
    this.number = number;
    this.severity = severity;
    this.bad = bad;
  }

  /** In state; 1 or more, never reused. */
  public int number() {
    return number;
  }

  /** Larger is worse. What is unknown is worse than OK only, so that it hides no trouble. */
  public int severity() {
    return severity;
  }

  /** Entered after two evaluations, left after three. */
  public boolean isBad() {
    return bad;
  }

  /** The status of a number; UNKNOWN for 0 and for numbers of a newer job. */
  public static LagStatus of(int number) {
    for (LagStatus status : values()) {
      if (status.number == number) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** The value of the label {@code status}. */
  public String label() {
    return name();
  }
}
