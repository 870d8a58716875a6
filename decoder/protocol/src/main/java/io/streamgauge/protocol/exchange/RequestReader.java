package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.SaslHandshakeDetails;
import io.streamgauge.protocol.frame.ClientIds;
import io.streamgauge.protocol.frame.FrameHeader;
import io.streamgauge.protocol.frame.FrameScanner;
import io.streamgauge.protocol.frame.RequestBoundary;
import io.streamgauge.protocol.program.Program;
import java.nio.ByteBuffer;

/**
 * Reads the client's frames from one boundary on. As a {@link Lane} it keeps requests to itself
 * until one of them is answered.
 */
final class RequestReader implements FrameScanner.Handler, Lane {
  private static final int API_VERSIONS = 18;
  private static final int SASL_HANDSHAKE = 17;
  private static final int SASL_AUTHENTICATE = 36;

  private enum Phase {
    HEADER,
    BODY,
    /** An api or version that nobody lists. */
    UNKNOWN,
    /** A bare SASL token. */
    TOKEN,
    /** The header was missing or malformed. */
    UNREADABLE
  }

  private final Conversation conversation;
  private final DecoderWorker worker;
  private final FrameScanner scanner;
  private final FrameHeader header;
  private final BodyReader body;
  private final ClientTokens tokens;
  private final ClientIds clientIds = new ClientIds();
  private final long start;

  /** Made when first needed: most lanes of a search die before they are anybody's reader. */
  private WholeRequests whole;

  private UnconfirmedRequests unconfirmed;
  private boolean dead;
  private PendingRequest request;
  private Phase phase = Phase.HEADER;
  private long missing;
  private long examinedBeforeDeath;

  /** A reader whose first byte is a frame's first, {@code position} bytes into the direction. */
  RequestReader(Conversation conversation, long position, boolean tentative) {
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.start = position;
    this.scanner = new FrameScanner(this, position);
    this.header = new FrameHeader(worker.headerVersions(), clientIds);
    this.body = new BodyReader(worker);
    this.tokens = new ClientTokens(conversation);
    this.unconfirmed = tentative ? new UnconfirmedRequests(worker) : null;
  }

  @Override
  public boolean isPlausibleSize(int size) {
    int least = tokens.isPossible(isConfirmed()) ? 0 : RequestBoundary.MIN_FRAME_BYTES;
    return size >= least && size <= worker.frameLimits().maxRequestBytes();
  }

  @Override
  public void onFrameStart(int size, long position, long timestampNanos) {
    request = worker.borrowRequest();
    request.bytes = size + (long) Integer.BYTES;
    request.position = position;
    request.firstNanos = timestampNanos;
    missing = 0;
    phase = Phase.HEADER;
    header.beginRequest(size);
    if (isConfirmed()) {
      tokens.begin(size);
    }
  }

