package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.ClientIds;
import io.streamgauge.protocol.frame.FrameHeader;
import io.streamgauge.protocol.frame.FrameScanner;
import java.nio.ByteBuffer;

/**
 * Reads the broker's frames from one boundary on. As a {@link Lane} it holds its first response
 * back until that one ends where a segment ends or another response to a pending request begins.
 */
final class ResponseReader implements FrameScanner.Handler, Lane {
  private static final int SASL_HANDSHAKE = 17;

  private enum Phase {
    CORRELATION,
    /** Halted: the request is not there yet. */
    WAITING,
    BODY,
    /** The request's api is not known, or nobody asked. */
    UNKNOWN,
    /** A bare SASL token. */
    TOKEN,
    /** The header was missing. */
    UNREADABLE
  }

  private final Conversation conversation;
  private final DecoderWorker worker;
  private final FrameScanner scanner;
  private final FrameHeader header;
  private final ResponseBody body;
  private final ResponseTimes times = new ResponseTimes();
  private Phase phase = Phase.CORRELATION;
  private boolean tentative;
  private boolean dead;

  /** The body is only checked: nothing of it goes into the request's details. */
  private boolean blind;

  private final FirstResponse first = new FirstResponse();
  private boolean beginsSegment;

  private final ResponseTrust trust;
  private PendingRequest request;
  private int generation;
  private boolean damaged;
  private long missing;
  private ResponseTimes held;
  private final long start;

  /** Made when first needed: most lanes of a search die before they are anybody's reader. */
  private WholeResponses whole;

  private long examinedBeforeDeath;

  /** A reader whose first byte is a frame's first, {@code position} bytes into the direction. */
  ResponseReader(Conversation conversation, long position, boolean tentative) {
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.tentative = tentative;
    this.start = position;
    this.trust = new ResponseTrust(conversation, tentative);
    this.scanner = new FrameScanner(this, position);
    this.header = new FrameHeader(worker.headerVersions(), new ClientIds());
    this.body = new ResponseBody(worker, header);
  }

  @Override
  public boolean isPlausibleSize(int size) {
    int least = isTokenPossible() ? 0 : ResponseBoundary.MIN_FRAME_BYTES;
    return size >= least && size <= worker.frameLimits().maxResponseBytes();
  }

  private boolean isTokenPossible() {
    return !tentative && conversation.sasl().brokerMaySendTokens();
  }

  @Override
  public void onFrameStart(int size, long position, long timestampNanos) {
    times.begin(size + (long) Integer.BYTES, position, timestampNanos);
    missing = 0;
    damaged = false;
    phase = Phase.CORRELATION;
    header.beginResponse(size);
  }

  @Override
  public int onFrameBytes(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (tentative && request != null && request.generation != generation) {
      die();
      return length;
    }
    int at = offset;
    int end = offset + length;
    if (phase == Phase.CORRELATION) {
      if (tentative && held == null && length == times.bytes - Integer.BYTES) {
        first.isWhole(buffer, offset, length);
      }
      at += header.feed(buffer, at, length);
      if (header.state() != FrameHeader.State.NEEDS_MORE) {
        onCorrelationId();
        if (phase == Phase.WAITING) {
          return at - offset;
        }
      }
    }
    if (phase == Phase.BODY && !dead) {
      body.feed(buffer, at, end - at);
      if (tentative && body.isMalformed()) {
        die();
      }
    }
    return length;
  }

  /**
   * Reads the next frames as long as they lie whole in the piece. Not to be asked of a lane.
   *
   * @return bytes taken; the rest is for the scanner
   */
  int readWhole(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (whole == null) {
      whole = new WholeResponses(conversation);
    }
    return whole.readAll(scanner, buffer, offset, length, timestampNanos);
  }

  /** How many of the next bytes need not be looked at; the frame's last is never among them. */
  int passable() {
    return phase == Phase.BODY && scanner.isInsideFrame()
        ? (int) Math.min(body.passable(), scanner.remaining() - 1)
        : 0;
  }

