package io.streamgauge.agent.doctor;

import java.util.Locale;

/** How a check ended, from good to bad. */
public enum Level {
  OK(0),
  WARN(1),
  FAIL(2);

  private final int exitCode;

  Level(int exitCode) {
    this.exitCode = exitCode;
  }

  /** As tables and JSON name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a process exits with after this: 0, 1 or 2. */
  public int exitCode() {
    return exitCode;
  }
}
