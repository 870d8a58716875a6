package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.records.RecordBatch;
import io.streamgauge.protocol.records.RecordBatchListener;
import io.streamgauge.protocol.records.WholeBatches;

/** Sums up the batches of one record set, and writes the sums into its row. */
final class RecordsTally implements RecordBatchListener {
  private static final int CODEC_MASK = 7;

  private long records;
  private long batches;
  private long truncatedBytes;
  private long firstOffset;
  private long nextOffset;
  private long trailingControls;
  private long maxTimestamp;
  private long magic;
  private int codecs;
  private boolean countable;
  private boolean readable;

  void begin() {
    records = 0;
    batches = 0;
    truncatedBytes = 0;
    firstOffset = PartitionRow.NONE;
    nextOffset = PartitionRow.NONE;
    trailingControls = 0;
    maxTimestamp = PartitionRow.NONE;
    magic = PartitionRow.NONE;
    codecs = 0;
    countable = true;
    readable = true;
  }

  /** Begins a set whose first batches were summed up already; more may come. */
  void begin(WholeBatches first) {
    begin();
    if (first.batches() == 0) {
      return;
    }
    records = first.records();
    batches = first.batches();
    firstOffset = first.firstOffset();
    nextOffset = first.nextOffset();
    trailingControls = first.trailingControls();
    maxTimestamp = first.maxTimestamp() < 0 ? PartitionRow.NONE : first.maxTimestamp();
    magic = 2;
    codecs = first.codecs();
  }

  @Override
  public void onBatch(RecordBatch batch) {
    batches++;
    magic = magic == PartitionRow.NONE ? batch.magic() : Math.min(magic, batch.magic());
    codecs |= 1 << (batch.attributes() & CODEC_MASK);
    if (batch.maxTimestamp() >= 0) {
      maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
    }
    if (batches == 1) {
      firstOffset = batch.baseOffset();
    }
    int count = batch.recordCount();
    nextOffset = batch.baseOffset() + offsetSpan(batch, count);
    if (count == RecordBatch.NOT_COUNTABLE) {
      countable = false;
      trailingControls = 0;
    } else if (batch.isControl()) {
      trailingControls += count;
    } else {
      records += count;
      // A batch that compaction emptied holds no record, so markers before it are still the last.
      trailingControls = count > 0 ? 0 : trailingControls;
    }
  }

  /** An uncounted set is known by its wrapper's offset, which is its last record's. */
  private static long offsetSpan(RecordBatch batch, int count) {
    if (batch.lastOffsetDelta() >= 0) {
      return batch.lastOffsetDelta() + 1L;
    }
    return Math.max(1, count);
  }

  @Override
  public void onTruncated(int bytes) {
    truncatedBytes = bytes;
  }

  @Override
  public void onUnreadable(Reason reason, int bytes) {
    readable = false;
  }

  boolean isCountable() {
    return countable && readable;
  }

  /**
   * Writes the sums.
   *
   * @param offsets whether the set's offsets are the broker's; a producer's are its own
   */
  void writeTo(Row row, boolean offsets) {
    long[] cells = row.cells;
    cells[RowCell.TRUNCATED_BYTES] = truncatedBytes;
    cells[RowCell.MAX_TIMESTAMP] = maxTimestamp;
    cells[RowCell.MAGIC] = magic;
    cells[RowCell.CODECS] = codecs;
    if (isCountable()) {
      cells[RowCell.RECORDS] = records;
      cells[RowCell.BATCHES] = batches;
    }
    if (offsets) {
      cells[RowCell.BASE_OFFSET] = firstOffset;
      if (readable) {
        cells[RowCell.NEXT_OFFSET] = nextOffset;
        cells[RowCell.TRAILING_CONTROL_RECORDS] = trailingControls;
      }
    }
  }
}
