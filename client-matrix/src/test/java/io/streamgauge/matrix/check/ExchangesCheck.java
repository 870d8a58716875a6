package io.streamgauge.matrix.check;

import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.ledger.ExchangeKey;
import io.streamgauge.matrix.ledger.Ledger;
import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.util.List;

/** Every request that the broker logged was captured once, under its own name; nothing else was. */
final class ExchangesCheck implements Check {
  @Override
  public String name() {
    return "exchanges";
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    BrokerAccount broker = result.broker(cell);
    List<SeenExchange> seen = result.seen(cell);
    Ledger ledger =
        Ledger.of(
            broker.requests(cell.scenario().clientId()),
            Authentication.of(seen).rest(),
            broker.ports());
    if (ledger.pairs().isEmpty()) {
      differences.add("neither captured nor logged anything of " + cell.scenario().clientId());
    }
    ledger
        .unseen()
        .forEach(
            request ->
                differences.add(
                    "logged, not captured: " + ExchangeKey.of(request, broker.ports())));
    ledger.unlogged().forEach(one -> differences.add("captured, not logged: " + one.exchange()));
    seen.forEach(one -> expectWhole(one, seen, differences));
  }

  private static void expectWhole(
      SeenExchange one, List<SeenExchange> all, Differences differences) {
    Exchange exchange = one.exchange();
    boolean whole =
        switch (exchange.status()) {
          case COMPLETE -> true;
          case NO_RESPONSE -> asksForNoAnswer(exchange) || wasCutOff(one, all);
          // The answer's beginning came: brokers send those to old clients piece by piece.
          case PARTIAL -> exchange.responseLastNanos() == Exchange.NO_TIME && wasCutOff(one, all);
          case NO_REQUEST -> false;
        };
    if (!whole) {
      differences.add("not seen as a whole: " + exchange);
    }
  }

  static boolean asksForNoAnswer(Exchange exchange) {
    return exchange.details() instanceof PartitionDetails details && details.acks() == 0;
  }

  /**
   * The client closed its connection while it waited: answers come in order, so none came after.
   */
  private static boolean wasCutOff(SeenExchange one, List<SeenExchange> all) {
    return all.stream()
        .filter(other -> other.connection() == one.connection())
        .filter(other -> other.exchange().status() == ExchangeStatus.COMPLETE)
        .noneMatch(
            other -> other.exchange().requestFirstNanos() > one.exchange().requestFirstNanos());
  }
}
