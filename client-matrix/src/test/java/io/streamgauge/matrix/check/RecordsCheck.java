package io.streamgauge.matrix.check;

import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.matrix.capture.SeenEvents.Volume;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionRow;

/** As many records were seen as the client wrote or read, and as the broker holds. */
final class RecordsCheck implements Check {
  @Override
  public String name() {
    return "records";
  }

  @Override
  public boolean applies(Cell cell) {
    return !cell.scenario().ownsTopic();
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    boolean shares = cell.scenario().action().equals("share");
    TopicFigures seen = TopicFigures.of(result, cell);
    long records = seen.sum(shares ? PartitionRow::acquiredRecords : PartitionRow::records);
    if (cell.report().records() != null) {
      differences.expectSame("records", records, "client", cell.report().records());
    }
    differences.expectSame(
        "records by partition",
        seen.sums(shares ? PartitionRow::acquiredRecords : PartitionRow::records),
        "broker",
        result
            .broker(cell)
            .stored(cell.scenario(), held -> held.records() * cell.scenario().timesRead()));
    differences.expectSame("records in events", volume(result, cell).records(), "capture", records);
  }

  /** What the events say of the scenario's topic. */
  static Volume volume(MatrixResult result, Cell cell) {
    return result
        .seen()
        .events()
        .traffic(
            result.broker(cell).port(cell.scenario()),
            cell.scenario().clientId(),
            cell.scenario().topic(),
            cell.scenario().produces() ? TopicRollup.Kind.PRODUCE : TopicRollup.Kind.CONSUME);
  }
}
