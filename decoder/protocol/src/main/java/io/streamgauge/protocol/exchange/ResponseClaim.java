package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;

/**
 * What a lane of the broker's direction knows of the request that it may be reading the answer to,
 * as long as nobody has confirmed that it does. It holds one whole answer back, and it leaves
 * nothing in the request's details that might turn out to be somebody's payload.
 */
final class ResponseClaim {
  private final ResponseReader lane;
  private final Conversation conversation;
  private final DecoderWorker worker;
  private final ResponseTrust trust;
  private final FirstResponse first = new FirstResponse();
  private PendingRequest request;

  /** Of the request when it was claimed; another one means that it is gone. */
  private int generation;

  /** The body is only checked: nothing of it goes into the request's details. */
  private boolean blind;

  private boolean beginsSegment;

  /** When the answer came that is held back; null without one. */
  private ResponseTimes held;

  ResponseClaim(Conversation conversation, ResponseReader lane) {
    this.lane = lane;
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.trust = new ResponseTrust(conversation);
  }

  /** The first frame of the lane begins where a segment begins. */
  void beginsSegment() {
    beginsSegment = true;
  }

  /** The frame at hand, if it is the lane's first, lies whole in a piece. */
  void isWhole(ByteBuffer buffer, int offset, int length) {
    if (held == null) {
      first.isWhole(buffer, offset, length);
    }
  }

  /** Whether the request that was claimed was answered or let go by somebody else. */
  boolean isStale() {
    return request != null && request.generation != generation;
  }

  private boolean isAlive() {
    return request != null && request.generation == generation;
  }

  /** Whether an answer is held back. */
  boolean holdsAnswer() {
    return held != null;
  }

  /** Where and when the answer that is held back came; null without one. */
  ResponseTimes held() {
    return held;
  }

  /** Whether the answer that is held back may be believed. */
  boolean isBelieved() {
    return held != null && trust.isTrusted();
  }

  /** Whether it may be payload of the answer that another lane reads. */
  boolean isInsideAnother() {
    return !trust.isIdle() && isAlive() && request.claimedBy != null && request.claimedBy != lane;
  }

  /** Whether the frame behind the one held back can be the answer to that request. */
  boolean canBeFollowedBy(PendingRequest next) {
    return next != null && next != request && !isInsideAnother();
  }

  /**
   * The frame held back is not to be believed, but the one that follows it may be.
   *
   * @return false if they are not in the order of their requests
   */
  boolean goOnBehind(PendingRequest next) {
    boolean inOrder = isStale() || next.position > request.position;
    letGo();
    first.forget();
    beginsSegment = false;
    trust.goOn();
    return inOrder;
  }

  /** The frame that begins at {@code position} claims to answer a request. */
  void claim(PendingRequest claimed, long position) {
    request = claimed;
    generation = claimed.generation;
    trust.claim(claimed, position);
    if (trust.isIdle() || (beginsSegment && request.claimedBy == null)) {
      request.claimedBy = lane;
    }
  }

  /** The body begins; whether it is only to be checked. */
  boolean beginBody() {
    blind = !trust.isTrusted() || request.responseTouched || first.isAtHand();
    request.responseTouched |= !blind;
    return blind;
  }

  /**
   * The frame was read to its end, exactly: holds it back.
   *
   * @return false if its request is gone
   */
  boolean hold(ResponseTimes times) {
    if (!isAlive()) {
      return false;
    }
    held = times.copy();
    request.answeredBy = trust.isTrusted() ? lane : null;
    return true;
  }

  /** The piece ended, and the answer held back was not confirmed with it. */
  void endPiece() {
    if (isBelieved() && isAlive()) {
      readAgain();
    }
    first.forget();
  }

  /** Has what was only checked so far go into the request's details, if nothing else is there. */
  private void readAgain() {
    if (blind && first.isAtHand() && !request.responseTouched) {
      request.responseTouched = true;
      blind = !first.readInto(request, worker);
    }
  }

  /** The lane has become the connection's reader: hands out what was held back. */
  void handOut() {
    boolean same = isAlive();
    if (same) {
      readAgain();
      request.spoiled |= blind;
    }
    first.forget();
    if (same && conversation.take(request.correlationId) == request) {
      conversation.onResponse(request, held, false);
    }
  }

  /** Forgets the request, and what may have been read into its details. */
  void letGo() {
    if (isAlive()) {
      if (request.answeredBy == lane) {
        request.answeredBy = null;
      }
      if (request.claimedBy == lane) {
        request.claimedBy = null;
      }
      boolean wrote = !blind && request.details != null;
      if (wrote && worker.assembler().forgetResponse(request.details)) {
        request.responseTouched = false;
      }
    }
    request = null;
    held = null;
  }

  /** Whether the lane is the first that reads from where a segment begins. */
  boolean isPreferred() {
    return isAlive() && request.claimedBy == lane;
  }
}
