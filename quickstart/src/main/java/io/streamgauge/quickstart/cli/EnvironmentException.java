package io.streamgauge.quickstart.cli;

/** The environment lacks something. The message says what, and what mends it, in one line. */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One line for the user. */
  public EnvironmentException(String message) {
    super(message);
  }

  /** One line for the user; the cause shows with {@code --debug}. */
  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
