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
  public boolean applies(Cell cell) {
    return !cell.scenario().ownsTopic();
  }

  @Override
  public void run(MatrixResult result, Cell cell, Differences differences) {
    TopicFigures seen = TopicFigures.of(result, cell);
    BrokerAccount broker = result.broker(cell);
    // Brokers rewrite the message sets of clients from before 0.11, both ways.
    if (seen.rows().stream().allMatch(row -> row.magic() == 2)) {
      differences.expectSame(
          "bytes by partition",
          seen.sums(row -> row.bytes() - row.truncatedBytes()),
          "broker's disk",
          broker.stored(cell.scenario(), held -> onDisk(cell, held)));
    }
    differences.expectSame(
        "bytes in events",
        RecordsCheck.volume(result, cell).bytes(),
        "capture",
        seen.sum(row -> row.bytes() - row.truncatedBytes()));
    long recordBytes =
        broker.stored(cell.scenario(), StoredPartition::recordBytes).values().stream()
                .mapToLong(Long::longValue)
                .sum()
            * cell.scenario().timesRead();
    Long reported = cell.report().recordBytes();
    if (reported != null && reported != recordBytes) {
      differences.add(
          "keys and values: the broker gives back "
              + recordBytes
              + " bytes, the client says "
              + reported);
    }
  }

  /** Who reads also gets the markers of transactions. */
  private static long onDisk(Cell cell, StoredPartition held) {
    return cell.scenario().produces()
        ? held.producedBytes()
        : held.diskBytes() * cell.scenario().timesRead();
  }
}
