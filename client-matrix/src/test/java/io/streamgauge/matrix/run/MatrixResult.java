package io.streamgauge.matrix.run;

import io.streamgauge.matrix.broker.BrokerRelease;
import io.streamgauge.matrix.capture.Seen;
import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.client.Client;
import java.util.List;
import java.util.Map;

/**
 * All three accounts of one run.
 *
 * @param cells what clients say; in the order of the clients
 * @param brokers what brokers say
 * @param seen what was captured
 * @param missing clients that could not be had, with the reason
 */
public record MatrixResult(
    List<Cell> cells,
    Map<BrokerRelease, BrokerAccount> brokers,
    Seen seen,
    Map<Client, String> missing) {

  /** The same with another account of what was captured. */
  public MatrixResult withSeen(Seen other) {
    return new MatrixResult(cells, brokers, other, missing);
  }

  /** What the broker of a cell says. */
  public BrokerAccount broker(Cell cell) {
    return brokers.get(cell.release());
  }

  /** What was captured between a cell's client and its broker. */
  public List<SeenExchange> seen(Cell cell) {
    int port = broker(cell).port(cell.scenario());
    String clientId = cell.scenario().clientId();
    return seen.exchanges().stream()
        .filter(one -> one.brokerPort() == port && clientId.equals(one.exchange().clientId()))
        .toList();
  }
}
