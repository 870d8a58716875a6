package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.PartitionRow;

/** A reused {@link PartitionRow}. */
final class Row implements PartitionRow {
  final long[] cells = new long[RowCell.COUNT];
  String topic;
  long topicIdHigh;
  long topicIdLow;
  String groupId;
  int partition;
  int errorCode;

  Row() {
    partition = -1;
    blank();
  }

  /** Back to "nothing seen", but for the name. */
  void blank() {
    System.arraycopy(RowCell.BLANK, 0, cells, 0, RowCell.COUNT);
    errorCode = Details.NO_ERROR_CODE;
  }

  /**
   * Names the partition. References that stay the same are not written again, as a garbage
   * collector makes that dear.
   */
  @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question
  void name(String ofGroup, String ofTopic, long idHigh, long idLow, int index) {
    if (groupId != ofGroup) {
      groupId = ofGroup;
    }
    if (topic != ofTopic) {
      topic = ofTopic;
    }
    topicIdHigh = idHigh;
    topicIdLow = idLow;
    partition = index;
  }

  /** Takes over all of another row. */
  Row copyOf(Row other) {
    System.arraycopy(other.cells, 0, cells, 0, RowCell.COUNT);
    topic = other.topic;
    topicIdHigh = other.topicIdHigh;
    topicIdLow = other.topicIdLow;
    groupId = other.groupId;
    partition = other.partition;
    errorCode = other.errorCode;
    return this;
  }

  /** Whether this is the named partition; strings are compared by value, null equals null. */
  boolean names(String otherGroup, String otherTopic, long idHigh, long idLow, int index) {
    return partition == index
        && topicIdHigh == idHigh
        && topicIdLow == idLow
        && same(topic, otherTopic)
        && same(groupId, otherGroup);
  }

  @SuppressWarnings("ReferenceEquality") // interned strings are mostly identical: the fast way out
  private static boolean same(String a, String b) {
    return a == b || (a != null && a.equals(b));
  }

  @Override
  public String topic() {
    return topic;
  }

  @Override
  public long topicIdHigh() {
    return topicIdHigh;
  }

  @Override
  public long topicIdLow() {
    return topicIdLow;
  }

  @Override
  public String groupId() {
    return groupId;
  }

  @Override
  public int partition() {
    return partition;
  }

  @Override
  public int errorCode() {
    return errorCode;
  }

  @Override
  public long records() {
    return cells[RowCell.RECORDS];
  }

  @Override
  public long batches() {
    return cells[RowCell.BATCHES];
  }

  @Override
  public long bytes() {
    return cells[RowCell.BYTES];
  }

  @Override
  public long truncatedBytes() {
    return cells[RowCell.TRUNCATED_BYTES];
  }

  @Override
  public long fetchOffset() {
    return cells[RowCell.FETCH_OFFSET];
  }

  @Override
  public long baseOffset() {
    return cells[RowCell.BASE_OFFSET];
  }

  /** A producer's set has no offsets of the broker's; the answer's base offset tells. */
  @Override
  public long nextOffset() {
    long base = cells[RowCell.BASE_OFFSET];
    long records = cells[RowCell.RECORDS];
    return cells[RowCell.NEXT_OFFSET] == NONE && base >= 0 && records != NONE
        ? base + records
        : cells[RowCell.NEXT_OFFSET];
  }

  @Override
  public long trailingControlRecords() {
    return cells[RowCell.TRAILING_CONTROL_RECORDS];
  }

  @Override
  public long highWatermark() {
    return cells[RowCell.HIGH_WATERMARK];
  }

  @Override
  public long lastStableOffset() {
    return cells[RowCell.LAST_STABLE_OFFSET];
  }

  @Override
  public long logStartOffset() {
    return cells[RowCell.LOG_START_OFFSET];
  }

  @Override
  public long committedOffset() {
    return cells[RowCell.COMMITTED_OFFSET];
  }

  @Override
  public long offset() {
    return cells[RowCell.OFFSET];
  }

  @Override
  public long timestamp() {
    return cells[RowCell.TIMESTAMP];
  }

  @Override
  public long leaderEpoch() {
    return cells[RowCell.LEADER_EPOCH];
  }

  @Override
  public long maxTimestamp() {
    return cells[RowCell.MAX_TIMESTAMP];
  }

  @Override
  public long magic() {
    return cells[RowCell.MAGIC];
  }

  @Override
  public long acquiredRecords() {
    return cells[RowCell.ACQUIRED_RECORDS];
  }

  @Override
  public int codecs() {
    return (int) cells[RowCell.CODECS];
  }

  @Override
  public String toString() {
    return topic + "-" + partition + " error " + errorCode + " records " + records();
  }
}
