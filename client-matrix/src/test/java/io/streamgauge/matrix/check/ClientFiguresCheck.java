package io.streamgauge.matrix.check;

import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.client.ScenarioReport;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.List;
import java.util.function.ToLongFunction;

/** As many requests and bytes were seen as the client itself counted, where it counts. */
final class ClientFiguresCheck implements Check {
  @Override
  public String name() {
    return "client's figures";
  }

  @Override
  public boolean applies(Cell cell) {
    return cell.report().requestsExact();
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    ScenarioReport report = cell.report();
    List<SeenExchange> seen = result.seen(cell);
    if (report.requestsSent() != null) {
      differences.expectSame("requests", (long) seen.size(), "client", report.requestsSent());
    }
    if (report.bytesSent() != null) {
      differences.expectSame(
          "bytes of requests", sum(seen, Exchange::requestBytes), "client", report.bytesSent());
    }
    if (report.bytesReceived() != null) {
      differences.expectSame(
          "bytes of answers", sum(seen, Exchange::responseBytes), "client", report.bytesReceived());
    }
  }

  private static long sum(List<SeenExchange> seen, ToLongFunction<Exchange> size) {
    return seen.stream().mapToLong(one -> Math.max(0, size.applyAsLong(one.exchange()))).sum();
  }
}