  /** Passes over bytes, {@link #passable} at most. */
  void pass(int bytes) {
    scanner.passBytes(bytes);
    body.pass(bytes);
  }

  private void onCorrelationId() {
    if (header.state() == FrameHeader.State.MALFORMED) {
      phase = Phase.UNREADABLE; // cannot be: the smallest frame holds a correlation id
      return;
    }
    int id = header.correlationId();
    if (tentative) {
      claim(id);
    } else if (conversation.sasl().brokerMaySendTokens() && conversation.peek(id) == null) {
      phase = Phase.TOKEN;
    } else if (conversation.mayAnswerEarly(id)) {
      phase = Phase.WAITING;
      scanner.halt();
    } else {
      take(id);
    }
  }

  private void claim(int id) {
    PendingRequest claimed = conversation.peek(id);
    if (held != null) {
      if (claimed == null || claimed == request || isInsideAnother()) {
        die();
        return;
      }
      if (trust.isTrusted()) {
        confirm();
        take(id);
        return;
      }
      goOnBehind(claimed);
    }
    if (dead || claimed == null || claimed.answeredBy != null) {
      die();
      return;
    }
    request = claimed;
    generation = claimed.generation;
    trust.claim(claimed, times.position);
    if (trust.isIdle() || (beginsSegment && request.claimedBy == null)) {
      request.claimedBy = this;
    }
    beginBody();
  }

  /** The frame held back is not to be believed, but the one that follows it may be. */
  private void goOnBehind(PendingRequest next) {
    boolean inOrder = request.generation != generation || next.position > request.position;
    if (request.generation == generation) {
      letGoOfRequest();
    }
    request = null;
    held = null;
    first.forget();
    beginsSegment = false;
    trust.goOn();
    if (!inOrder) {
      die();
    }
  }

  /** Goes on after {@link Phase#WAITING}, whether the request came or not. */
  void resume() {
    take(header.correlationId());
    scanner.resume();
  }

  boolean isWaiting() {
    return phase == Phase.WAITING;
  }

  private void take(int id) {
    request = conversation.take(id);
    if (request == null) {
      phase = Phase.UNKNOWN;
      return;
    }
    conversation.sasl().onResponse();
    beginBody();
  }

  private void beginBody() {
    if (request.details == null) {
      phase = Phase.UNKNOWN;
      return;
    }
    phase = Phase.BODY;
    blind = tentative && (!trust.isTrusted() || request.responseTouched || first.isAtHand());
    request.spoiled |= !tentative && request.responseTouched;
    request.responseTouched |= tentative && !blind;
    body.begin(request, blind);
  }

  @Override
  public void onFrameGap(long bytes) {
    switch (phase) {
      case CORRELATION -> {
        phase = isTokenPossible() ? Phase.TOKEN : Phase.UNREADABLE;
        missing += bytes;
      }
      case BODY -> missing += body.gap(bytes) ? bytes : 0;
      default -> {}
    }
  }

  @Override
  public void onFrameEnd(long timestampNanos) {
    times.lastNanos = timestampNanos;
    if (tentative) {
      endTentative();
      return;
    }
    StreamTotals totals = conversation.totals(Direction.RESPONSE);
    totals.frames++;
    if (phase == Phase.CORRELATION && isTokenPossible()) {
      phase = Phase.TOKEN;
    }
    BodyReader.Outcome outcome = phase == Phase.BODY ? body.end() : null;
    if (outcome != null) {
      damaged =
          conversation.account(
              Direction.RESPONSE, outcome, false, times.position, times.bytes, missing);
    } else {
      totals.gapBytes += missing;
      if (phase == Phase.TOKEN) {
        totals.decodedBytes += times.bytes - missing;
      } else {
        totals.undecodableBytes += times.bytes - missing;
      }
    }
    missing = 0;
    handOut();
  }

  private void handOut() {
    PendingRequest answered = request;
    request = null;
    if (answered != null) {
      if (answered.apiKey == SASL_HANDSHAKE) {
        conversation.sasl().onHandshakeResponse(answered.apiVersion);
      }
      conversation.onResponse(answered, times, damaged);
    } else if (phase == Phase.UNKNOWN) {
      conversation.onOrphan(header.correlationId(), times);
    }
  }

