package io.streamgauge.protocol.details.wire;

/**
 * Error code and throttle time of one response, gathered as its fields come. Reusable; confined to
 * one thread.
 */
public final class AnswerTally {
  private final int unanswered;
  private boolean answered;
  private int topError;
  private int nestedError;
  private int throttleMillis;

  /**
   * @param unanswered the error code that stands for "no response seen"
   */
  public AnswerTally(int unanswered) {
    this.unanswered = unanswered;
  }

  /** Forgets everything. */
  public void reset() {
    answered = false;
    topError = 0;
    nestedError = 0;
    throttleMillis = 0;
  }

  /** A tally that says the same. */
  public AnswerTally copy() {
    AnswerTally copy = new AnswerTally(unanswered);
    copy.copyFrom(this);
    return copy;
  }

  /** Says what another says from now on. */
  public void copyFrom(AnswerTally other) {
    answered = other.answered;
    topError = other.topError;
    nestedError = other.nestedError;
    throttleMillis = other.throttleMillis;
  }

  /** A response was seen. */
  public void answered() {
    answered = true;
  }

  public boolean isAnswered() {
    return answered;
  }

  /** The message's own error code. */
  public void topError(long code) {
    if (topError == 0) {
      topError = (int) code;
    }
  }

  /** The error code of a part of the message; the first that is not 0 counts. */
  public void nestedError(long code) {
    if (nestedError == 0) {
      nestedError = (int) code;
    }
  }

  public void throttleMillis(long millis) {
    throttleMillis = (int) Math.max(0, millis);
  }

  /**
   * The top-level error, else the first nested one, else 0; {@code unanswered} if none was seen.
   */
  public int errorCode() {
    if (!answered) {
      return unanswered;
    }
    return topError != 0 ? topError : nestedError;
  }

  /** Milliseconds, 0 or more. */
  public int throttleMillis() {
    return throttleMillis;
  }
}
