package io.streamgauge.agent.doctor;

/**
 * What a check found.
 *
 * @param check name of the check, stable
 * @param level how it ended
 * @param cause what was found, one sentence
 * @param mend what to do or run; empty if all is well
 */
public record Finding(String check, Level level, String cause, String mend) {
  static Finding ok(String check, String cause) {
    return new Finding(check, Level.OK, cause, "");
  }

  static Finding warn(String check, String cause, String mend) {
    return new Finding(check, Level.WARN, cause, mend);
  }

  static Finding fail(String check, String cause, String mend) {
    return new Finding(check, Level.FAIL, cause, mend);
  }
}
