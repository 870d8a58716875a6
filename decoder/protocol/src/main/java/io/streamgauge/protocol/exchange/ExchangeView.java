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
  Details details;
  FetchSession fetchSession;

  /** Fills in what a request says, or that there is none. */
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
      apiName = name;
      apiVersion = request.apiVersion;
      correlationId = request.correlationId;
      clientId = request.clientId;
      requestBytes = request.bytes;
      requestFirstNanos = request.firstNanos;
      requestLastNanos = request.lastNanos;
    }
    details = HeaderOnly.INSTANCE;
    fetchSession = null;
    setResponse(UNKNOWN, NO_TIME, NO_TIME);
    brokerNanos = UNKNOWN;
    waitNanos = UNKNOWN;
    errorCode = NO_ERROR_CODE;
    throttleMillis = 0;
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
