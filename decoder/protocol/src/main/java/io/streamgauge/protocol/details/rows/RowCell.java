package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.PartitionRow;
import java.util.Arrays;

/**
 * The numbers of a {@link Row}, and where they stand in its array. Cursors store some of them there
 * without calling anybody, which is most of what a Fetch consists of.
 */
final class RowCell {
  static final int RECORDS = 0;
  static final int BATCHES = 1;
  static final int BYTES = 2;
  static final int TRUNCATED_BYTES = 3;
  static final int FETCH_OFFSET = 4;
  static final int BASE_OFFSET = 5;
  static final int NEXT_OFFSET = 6;
  static final int TRAILING_CONTROL_RECORDS = 7;
  static final int HIGH_WATERMARK = 8;
  static final int LAST_STABLE_OFFSET = 9;
  static final int LOG_START_OFFSET = 10;
  static final int COMMITTED_OFFSET = 11;
  static final int OFFSET = 12;
  static final int TIMESTAMP = 13;
  static final int LEADER_EPOCH = 14;
  static final int MAX_TIMESTAMP = 15;
  static final int MAGIC = 16;
  static final int ACQUIRED_RECORDS = 17;
  static final int CODECS = 18;

  /** Numbers of a row. */
  static final int COUNT = 19;

  /** A row of which nothing was seen. */
  static final long[] BLANK = blank();

  private RowCell() {}

  private static long[] blank() {
    long[] cells = new long[COUNT];
    Arrays.fill(cells, PartitionRow.NONE);
    cells[TRUNCATED_BYTES] = 0;
    cells[CODECS] = 0;
    return cells;
  }
}
