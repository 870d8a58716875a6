package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.capture.Captured;

/** Takes messages out of exchanges, and puts them into later ones that repeat them. */
public final class Repeats {
  private Repeats() {}

  /** What a message said that was read to its end; null if it cannot be kept. */
  public static Captured take(boolean request, PendingDetails pending) {
    if (pending.capture == null) {
      return null;
    }
    return request ? pending.capture.keepRequest() : pending.capture.keepResponse();
  }

  /**
   * Has an exchange's message say the same again, instead of being walked.
   *
   * @return false, and nothing is changed, if limits do not allow it
   */
  public static boolean put(boolean request, PendingDetails pending, Captured said) {
    if (pending.capture == null) {
      return false;
    }
    return request ? pending.capture.recallRequest(said) : pending.capture.recallResponse(said);
  }
}