  @Override
  public int onFrameBytes(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int at = offset;
    int end = offset + length;
    tokens.feed(buffer, offset, length);
    if (phase == Phase.HEADER) {
      at += header.feed(buffer, at, length);
      if (header.state() != FrameHeader.State.NEEDS_MORE) {
        onHeader();
      }
    }
    if (phase == Phase.BODY && !dead) {
      body.feed(buffer, at, end - at);
      if (unconfirmed != null && body.isMalformed()) {
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
      whole = new WholeRequests(conversation, clientIds);
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

  private void onHeader() {
    boolean good = header.state() == FrameHeader.State.DONE;
    boolean ordinary = good && header.isKnownApi() && header.isClientIdText();
    if (unconfirmed != null) {
      if (!ordinary) {
        die();
        return;
      }
    } else if (tokens.isToken(ordinary, request.position, header)) {
      phase = Phase.TOKEN;
      return;
    }
    tokens.drop();
    if (unconfirmed == null) {
      conversation.sasl().onRequest();
    }
    request.apiKey = header.apiKey();
    request.apiVersion = header.apiVersion();
    request.correlationId = header.correlationId();
    request.clientId = header.clientId();
    if (good) {
      beginBody();
    } else {
      phase = Phase.UNREADABLE;
      conversation.anomaly(
          AnomalyReason.MALFORMED_BODY, Direction.REQUEST, request.position, request.bytes);
    }
  }

  private void beginBody() {
    Program program = worker.requestProgram(request.apiKey, request.apiVersion);
    request.api = worker.ordinaryApi(request.apiKey, request.apiVersion);
    if (program != null || request.apiKey == API_VERSIONS) {
      request.details = worker.assembler().acquire(request.apiKey, request.apiVersion);
    }
    if (program == null) {
      phase = Phase.UNKNOWN;
      return;
    }
    if (request.apiKey == SASL_AUTHENTICATE) {
      worker.assembler().saslMechanism(request.details, conversation.sasl().mechanism());
    }
    phase = Phase.BODY;
    body.begin(program, header.remaining(), worker.assembler().requestSink(request.details));
  }

  @Override
  public void onFrameGap(long bytes) {
    tokens.drop();
    if (phase == Phase.HEADER) {
      phase = tokens.isPossible(isConfirmed()) ? Phase.TOKEN : Phase.UNREADABLE;
      missing += bytes;
    } else if (phase == Phase.BODY && body.gap(bytes)) {
      missing += bytes;
    }
  }

  @Override
  public void onFrameEnd(long timestampNanos) {
    PendingRequest done = request;
    request = null;
    done.lastNanos = timestampNanos;
    if (unconfirmed != null) {
      endUnconfirmed(done);
      return;
    }
    if (phase == Phase.HEADER) {
      phase = tokens.isPossible(isConfirmed()) ? Phase.TOKEN : Phase.UNREADABLE;
    }
    conversation.totals(Direction.REQUEST).frames++;
    if (phase == Phase.BODY) {
      endBody(done);
    } else {
      endWithoutBody(done);
    }
  }

  private void endBody(PendingRequest done) {
    BodyReader.Outcome outcome = body.end();
    boolean tolerated = done.apiKey == API_VERSIONS;
    done.damaged =
        conversation.account(
            Direction.REQUEST, outcome, tolerated, done.position, done.bytes, missing);
    missing = 0;
    if (done.apiKey == SASL_HANDSHAKE && !done.damaged) {
      String mechanism =
          worker.assembler().details(done.details) instanceof SaslHandshakeDetails handshake
              ? handshake.mechanism()
              : null;
      conversation.sasl().onHandshakeRequest(done.apiVersion, mechanism);
    }
    conversation.onRequest(done);
  }

  private void endWithoutBody(PendingRequest done) {
    StreamTotals totals = conversation.totals(Direction.REQUEST);
    long seen = done.bytes - missing;
    totals.gapBytes += missing;
    missing = 0;
    if (phase == Phase.TOKEN) {
      totals.decodedBytes += seen;
      tokens.end(done.lastNanos);
      worker.giveBack(done);
    } else {
      totals.undecodableBytes += seen;
      if (phase == Phase.UNKNOWN) {
        conversation.anomaly(
            worker.unknownApi(done.apiKey), Direction.REQUEST, done.position, done.bytes);
        conversation.onRequest(done);
      } else {
        conversation.onRequestLost();
        worker.giveBack(done);
      }
    }
  }

  private void endUnconfirmed(PendingRequest done) {
    BodyReader.Outcome outcome = phase == Phase.BODY ? body.end() : BodyReader.Outcome.MALFORMED;
    boolean good =
        outcome == BodyReader.Outcome.EXACT
            || (outcome == BodyReader.Outcome.TRAILING && done.apiKey == API_VERSIONS);
    if (!good) {
      worker.giveBack(done);
      die();
      return;
    }
    conversation.answerBegins(done);
    unconfirmed.add(done);
  }

  /** Returns what was borrowed for the frame at hand. */
  void abandon() {
    tokens.drop();
    body.abandon();
    if (request != null) {
      worker.giveBack(request);
      request = null;
    }
  }

  /** The rest of the frame at hand is lost: hands out what is known of it. */
  void breakOff(long seenBytes) {
    StreamTotals totals = conversation.totals(Direction.REQUEST);
    totals.undecodableBytes += seenBytes - missing;
    totals.gapBytes += missing;
    missing = 0;
    tokens.drop();
    body.abandon();
    if (request == null) {
      conversation.onRequestLost();
      return;
    }
    PendingRequest broken = request;
    request = null;
    if (phase == Phase.BODY || phase == Phase.UNKNOWN) {
      broken.damaged = true;
      conversation.onRequest(broken);
    } else {
      conversation.onRequestLost();
      worker.giveBack(broken);
    }
  }

  /** Requests of this lane that wait for confirmation. */
  RequestQueue unconfirmed() {
    return unconfirmed.queue();
  }

  /** Makes this lane the connection's reader; what was before {@code first} is dropped. */
  void confirm(PendingRequest first) {
    UnconfirmedRequests held = unconfirmed;
    unconfirmed = null;
    held.confirm(conversation, first, scanner.frameStart());
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
    if (dead) {
      return;
    }
    dead = true;
    examinedBeforeDeath = scanner.position() - start + body.position();
    scanner.halt();
    abandon();
    unconfirmed.clear();
  }

  @Override
  public boolean isConfirmed() {
    return unconfirmed == null;
  }

  @Override
  public void onPieceEnd() {}

  @Override
  public boolean hasFrameAt(long position) {
    return position == start
        || position == scanner.frameStart()
        || unconfirmed.hasFrameAt(position);
  }

  @Override
  public long firstPosition() {
    return unconfirmed.firstPosition(scanner.frameStart());
  }

  @Override
  public int framesToCompare() {
    return unconfirmed.queue().size();
  }

  @Override
  public long examinedBytes() {
    return dead ? examinedBeforeDeath : scanner.position() - start;
  }

  @Override
  public boolean hasWholeFrame() {
    return !unconfirmed.queue().isEmpty();
  }
}
