package io.streamgauge.quickstart.cli;

/** What the process ends with. 130 (interrupted) is the JVM's own answer to SIGINT. */
public final class ExitCodes {
  /** Done. */
  public static final int DONE = 0;

  /** A finding, or a failed check. */
  public static final int FINDING = 1;

  /** Wrong usage, or something the environment lacks. */
  public static final int USAGE = 2;

  private ExitCodes() {}
}
