package io.streamgauge.matrix.check;

import io.streamgauge.matrix.broker.StoredPartition;
import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionRow;
import java.util.Map;

/** The offsets of what was written or read are those that client and broker name. */
final class OffsetsCheck implements Check {
  @Override
  public String name() {
    return "offsets";
  }

  @Override
  public boolean applies(Cell cell) {
    // Otherwise nobody tells them, neither the broker nor the client.
    return !cell.scenario().acks().equals("0");
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    BrokerAccount broker = result.broker(cell);
    TopicFigures seen = TopicFigures.of(result, cell);
    Map<Integer, Long> ends = seen.maxima(PartitionRow::nextOffset);
    differences.expectSame(
        "end of the records",
        ends,
        "broker",
        broker.stored(cell.scenario(), held -> held.endOffset() - held.markers()));
    if (!cell.report().lastOffsets().isEmpty() && coversAll(cell)) {
      Map<Integer, Long> last = seen.maxima(row -> row.nextOffset() - 1);
      differences.expectSame("last offsets", last, "client", cell.report().lastOffsets());
    }
    if (!cell.scenario().produces()) {
      differences.expectSame(
          "high watermarks",
          seen.maxima(PartitionRow::highWatermark),
          "broker",
          broker.stored(cell.scenario(), StoredPartition::endOffset));
    }
  }

  private static boolean coversAll(Cell cell) {
    return cell.report().lastOffsets().size() == cell.scenario().partitions();
  }
}
