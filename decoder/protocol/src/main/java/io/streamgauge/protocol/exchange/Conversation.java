package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.assembly.DetailsAssembler;
import io.streamgauge.protocol.exchange.BodyReader.Outcome;

/**
 * What the two directions of a connection share: the requests in flight, the rules by which
 * responses find them, and the way out to the listener.
 */
final class Conversation {
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;

  private final DecoderWorker worker;
  private final ConnectionOptions options;
  private final ExchangeListener listener;
  private final Object broker;
  private final StreamTotals requests = new StreamTotals();
  private final StreamTotals responses = new StreamTotals();
  private final SaslPhase sasl = new SaslPhase();
  private final Timing timing = new Timing();
  private final CorrelationTable table;
  private final RequestSide requestSide;
  private final ResponseSide responseSide;
  private boolean requestsLost;
  private boolean responsesLost;
  private boolean impatient;
  private long nowNanos;

  Conversation(DecoderWorker worker, ConnectionOptions options, ExchangeListener listener) {
    this.worker = worker;
    this.options = options;
    this.listener = listener;
    this.broker = options.broker() == null ? this : options.broker();
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

  AnomalyReason unknownApi(int apiKey) {
    return worker.decoder().catalog().versions(apiKey).isEmpty()
        ? AnomalyReason.UNKNOWN_API_KEY
        : AnomalyReason.UNKNOWN_API_VERSION;
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

  /** A request is complete, or as complete as it will get. */
  void onRequest(PendingRequest request) {
    if (isUnanswered(request)) {
      handOutUnanswered(request);
      return;
    }
    if (table.queue().size() >= worker.limits().maxPendingRequests()) {
      letOldestGo(AnomalyReason.PENDING_OVERFLOW);
    }
    table.queue().add(request);
    responseSide.onRequest();
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
    handOutUnanswered(oldest);
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
      requestSide.confirm(correlationId);
      found = queue.find(correlationId);
    }
    if (found == null) {
      return null;
    }
    if (queue.peek() != found && !responsesLost) {
      anomaly(AnomalyReason.CORRELATION_MISMATCH, Direction.RESPONSE, 0, 0);
    }
    while (queue.peek() != found) {
      handOutUnanswered(queue.poll());
    }
    requestsLost = false;
    responsesLost = false;
    return queue.poll();
  }

  /** A response lane was confirmed. */
  void onResponsesFound(ResponseReader reader, ResponseTimes first) {
    responsesLost = true;
    responseSide.found(reader, first);
  }

  private void handOutUnanswered(PendingRequest request) {
    ExchangeView view = worker.exchange();
    view.setRequest(request, apiName(request));
    view.status = request.damaged ? ExchangeStatus.PARTIAL : ExchangeStatus.NO_RESPONSE;
    if (!request.responseTouched) {
      setDetails(view, request);
    }
    listener.onExchange(view);
    worker.giveBack(request);
  }

  private String apiName(PendingRequest request) {
    return worker.decoder().catalog().apiName(request.apiKey);
  }

  private Details setDetails(ExchangeView view, PendingRequest request) {
    if (request.details != null && !request.spoiled) {
      view.details = worker.assembler().details(request.details);
      int uncountable = worker.assembler().uncountableRecordSets(request.details);
      if (uncountable > 0) {
        anomaly(AnomalyReason.UNCOUNTABLE_RECORDS, Direction.REQUEST, request.position, 0);
      }
    }
    return view.details;
  }

  /** A response is complete, or as complete as it will get. */
  void onResponse(PendingRequest request, ResponseTimes times, boolean damaged) {
    ExchangeView view = worker.exchange();
    view.setRequest(request, apiName(request));
    view.setResponse(times.bytes, times.firstNanos, times.lastNanos);
    boolean partial = damaged || request.damaged || request.spoiled;
    view.status = partial ? ExchangeStatus.PARTIAL : ExchangeStatus.COMPLETE;
    Details details = setDetails(view, request);
    if (request.details != null && !request.spoiled) {
      DetailsAssembler assembler = worker.assembler();
      view.errorCode = assembler.errorCode(request.details);
      view.throttleMillis = assembler.throttleMillis(request.details);
    }
    PartitionDetails partitions = details instanceof PartitionDetails detailed ? detailed : null;
    boolean caughtUp = false;
    if (request.apiKey == FETCH && partitions != null && !partial && isGood(view, partitions)) {
      FetchSessions sessions = worker.fetchSessions();
      view.fetchSession = sessions.onFetch(broker, worker.assembler(), request.details);
      caughtUp = sessions.wasCaughtUp();
    }
    long elapsed = timing.elapsed(request.lastNanos, times.firstNanos);
    if (elapsed != Exchange.UNKNOWN) {
      boolean waits = Timing.waits(request.apiKey, view.errorCode, partitions, caughtUp);
      view.waitNanos = waits ? elapsed : 0;
      view.brokerNanos = elapsed - view.waitNanos;
    }
    timing.onResponse(times.firstNanos, times.lastNanos, view.throttleMillis);
    listener.onExchange(view);
    worker.giveBack(request);
  }

  /** Whether a Fetch as a whole went well; if not, its response names no partitions. */
  private static boolean isGood(ExchangeView view, PartitionDetails partitions) {
    return view.errorCode == 0 || partitions.size() > 0;
  }

  /** A response whose request was not seen. */
  void onOrphan(int correlationId, ResponseTimes times) {
    timing.onResponse(times.firstNanos, times.lastNanos, 0);
    if (table.forgetLetGo(correlationId)) {
      return;
    }
    if (!requestsLost && !requestSide.isSearching()) {
      AnomalyReason reason =
          table.queue().isEmpty()
              ? AnomalyReason.UNSOLICITED_RESPONSE
              : AnomalyReason.CORRELATION_MISMATCH;
      anomaly(reason, Direction.RESPONSE, times.position, times.bytes);
    }
    ExchangeView view = worker.exchange();
    view.setRequest(null, null);
    view.correlationId = correlationId;
    view.status = ExchangeStatus.NO_REQUEST;
    view.setResponse(times.bytes, times.firstNanos, times.lastNanos);
    listener.onExchange(view);
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
      handOutUnanswered(table.queue().poll());
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
