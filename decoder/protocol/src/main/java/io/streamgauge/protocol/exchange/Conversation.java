package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.BodyReader.Outcome;

/**
 * What the two directions of a connection share: the requests in flight, the rules by which
 * responses find them, and the way out to the listener.
 */
final class Conversation {
  private static final int PRODUCE = 0;

  private final DecoderWorker worker;
  private final ConnectionOptions options;
  private final ExchangeListener listener;
  private final StreamTotals requests = new StreamTotals();
  private final StreamTotals responses = new StreamTotals();
  private final SaslPhase sasl = new SaslPhase();
  private final ExchangeEmitter exchanges;
  private final CorrelationTable table;
  private final RequestSide requestSide;
  private final ResponseSide responseSide;
  private boolean requestsLost;
  private boolean responsesLost;
  private boolean impatient;
  private boolean taking;
  private long nowNanos;

  Conversation(DecoderWorker worker, ConnectionOptions options, ExchangeListener listener) {
    this.worker = worker;
    this.options = options;
    this.listener = listener;
    this.exchanges = new ExchangeEmitter(this, options.broker());
    this.table = new CorrelationTable(worker.limits().maxPendingRequests());
    this.requestSide = new RequestSide(this, options.seenFromStart(Direction.REQUEST));
    this.responseSide = new ResponseSide(this, options.seenFromStart(Direction.RESPONSE));
  }

  DecoderWorker worker() {
    return worker;
  }

  ExchangeListener listener() {
    return listener;
  }

  SaslPhase sasl() {
    return sasl;
  }

  RequestSide requestSide() {
    return requestSide;
  }

  ResponseSide responseSide() {
    return responseSide;
  }

  RequestQueue pending() {
    return table.queue();
  }

  StreamTotals totals(Direction direction) {
    return direction == Direction.REQUEST ? requests : responses;
  }

  boolean startsAtFirstByte(Direction direction) {
    return options.seenFromStart(direction);
  }

  /** Time of the packet at hand. */
  long nowNanos() {
    return nowNanos;
  }

  void setNow(long timestampNanos) {
    nowNanos = timestampNanos;
  }

  void anomaly(AnomalyReason reason, Direction direction, long position, long bytes) {
    listener.onAnomaly(new Anomaly(reason, direction, nowNanos, position, bytes));
  }

  /**
   * Counts a frame whose body was walked.
   *
   * @return whether part of it could not be read
   */
  boolean account(
      Direction direction,
      Outcome outcome,
      boolean trailingTolerated,
      long position,
      long bytes,
      long missing) {
    StreamTotals totals = totals(direction);
    totals.gapBytes += missing;
    long seen = bytes - missing;
    boolean damaged = outcome == Outcome.MALFORMED || outcome == Outcome.DAMAGED;
    if (damaged) {
      totals.undecodableBytes += seen;
    } else {
      totals.decodedBytes += seen;
    }
    if (outcome == Outcome.MALFORMED) {
      anomaly(AnomalyReason.MALFORMED_BODY, direction, position, bytes);
    } else if (outcome == Outcome.DAMAGED) {
      anomaly(AnomalyReason.GAP, direction, position, missing);
    } else if (outcome == Outcome.TRAILING && !trailingTolerated) {
      anomaly(AnomalyReason.TRAILING_BYTES, direction, position, bytes);
    }
    return damaged;
  }

  /**
   * Whether bytes that look like an answer may be inside one that holds bytes which somebody else
   * chose: such an answer is due, or may be, as requests are missing.
   */
  boolean isForgeryPossible() {
    return requestsLost || requestSide.isSearching() || table.queue().carriers() > 0;
  }

  /** Bytes of the client's direction so far. */
  long requestsSeen() {
    return requestSide.seen();
  }

  /** A request is complete: notes where its answer begins, provided that no other one is due. */
  void answerBegins(PendingRequest request) {
    request.answerFrom = responseSide.seen();
  }

  /** A request is complete, or as complete as it will get. */
  void onRequest(PendingRequest request) {
    if (request.answerFrom < 0) {
      answerBegins(request);
    }
    if (isUnanswered(request)) {
      exchanges.unanswered(request);
      return;
    }
    if (table.queue().size() >= worker.limits().maxPendingRequests()) {
      letOldestGo(AnomalyReason.PENDING_OVERFLOW);
    }
    table.queue().add(request);
    if (!taking) {
      responseSide.onRequest();
    }
  }

