package io.streamgauge.agent.capture;

/** One way of capturing does not work on this system whoever asks; another way may. */
public final class BackendUnsupportedException extends CaptureUnavailableException {

  private static final long serialVersionUID = 1L;

  public BackendUnsupportedException(String message) {
    super(message);
  }

  public BackendUnsupportedException(String message, Throwable cause) {
    super(message, cause);
  }
}
