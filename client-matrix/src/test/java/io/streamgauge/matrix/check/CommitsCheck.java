package io.streamgauge.matrix.check;

import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import java.util.Map;
import java.util.TreeMap;

/** The committed offsets in the events are those that the broker keeps and the client made. */
final class CommitsCheck implements Check {
  @Override
  public String name() {
    return "commits";
  }

  @Override
  public boolean applies(Cell cell) {
    return cell.scenario().commits();
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    BrokerAccount broker = result.broker(cell);
    Map<Integer, Long> seen =
        new TreeMap<>(
            result
                .seen()
                .events()
                .committed(
                    broker.port(cell.scenario()),
                    cell.scenario().group(),
                    cell.scenario().topic(),
                    cell.scenario().commitsOffsetsInTransaction()));
    differences.expectSame("committed", seen, "broker", broker.committed(cell.scenario()));
    if (seen.isEmpty()) {
      differences.add("nothing was committed");
    }
    if (!cell.report().committed().isEmpty()) {
      differences.expectSame("committed", seen, "client", new TreeMap<>(cell.report().committed()));
    }
  }
}
