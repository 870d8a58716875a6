package io.streamgauge.protocol.exchange;

/**
 * Whether a response that a lane found may be believed, or may be what somebody put into the
 * payload of another.
 *
 * <p>It may if it begins where the broker's direction stood when its request was sent: no author of
 * a payload can bring that about for a client that waits for its answers. It may if no answer that
 * can hold bytes of others is due. And it may if it ends a chain of answers, in the order of their
 * requests, that came to a request which was sent after the chain began.
 */
final class ResponseTrust {
  private final Conversation conversation;

  /** Bytes of the client's direction before the lane began. */
  private final long requestsBefore;

  private boolean idle;
  private boolean trusted;
  private boolean chained;

  ResponseTrust(Conversation conversation) {
    this.conversation = conversation;
    this.requestsBefore = conversation.requestsSeen();
  }

  /** A frame that begins {@code position} bytes into the direction claims to answer a request. */
  void claim(PendingRequest claimed, long position) {
    idle = position == claimed.answerFrom;
    trusted = idle || isNewerThanThis(claimed) || !conversation.isForgeryPossible();
  }

  private boolean isNewerThanThis(PendingRequest claimed) {
    return chained && claimed.position >= requestsBefore;
  }

  /** The frame was whole and not to be believed; the one that follows it may be. */
  void goOn() {
    chained = true;
  }

  /** Whether it begins where the broker's direction stood when its request was sent. */
  boolean isIdle() {
    return idle;
  }

  /** Whether it may be believed once it is whole. */
  boolean isTrusted() {
    return trusted;
  }
}
