package io.streamgauge.protocol.details.assembly;

import io.streamgauge.protocol.details.capture.Captured;

/** Takes messages out of exchanges, and puts them into later ones that repeat them. */
public final class Repeats {
  private Repeats() {}

  /** What a request said that was read to its end; null if it cannot be kept. */
  public static Captured request(PendingDetails pending) {
    return pending.capture == null ? null : pending.capture.keepRequest();
  }

  /** What a response said that was read to its end; null if it cannot be kept. */
  public static Captured response(PendingDetails pending) {
    return pending.capture == null ? null : pending.capture.keepResponse();
  }

  /**
   * Has an exchange's request say the same again, instead of being walked.
   *
   * @return false, and nothing is changed, if limits do not allow it
   */
  public static boolean inRequest(PendingDetails pending, Captured said) {
    return pending.capture != null && pending.capture.recallRequest(said);
  }

  /** The same for the response. */
  public static boolean inResponse(PendingDetails pending, Captured said) {
    return pending.capture != null && pending.capture.recallResponse(said);
  }
}