  /** Whether no answer is due: Produce with acks=0. */
  private boolean isUnanswered(PendingRequest request) {
    return request.apiKey == PRODUCE
        && request.details != null
        && worker.assembler().details(request.details) instanceof PartitionDetails produce
        && produce.acks() == 0;
  }

  private void letOldestGo(AnomalyReason reason) {
    PendingRequest oldest = table.queue().poll();
    table.rememberLetGo(oldest.correlationId);
    anomaly(reason, Direction.REQUEST, oldest.position, oldest.bytes);
    exchanges.unanswered(oldest);
  }

  /** A request was on the wire whose header could not be read. */
  void onRequestLost() {
    requestsLost = true;
  }

  /** Responses may be missing. */
  void onResponsesLost() {
    responsesLost = true;
  }

  /** The request that a response with this id may answer; null if there is none. */
  PendingRequest peek(int correlationId) {
    PendingRequest found = table.queue().find(correlationId);
    return found == null && requestSide.isSearching()
        ? requestSide.findUnconfirmed(correlationId)
        : found;
  }

  /** Whether the request that this response answers may be on its way from another thread. */
  boolean mayAnswerEarly(int correlationId) {
    return !impatient
        && worker.limits().maxEarlyResponseBytes() > 0
        && table.queue().isEmpty()
        && !requestsLost
        && !requestSide.isSearching()
        && !table.isLetGo(correlationId);
  }

  void doNotWait(boolean value) {
    impatient = value;
  }

  /**
   * Takes the request that a response answers. Responses come in request order, so those before it
   * will not be answered any more.
   *
   * @return null if there is none
   */
  PendingRequest take(int correlationId) {
    RequestQueue queue = table.queue();
    PendingRequest found = queue.find(correlationId);
    if (found == null && requestSide.isSearching()) {
      // The reader that asks goes on by itself; woken now, it would ask again in the midst of this.
      taking = true;
      requestSide.confirm(correlationId);
      taking = false;
      found = queue.find(correlationId);
    }
    if (found == null) {
      return null;
    }
    if (queue.peek() != found && !responsesLost) {
      anomaly(AnomalyReason.CORRELATION_MISMATCH, Direction.RESPONSE, 0, 0);
    }
    while (queue.peek() != found) {
      exchanges.overtaken(queue.poll());
    }
    requestsLost = false;
    responsesLost = false;
    return queue.poll();
  }

  /** The same if it is known that the oldest is answered. */
  void takeOldest() {
    requestsLost = false;
    responsesLost = false;
    table.queue().poll();
  }

  /** A response lane was confirmed. */
  void onResponsesFound(ResponseReader reader, ResponseTimes first) {
    responsesLost = true;
    responseSide.found(reader, first);
  }

  /** A response is complete, or as complete as it will get. */
  void onResponse(PendingRequest request, ResponseTimes times, boolean damaged) {
    exchanges.answered(request, times, damaged);
  }

  /** A response whose request was not seen. */
  void onOrphan(int correlationId, ResponseTimes times) {
    if (table.forgetLetGo(correlationId)) {
      exchanges.answeredTooLate(times);
      return;
    }
    if (!requestsLost && !requestSide.isSearching()) {
      AnomalyReason reason =
          table.queue().isEmpty()
              ? AnomalyReason.UNSOLICITED_RESPONSE
              : AnomalyReason.CORRELATION_MISMATCH;
      anomaly(reason, Direction.RESPONSE, times.position, times.bytes);
    }
    exchanges.orphan(correlationId, times);
  }

  /** Lets requests go that are too old, and responses that waited too long for theirs. */
  void expire(long timestampNanos) {
    DecoderLimits limits = worker.limits();
    long limit = timestampNanos - limits.maxPendingAgeNanos();
    RequestQueue queue = table.queue();
    while (!queue.isEmpty() && queue.peek().firstNanos < limit) {
      letOldestGo(AnomalyReason.PENDING_EXPIRED);
    }
    requestSide.expireUnconfirmed(timestampNanos);
    responseSide.onTime(timestampNanos - limits.maxEarlyResponseNanos());
  }

  /** Hands out everything that is still open. */
  void close() {
    requestSide.close(responseSide.isUnseen());
    responseSide.close();
    while (!table.queue().isEmpty()) {
      exchanges.unanswered(table.queue().poll());
    }
  }

  /** Returns everything that was borrowed. */
  void abandon() {
    requestSide.abandon();
    responseSide.abandon();
    while (!table.queue().isEmpty()) {
      worker.giveBack(table.queue().poll());
    }
  }
}
