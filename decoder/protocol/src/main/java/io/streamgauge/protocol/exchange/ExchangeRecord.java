package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.Details;

/** An {@link Exchange} that may be kept: immutable, detached from the connection it came from. */
public record ExchangeRecord(
    ExchangeStatus status,
    int apiKey,
    String apiName,
    int apiVersion,
    int correlationId,
    String clientId,
    long requestBytes,
    long responseBytes,
    long requestFirstNanos,
    long requestLastNanos,
    long responseFirstNanos,
    long responseLastNanos,
    long latencyNanos,
    long brokerNanos,
    long waitNanos,
    int errorCode,
    int throttleMillis,
    Details details)
    implements Exchange {

  /** Copies everything out of a flyweight, details included. */
  public static ExchangeRecord copyOf(Exchange exchange) {
    return new ExchangeRecord(
        exchange.status(),
        exchange.apiKey(),
        exchange.apiName(),
        exchange.apiVersion(),
        exchange.correlationId(),
        exchange.clientId(),
        exchange.requestBytes(),
        exchange.responseBytes(),
        exchange.requestFirstNanos(),
        exchange.requestLastNanos(),
        exchange.responseFirstNanos(),
        exchange.responseLastNanos(),
        exchange.latencyNanos(),
        exchange.brokerNanos(),
        exchange.waitNanos(),
        exchange.errorCode(),
        exchange.throttleMillis(),
        exchange.details().copy());
  }

  @Override
  public ExchangeRecord toRecord() {
    return this;
  }
}
