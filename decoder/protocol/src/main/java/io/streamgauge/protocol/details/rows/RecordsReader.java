package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.records.RecordBatchScanner;
import io.streamgauge.protocol.records.RecordScratch;
import io.streamgauge.protocol.records.WholeBatches;
import java.nio.ByteBuffer;

/** Reads the record sets of one exchange, one after the other, into their rows. */
final class RecordsReader {
  private final RecordBatchScanner scanner;
  private final RecordsTally tally = new RecordsTally();
  private final WholeBatches batches = new WholeBatches();
  private Row row;
  private boolean brokerOffsets;
  private int uncountable;

  RecordsReader(RecordScratch scratch) {
    this.scanner = new RecordBatchScanner(scratch);
  }

  /**
   * A record set begins.
   *
   * @param length its bytes, −1 for null, which is as good as empty
   * @param brokerOffsets whether its offsets are the partition's
   * @return as {@link FieldSink#onRegionStart}
   */
  int begin(Row target, int length, boolean brokerOffsets) {
    finish();
    row = target;
    this.brokerOffsets = brokerOffsets;
    target.cells[RowCell.BYTES] = Math.max(0, length);
    tally.begin();
    if (length <= 0) {
      tally.writeTo(target, brokerOffsets);
      row = null;
      return FieldSink.SKIP_REST;
    }
    scanner.begin(length, tally);
    return 0;
  }

  /** A record set that lies whole in a piece: {@link #begin}, {@link #feed} and {@link #end}. */
  void whole(Row target, ByteBuffer buffer, int offset, int length, boolean ofBroker) {
    if (length <= 0) {
      begin(target, length, ofBroker);
      return;
    }
    finish();
    target.cells[RowCell.BYTES] = length;
    int walked = batches.walk(buffer, offset, length);
    tally.begin(batches);
    if (walked == length) {
      tally.writeTo(target, ofBroker);
      return;
    }
    row = target;
    brokerOffsets = ofBroker;
    scanner.begin(length - walked, tally);
    scanner.feed(buffer, offset + walked, length - walked);
    end();
  }

  int feed(ByteBuffer buffer, int offset, int length) {
    return row == null ? FieldSink.SKIP_REST : scanner.feed(buffer, offset, length);
  }

  void gap() {
    if (row != null) {
      scanner.gap();
    }
  }

  void end() {
    if (row == null) {
      return;
    }
    scanner.end();
    tally.writeTo(row, brokerOffsets);
    if (!tally.isCountable()) {
      uncountable++;
    }
    row = null;
  }

  /** Closes a set that broke off in the middle. */
  void finish() {
    if (row != null) {
      gap();
      end();
    }
  }

  void reset() {
    finish();
    scanner.beginExchange();
    uncountable = 0;
  }

  /** Sets since {@link #reset} whose records could not all be counted. */
  int uncountable() {
    return uncountable;
  }
}
