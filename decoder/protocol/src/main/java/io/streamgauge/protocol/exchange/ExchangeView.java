package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.HeaderOnly;

/** The flyweight that listeners see. One per worker. */
final class ExchangeView implements Exchange {
  private static final String UNKNOWN_API = "Unknown";

  ExchangeStatus status;
  int apiKey;
  String apiName;
  int apiVersion;
  int correlationId;
  String clientId;
  long requestBytes;
  long responseBytes;
  long requestFirstNanos;
  long requestLastNanos;
  long responseFirstNanos;
  long responseLastNanos;
  long brokerNanos;
  long waitNanos;
  int errorCode;
  int throttleMillis;
  private Details details = HeaderOnly.INSTANCE;
  FetchSession fetchSession;

  /**
   * Fills in what a request says, or that there is none. References that stay the same are not
   * written again, as a garbage collector makes that dear.
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  void setRequest(PendingRequest request, String name) {
    if (request == null) {
      apiKey = UNKNOWN;
      apiName = UNKNOWN_API;
      apiVersion = UNKNOWN;
      clientId = null;
      requestBytes = UNKNOWN;
      requestFirstNanos = NO_TIME;
      requestLastNanos = NO_TIME;
    } else {
      apiKey = request.apiKey;
      if (apiName != name) {
        apiName = name;
      }
      apiVersion = request.apiVersion;
      correlationId = request.correlationId;
      if (clientId != request.clientId) {
        clientId = request.clientId;
      }
      requestBytes = request.bytes;
      requestFirstNanos = request.firstNanos;
      requestLastNanos = request.lastNanos;
    }
    fetchSession = null;
    setResponse(UNKNOWN, NO_TIME, NO_TIME);
    brokerNanos = UNKNOWN;
    waitNanos = UNKNOWN;
    errorCode = NO_ERROR_CODE;
    throttleMillis = 0;
  }

  /** Fills in what the bodies say. */
  @SuppressWarnings("ReferenceEquality") // as in setRequest
  void setDetails(Details known) {
    if (details != known) {
      details = known;
    }
  }

  void setResponse(long bytes, long firstNanos, long lastNanos) {
    responseBytes = bytes;
    responseFirstNanos = firstNanos;
    responseLastNanos = lastNanos;
  }

  @Override
  public ExchangeStatus status() {
    return status;
  }

  @Override
  public int apiKey() {
    return apiKey;
  }

  @Override
  public String apiName() {
    return apiName;
  }

  @Override
  public int apiVersion() {
    return apiVersion;
  }

  @Override
  public int correlationId() {
    return correlationId;
  }

  @Override
  public String clientId() {
    return clientId;
  }

  @Override
  public long requestBytes() {
    return requestBytes;
  }

  @Override
  public long responseBytes() {
    return responseBytes;
  }

  @Override
  public long requestFirstNanos() {
    return requestFirstNanos;
  }

  @Override
  public long requestLastNanos() {
    return requestLastNanos;
  }

  @Override
  public long responseFirstNanos() {
    return responseFirstNanos;
  }

  @Override
  public long responseLastNanos() {
    return responseLastNanos;
  }

  @Override
  public long latencyNanos() {
    return Timing.latency(requestLastNanos, responseLastNanos);
  }

  @Override
  public long brokerNanos() {
    return brokerNanos;
  }

  @Override
  public long waitNanos() {
    return waitNanos;
  }

  @Override
  public int errorCode() {
    return errorCode;
  }

  @Override
  public int throttleMillis() {
    return throttleMillis;
  }

  @Override
  public Details details() {
    return details;
  }

  @Override
  public FetchSession fetchSession() {
    return fetchSession;
  }

  @Override
  public ExchangeRecord toRecord() {
    return ExchangeRecord.copyOf(this);
  }
}