  private void endTentative() {
    boolean exact = phase == Phase.BODY && body.end() == BodyReader.Outcome.EXACT;
    if (exact && request.generation == generation) {
      held = times.copy();
      request.answeredBy = trust.isTrusted() ? this : null;
    } else {
      die();
    }
  }

  @Override
  public void onPieceEnd() {
    if (dead || !tentative) {
      return;
    }
    boolean believed = held != null && trust.isTrusted();
    if (believed && !scanner.isInsideFrame() && !isInsideAnother()) {
      confirm();
    } else if (believed && request.generation == generation) {
      readAgain();
    }
    first.forget();
  }

  /** Whether it may be payload of the answer that another lane reads. */
  private boolean isInsideAnother() {
    return !trust.isIdle()
        && request.generation == generation
        && request.claimedBy != null
        && request.claimedBy != this;
  }

  /** Has what was only checked so far go into the request's details, if nothing else is there. */
  private void readAgain() {
    if (blind && first.isAtHand() && !request.responseTouched) {
      request.responseTouched = true;
      blind = !first.readInto(request, worker);
    }
  }

  /** Makes this lane the connection's reader and hands out what it held back. */
  private void confirm() {
    PendingRequest answered = request;
    boolean same = answered.generation == generation;
    ResponseTimes found = held;
    conversation.onResponsesFound(this, found);
    if (same) {
      readAgain();
    }
    first.forget();
    held = null;
    request = null;
    tentative = false;
    answered.spoiled |= same && blind;
    if (same && conversation.take(answered.correlationId) == answered) {
      conversation.onResponse(answered, found, false);
    }
  }

  /** Returns what was borrowed for the frame at hand. */
  void abandon() {
    body.abandon();
    if (request != null) {
      worker.giveBack(request);
      request = null;
    }
  }

  /** The rest of the frame at hand is lost: hands out what is known of it. */
  void breakOff(long seenBytes) {
    StreamTotals totals = conversation.totals(Direction.RESPONSE);
    totals.undecodableBytes += seenBytes - missing;
    totals.gapBytes += missing;
    missing = 0;
    body.abandon();
    times.lastNanos = Exchange.NO_TIME;
    damaged = true;
    if (scanner.remaining() > 0) {
      handOut();
    }
  }

  @Override
  public void beginsSegment() {
    beginsSegment = true;
  }

  @Override
  public boolean isPreferred() {
    return request != null && request.generation == generation && request.claimedBy == this;
  }

  @Override
  public FrameScanner scanner() {
    return scanner;
  }

  @Override
  public boolean isDead() {
    return dead;
  }

  @Override
  public void die() {
    if (!dead) {
      examinedBeforeDeath = scanner.position() - start + body.position();
    }
    dead = true;
    if (request != null && request.generation == generation) {
      letGoOfRequest();
    }
    request = null;
    held = null;
    scanner.halt();
    body.abandon();
  }

  private void letGoOfRequest() {
    if (request.answeredBy == this) {
      request.answeredBy = null;
    }
    if (request.claimedBy == this) {
      request.claimedBy = null;
    }
    boolean wrote = tentative && !blind && request.details != null;
    if (wrote && worker.assembler().forgetResponse(request.details)) {
      request.responseTouched = false;
    }
  }

  @Override
  public boolean isConfirmed() {
    return !tentative;
  }

  @Override
  public boolean hasFrameAt(long position) {
    return scanner.frameStart() == position || (held != null && held.position == position);
  }

  @Override
  public long firstPosition() {
    return held == null ? scanner.frameStart() : held.position;
  }

  @Override
  public int framesToCompare() {
    return 1;
  }

  @Override
  public long examinedBytes() {
    return dead ? examinedBeforeDeath : scanner.position() - start;
  }

  @Override
  public boolean hasWholeFrame() {
    return held != null;
  }
}
