package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.assembly.DetailsAssembler;

/** Fills the flyweight with what is known of an exchange and hands it to the listener. */
final class ExchangeEmitter {
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;

  private final Conversation conversation;
  private final DecoderWorker worker;
  private final Object broker;
  private final Timing timing = new Timing();

  /**
   * For one connection.
   *
   * @param broker identifies the broker, or null: then fetch sessions end with the connection
   */
  ExchangeEmitter(Conversation conversation, Object broker) {
    this.conversation = conversation;
    this.worker = conversation.worker();
    this.broker = broker == null ? this : broker;
  }

  /** Hands out a request whose response was not seen although a later one was. */
  void overtaken(PendingRequest request) {
    timing.onUnseenResponse();
    unanswered(request);
  }

  /** Hands out a request without a response. */
  void unanswered(PendingRequest request) {
    ExchangeView view = worker.exchange();
    view.setRequest(request, apiName(request));
    view.status = request.damaged ? ExchangeStatus.PARTIAL : ExchangeStatus.NO_RESPONSE;
    view.setDetails(HeaderOnly.INSTANCE);
    if (!request.responseTouched) {
      view.setDetails(details(request));
      tellUncountable(request, null, request.damaged);
    }
    conversation.listener().onExchange(view);
    worker.giveBack(request);
  }

  private String apiName(PendingRequest request) {
    return request.api != null
        ? request.api.name()
        : worker.decoder().catalog().apiName(request.apiKey);
  }

  private Details details(PendingRequest request) {
    if (request.details == null || request.spoiled) {
      return HeaderOnly.INSTANCE;
    }
    if (request.damaged) {
      worker.assembler().requestDamaged(request.details);
    }
    return worker.assembler().details(request.details);
  }

  /**
   * Tells of record sets that are whole and cannot be counted all the same, on the side that
   * carried them. A damaged side was told of already.
   *
   * @param times of the response, or null if there is none
   */
  private void tellUncountable(PendingRequest request, ResponseTimes times, boolean damaged) {
    if (request.details == null || request.spoiled || damaged) {
      return;
    }
    if (worker.assembler().uncountableRecordSets(request.details) > 0) {
      boolean sent = times == null || request.apiKey == PRODUCE;
      conversation.anomaly(
          AnomalyReason.UNCOUNTABLE_RECORDS,
          sent ? Direction.REQUEST : Direction.RESPONSE,
          sent ? request.position : times.position,
          0);
    }
  }

  /** Hands out a request with its response. */
  void answered(PendingRequest request, ResponseTimes times, boolean damaged) {
    ExchangeView view = worker.exchange();
    view.setRequest(request, apiName(request));
    view.setResponse(times.bytes, times.firstNanos, times.lastNanos);
    boolean partial = damaged || request.damaged || request.spoiled;
    view.status = partial ? ExchangeStatus.PARTIAL : ExchangeStatus.COMPLETE;
    Details details = details(request);
    view.setDetails(details);
    tellUncountable(request, times, request.apiKey == PRODUCE ? request.damaged : damaged);
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
    setTimes(view, request, times, partitions, caughtUp);
    conversation.listener().onExchange(view);
    worker.giveBack(request);
  }

  /** Whether a Fetch as a whole went well; if not, its response names no partitions. */
  private static boolean isGood(ExchangeView view, PartitionDetails partitions) {
    return view.errorCode == 0 || partitions.size() > 0;
  }

  /** Hands out a response without a request. */
  void orphan(int correlationId, ResponseTimes times) {
    timing.onResponse(times.firstNanos, times.lastNanos, 0);
    ExchangeView view = worker.exchange();
    view.setRequest(null, null);
    view.setDetails(HeaderOnly.INSTANCE);
    view.correlationId = correlationId;
    view.status = ExchangeStatus.NO_REQUEST;
    view.setResponse(times.bytes, times.firstNanos, times.lastNanos);
    conversation.listener().onExchange(view);
  }

  /** The answer to a request that was let go before: its exchange was handed out then. */
  void answeredTooLate(ResponseTimes times) {
    timing.onResponse(times.firstNanos, times.lastNanos, 0);
  }

  private void setTimes(
      ExchangeView view,
      PendingRequest request,
      ResponseTimes times,
      PartitionDetails partitions,
      boolean caughtUp) {
    long elapsed = timing.elapsed(request.lastNanos, times.firstNanos);
    if (elapsed != Exchange.UNKNOWN) {
      boolean waits = Timing.waits(request.apiKey, view.errorCode, partitions, caughtUp);
      view.waitNanos = waits ? elapsed : 0;
      view.brokerNanos = elapsed - view.waitNanos;
    }
    timing.onResponse(times.firstNanos, times.lastNanos, view.throttleMillis);
  }
}
