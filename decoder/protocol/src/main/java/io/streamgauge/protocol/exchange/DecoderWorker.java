package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.DetailsAssembler;
import io.streamgauge.protocol.details.assembly.DetailsLimits;
import io.streamgauge.protocol.details.assembly.IdleStack;
import io.streamgauge.protocol.frame.FrameLimits;
import io.streamgauge.protocol.frame.RequestBoundary;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.schema.HeaderVersions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * The connections of one thread: they share scratch, pools and fetch sessions. Not thread-safe.
 *
 * <p>An idle connection keeps less than 2 KiB; what a frame needs while it is read is borrowed from
 * here.
 */
public final class DecoderWorker {
  private static final int MAX_POOLED_REQUESTS = 4_096;
  private static final int MAX_POOLED_CURSORS = 64;
  private static final int MAX_EARLY_CONNECTIONS = 256;

  private final KafkaDecoder decoder;
  private final DecoderLimits limits;
  private final FrameLimits frameLimits;
  private final DetailsAssembler assembler;
  private final RequestBoundary requestBoundary;
  private final FetchSessions fetchSessions;
  private final ExchangeView exchange = new ExchangeView();
  private final WholeBody wholeBody = new WholeBody();
  private final ByteBuffer errorCodeScratch = ByteBuffer.allocate(Short.BYTES);
  private final ArrayDeque<ProgramCursor> cursors = new ArrayDeque<>();
  private final IdleStack<PendingRequest> requests = new IdleStack<>();
  private final long maxEarlyBytes;
  private long earlyBytes;
  private int lanes;
  private long lanesRefused;

  DecoderWorker(KafkaDecoder decoder, DecoderLimits limits) {
    this(decoder, limits, DetailsLimits.DEFAULT);
  }

  DecoderWorker(KafkaDecoder decoder, DecoderLimits limits, DetailsLimits details) {
    this.decoder = decoder;
    this.limits = limits;
    this.frameLimits = limits.frames();
    this.assembler = new DetailsAssembler(decoder.programs(), details);
    this.requestBoundary = new RequestBoundary(decoder.headerVersions(), frameLimits);
    this.fetchSessions =
        new FetchSessions(limits.maxFetchSessions(), limits.maxSessionPartitions());
    this.maxEarlyBytes = (long) limits.maxEarlyResponseBytes() * MAX_EARLY_CONNECTIONS;
  }

  /** The decoder that made this worker. */
  public KafkaDecoder decoder() {
    return decoder;
  }

  /**
   * One TCP connection whose broker side is known.
   *
   * @param options what is known of it before its first byte
   * @param listener receives its exchanges and anomalies, on the thread that feeds it
   */
  public ConnectionDecoder newConnection(ConnectionOptions options, ExchangeListener listener) {
    return new ConnectionDecoder(
        this, Objects.requireNonNull(options), Objects.requireNonNull(listener));
  }

  /** Turns fields of bodies into details; its counters say what had to be left out. */
  DetailsAssembler assembler() {
    return assembler;
  }

  /** Fetch sessions that had to make room for others so far. */
  public long fetchSessionsDropped() {
    return fetchSessions.forgottenSessions();
  }

  /** How often a Fetch named a partition that its session had no room for so far. */
  public long fetchPartitionsDropped() {
    return fetchSessions.partitionsDropped();
  }

  /** Places where a frame seemed to begin that a limit kept from being followed so far. */
  public long searchLanesRefused() {
    return lanesRefused;
  }

  DecoderLimits limits() {
    return limits;
  }

  FrameLimits frameLimits() {
    return frameLimits;
  }

  HeaderVersions headerVersions() {
    return decoder.headerVersions();
  }

  RequestBoundary requestBoundary() {
    return requestBoundary;
  }

  FetchSessions fetchSessions() {
    return fetchSessions;
  }

  ByteBuffer errorCodeScratch() {
    return errorCodeScratch;
  }

  ExchangeView exchange() {
    return exchange;
  }

  /** The program of a request's body; null if nobody lists it. */
  Program requestProgram(int apiKey, int version) {
    return decoder
        .programs()
        .programs()
        .find(apiKey, version, io.streamgauge.protocol.schema.Direction.REQUEST);
  }

  /** The program of a response's body; null if nobody lists it. */
  Program responseProgram(int apiKey, int version) {
    return decoder
        .programs()
        .programs()
        .find(apiKey, version, io.streamgauge.protocol.schema.Direction.RESPONSE);
  }

  /** An api without rules of its own; null if it has some, or nobody lists it. */
  KnownApi ordinaryApi(int apiKey, int apiVersion) {
    return decoder.apis().ordinary(apiKey, apiVersion);
  }

  WholeBody wholeBody() {
    return wholeBody;
  }

  /** Why an api or version cannot be read. */
  AnomalyReason unknownApi(int apiKey) {
    return decoder.catalog().versions(apiKey).isEmpty()
        ? AnomalyReason.UNKNOWN_API_KEY
        : AnomalyReason.UNKNOWN_API_VERSION;
  }

  ProgramCursor borrowCursor() {
    ProgramCursor cursor = cursors.poll();
    return cursor == null ? new ProgramCursor() : cursor;
  }

  void giveBack(ProgramCursor cursor) {
    if (cursors.size() < MAX_POOLED_CURSORS) {
      cursors.push(cursor);
    }
  }

  PendingRequest borrowRequest() {
    PendingRequest request = borrowUsedRequest();
    request.reset();
    return request;
  }

  /** One that still says what it said last, for {@link PendingRequest#begin}. */
  PendingRequest borrowUsedRequest() {
    PendingRequest request = requests.poll();
    return request == null ? new PendingRequest() : request;
  }

  /** Takes a request back, with its details. */
  void giveBack(PendingRequest request) {
    request.generation++;
    if (request.details != null) {
      assembler.release(request.details);
    }
    if (requests.size() < MAX_POOLED_REQUESTS) {
      requests.push(request);
    } else {
      request.reset();
    }
  }

  /** Whether response bytes may be put aside for a request that is not there yet. */
  boolean reserveEarlyBytes(int bytes) {
    if (earlyBytes + bytes > maxEarlyBytes) {
      return false;
    }
    earlyBytes += bytes;
    return true;
  }

  /** The bytes were used, or dropped. */
  void releaseEarlyBytes(int bytes) {
    earlyBytes -= bytes;
  }

  /**
   * Whether a search may follow one more chain of frames. The second half of what there is, is kept
   * for searches that follow none: a few connections of a forger must not blind all others.
   *
   * @param followed chains that it follows already
   */
  boolean hasRoomForLane(int followed) {
    return lanes < (followed == 0 ? limits.maxSearchLanes() : limits.maxSearchLanes() / 2);
  }

  void laneAdded() {
    lanes++;
  }

  void lanesRemoved(int count) {
    lanes -= count;
  }

  /** A search had to do with fewer chains than it could have followed. */
  void laneRefused() {
    lanesRefused++;
  }

  /** What this worker and its connections hold now: what the bounds are about. */
  WorkerLoad load() {
    return new WorkerLoad(
        assembler.exchangesInFlight(),
        assembler.rowsLent(),
        assembler.valuesHeld(),
        earlyBytes,
        lanes,
        fetchSessions.size());
  }
}
