package io.streamgauge.agent.capture;

import java.io.IOException;

/**
 * A capture file that cannot be read. The message is one line for the user: what is wrong, where,
 * and what would be right.
 */
public final class CaptureFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  public CaptureFormatException(String message) {
    super(message);
  }

  public CaptureFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
