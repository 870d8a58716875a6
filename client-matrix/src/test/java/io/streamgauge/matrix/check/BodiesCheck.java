package io.streamgauge.matrix.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.ledger.Ledger;
import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;

/** What was decoded of every request and answer is what the broker decoded and answered. */
final class BodiesCheck implements Check {
  @Override
  public String name() {
    return "bodies";
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    BrokerAccount broker = result.broker(cell);
    Ledger ledger =
        Ledger.of(
            broker.requests(cell.scenario().clientId()),
            Authentication.of(result.seen(cell)).rest(),
            broker.ports());
    ledger.pairs().forEach(pair -> compare(pair, differences));
  }

  private static void compare(Ledger.Pair pair, Differences differences) {
    LoggedRequest logged = pair.logged();
    Exchange exchange = pair.seen().exchange();
    String what =
        exchange.apiName() + " v" + exchange.apiVersion() + " #" + exchange.correlationId();
    if (exchange.status() == ExchangeStatus.COMPLETE) {
      compareAnswer(what, logged.response(), exchange, differences);
    }
    boolean cutOff =
        exchange.status() != ExchangeStatus.COMPLETE && !ExchangesCheck.asksForNoAnswer(exchange);
    if (cutOff) {
      return; // The broker logs an answer that its client was not there to get.
    }
    if (exchange.details() instanceof PartitionDetails details) {
      differences.expectSame(
          what + " partitions",
          PartitionBodies.seen(exchange, details),
          "broker",
          PartitionBodies.logged(logged));
    } else {
      GroupBodies.compare(what, logged, exchange, differences);
    }
  }

  private static void compareAnswer(
      String what, JsonNode response, Exchange exchange, Differences differences) {
    JsonNode error = response.path("errorCode");
    // Without an error at the top, exchanges carry the first one below it.
    if (error.asInt() != 0) {
      differences.expectSame(what + " error", exchange.errorCode(), "broker", error.asInt());
    }
    differences.expectSame(
        what + " throttle",
        exchange.throttleMillis(),
        "broker",
        response.path("throttleTimeMs").asInt());
  }
}
