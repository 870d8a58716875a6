package io.streamgauge.matrix.check;

import io.streamgauge.matrix.broker.StoredPartition;
import io.streamgauge.matrix.run.BrokerAccount;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;

/**
 * As many bytes of record sets were seen as the broker keeps on disk, and as many bytes of keys and
 * values come back out as the client says it put in.
 */
final class BytesCheck implements Check {
  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    TopicFigures seen = TopicFigures.of(result, cell);
    BrokerAccount broker = result.broker(cell);
    differences.expectSame(
        "bytes by partition",
        seen.sums(row -> row.bytes() - row.truncatedBytes()),
        "broker's disk",
        broker.stored(cell.scenario(), StoredPartition::producedBytes));
    differences.expectSame(
        "bytes in events",
        RecordsCheck.volume(result, cell).bytes(),
        "capture",
        seen.sum(row -> row.bytes() - row.truncatedBytes()));
    long recordBytes =
        broker.stored(cell.scenario(), StoredPartition::recordBytes).values().stream()
            .mapToLong(Long::longValue)
            .sum();
    Long reported = cell.report().recordBytes();
    if (reported != null && reported != recordBytes) {
      differences.add(
          "keys and values: the broker gives back "
              + recordBytes
              + " bytes, the client says "
              + reported);
    }
  }
}
