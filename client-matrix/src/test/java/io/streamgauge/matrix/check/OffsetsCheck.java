package io.streamgauge.matrix.check;

import io.streamgauge.matrix.broker.StoredPartition;
import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionRow;

/** The offsets of what was written or read are those that client and broker name. */
final class OffsetsCheck implements Check {
  @Override
  public String name() {
    return "offsets";
  }

  @Override
  public boolean applies(Cell cell) {
    // Otherwise nobody tells them, neither the broker nor the client.
    return !cell.scenario().acks().equals("0") && !cell.scenario().ownsTopic();
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    BrokerAccount broker = result.broker(cell);
    TopicFigures seen = TopicFigures.of(result, cell);
    // Markers of transactions are read like records, and are none.
    differences.expectSame(
        "end of the records",
        seen.maxima(OffsetsCheck::afterRecords),
        "broker",
        broker.stored(cell.scenario(), held -> held.endOffset() - held.markers()));
    if (!cell.report().lastOffsets().isEmpty() && coversAll(cell)) {
      differences.expectSame(
          "last offsets",
          seen.maxima(row -> afterRecords(row) - 1),
          "client",
          cell.report().lastOffsets());
    }
    if (fetches(cell)) {
      differences.expectSame(
          "high watermarks",
          seen.maxima(PartitionRow::highWatermark),
          "broker",
          broker.stored(cell.scenario(), StoredPartition::endOffset));
    }
  }

  private static long afterRecords(PartitionRow row) {
    return row.nextOffset() - Math.max(0, row.trailingControlRecords());
  }

  /** ShareFetch does not tell high watermarks. */
  private static boolean fetches(Cell cell) {
    return !cell.scenario().produces() && !cell.scenario().action().equals("share");
  }

  private static boolean coversAll(Cell cell) {
    return cell.report().lastOffsets().size() == cell.scenario().partitions();
  }
}
