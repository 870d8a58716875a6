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
  private final long start;
  private Phase phase = Phase.CORRELATION;

  /** Of a lane; null once it is the connection's reader. */
  private ResponseClaim claim;

  private boolean dead;

  /** The one that the frame at hand answers. */
  private PendingRequest request;

  private boolean damaged;
  private long missing;

  /** Made when first needed: most lanes of a search die before they are anybody's reader. */
  private WholeResponses whole;

  private long examinedBeforeDeath;

  /** A reader whose first byte is a frame's first, {@code position} bytes into the direction. */
  ResponseReader(Conversation conversation, long position, boolean tentative) {
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.start = position;
    this.claim = tentative ? new ResponseClaim(conversation, this) : null;
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
    return claim == null && conversation.sasl().brokerMaySendTokens();
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
    if (claim != null && claim.isStale()) {
      die();
      return length;
    }
    int at = offset;
    int end = offset + length;
    if (phase == Phase.CORRELATION) {
      if (claim != null && length == times.bytes - Integer.BYTES) {
        claim.isWhole(buffer, offset, length);
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
      if (claim != null && body.isMalformed()) {
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

  /**
   * Takes bytes inside a region of the body: {@code passed} that were passed over, {@link
   * #passable} at most, and those at hand.
   *
   * @return false, with nothing done, unless the region goes on behind them
   */
  boolean feedRegion(int passed, ByteBuffer buffer, int offset, int length) {
    if (phase != Phase.BODY || !body.feedRegion(passed, buffer, offset, length)) {
      return false;
    }
    scanner.passBytes(passed + length);
    return true;
  }

  private void onCorrelationId() {
    if (header.state() == FrameHeader.State.MALFORMED) {
      phase = Phase.UNREADABLE; // cannot be: the smallest frame holds a correlation id
      return;
    }
    int id = header.correlationId();
    if (claim != null) {
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
    boolean plausible = claimed != null;
    if (plausible && claim.holdsAnswer()) {
      plausible = claim.canBeFollowedBy(claimed);
      if (plausible && claim.isBelieved()) {
        confirm();
        take(id);
        return;
      }
      plausible = plausible && claim.goOnBehind(claimed);
    }
    if (!plausible || claimed.answeredBy != null) {
      die();
      return;
    }
    claim.claim(claimed, times.position);
    request = claimed;
    beginBody();
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
    if (claim == null) {
      request.spoiled |= request.responseTouched;
      body.begin(request, false);
    } else {
      body.begin(request, claim.beginBody());
    }
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
    if (claim != null) {
      boolean exact = phase == Phase.BODY && body.end() == BodyReader.Outcome.EXACT;
      if (!exact || !claim.hold(times)) {
        die();
      }
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

  @Override
  public void onPieceEnd() {
    if (dead || claim == null) {
      return;
    }
    if (claim.isBelieved() && !scanner.isInsideFrame() && !claim.isInsideAnother()) {
      confirm();
    } else {
      claim.endPiece();
    }
  }

  /** Makes this lane the connection's reader and hands out what it held back. */
  private void confirm() {
    ResponseClaim won = claim;
    conversation.onResponsesFound(this, won.held());
    claim = null;
    request = null;
    won.handOut();
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
    if (claim != null) {
      claim.beginsSegment();
    }
  }

  @Override
  public boolean isPreferred() {
    return claim != null && claim.isPreferred();
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
    if (claim != null) {
      claim.letGo();
    }
    request = null;
    scanner.halt();
    body.abandon();
  }

  @Override
  public boolean isConfirmed() {
    return claim == null;
  }

  @Override
  public boolean hasFrameAt(long position) {
    return scanner.frameStart() == position
        || (hasWholeFrame() && claim.held().position == position);
  }

  @Override
  public long firstPosition() {
    return hasWholeFrame() ? claim.held().position : scanner.frameStart();
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
    return claim != null && claim.holdsAnswer();
  }
}
