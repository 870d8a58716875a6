package io.streamgauge.matrix.check;

import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.client.ScenarioReport;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** As many requests and bytes were seen as the client itself counted, where it counts. */
final class ClientFiguresCheck implements Check {
  private static final int FETCH = 1;

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
    // Java's metrics of bytes leave logging in out.
    List<SeenExchange> counted =
        cell.client().name().equals("java") ? Authentication.of(seen).rest() : seen;
    if (report.bytesSent() != null) {
      differences.expectSame(
          "bytes of requests", sum(counted, Exchange::requestBytes), "client", report.bytesSent());
    }
    if (report.bytesReceived() != null) {
      long sizes = leavesSizesOut(cell) ? Integer.BYTES * answers(counted) : 0;
      compareAnswers(counted, report.bytesReceived() + sizes, differences);
    }
  }

  /** Java before 2.0 counts answers without the size in front of them. */
  private static boolean leavesSizesOut(Cell cell) {
    return cell.client().name().equals("java") && cell.client().version().startsWith("1.");
  }

  private static long answers(List<SeenExchange> seen) {
    return seen.stream().filter(one -> one.exchange().responseBytes() > 0).count();
  }

  /** An answer to the last poll of a connection may arrive after its client stopped reading. */
  private static void compareAnswers(
      List<SeenExchange> seen, long received, Differences differences) {
    Map<Integer, SeenExchange> last = new HashMap<>();
    seen.forEach(one -> last.put(one.connection(), one));
    List<SeenExchange> unread =
        last.values().stream().filter(one -> one.exchange().apiKey() == FETCH).toList();
    long captured = sum(seen, Exchange::responseBytes);
    if (received > captured || received < captured - sum(unread, Exchange::responseBytes)) {
      differences.expectSame("bytes of answers", captured, "client", received);
    }
  }

  private static long sum(List<SeenExchange> seen, ToLongFunction<Exchange> size) {
    return seen.stream().mapToLong(one -> Math.max(0, size.applyAsLong(one.exchange()))).sum();
  }
}
