package io.streamgauge.matrix.ledger;

import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.broker.Ports;
import io.streamgauge.matrix.capture.SeenExchange;

/** What names one request in the request log and on the wire alike. */
public record ExchangeKey(
    int brokerPort,
    int clientPort,
    int correlationId,
    int apiKey,
    int apiVersion,
    String clientId) {

  /** Of a line of a broker's request log. */
  public static ExchangeKey of(LoggedRequest request, Ports ports) {
    return new ExchangeKey(
        ports.of(request.listener()),
        request.clientPort(),
        request.correlationId(),
        request.apiKey(),
        request.apiVersion(),
        request.clientId());
  }

  /** Of a captured exchange. */
  public static ExchangeKey of(SeenExchange seen) {
    return new ExchangeKey(
        seen.brokerPort(),
        seen.clientPort(),
        seen.exchange().correlationId(),
        seen.exchange().apiKey(),
        seen.exchange().apiVersion(),
        seen.exchange().clientId());
  }
}
