package io.streamgauge.agent.capture;

import java.io.IOException;

/** Live capture is not possible here. The message is one line for the user, with what mends it. */
public class CaptureUnavailableException extends IOException {

  private static final long serialVersionUID = 1L;

  public CaptureUnavailableException(String message) {
    super(message);
  }

  public CaptureUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
