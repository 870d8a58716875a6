package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.PartitionRow;

/** A reused {@link PartitionRow}. */
final class Row implements PartitionRow {
  String topic;
  long topicIdHigh;
  long topicIdLow;
  String groupId;
  int partition;
  int errorCode;
  long records;
  long batches;
  long bytes;
  long truncatedBytes;
  long fetchOffset;
  long baseOffset;
  long nextOffset;
  long trailingControlRecords;
  long highWatermark;
  long lastStableOffset;
  long logStartOffset;
  long committedOffset;
  long offset;
  long timestamp;
  long leaderEpoch;
  long maxTimestamp;
  long magic;
  long acquiredRecords;
  int codecs;

  Row() {
    reset();
  }

  /** Back to "nothing seen". */
  void reset() {
    topic = null;
    topicIdHigh = 0;
    topicIdLow = 0;
    groupId = null;
    partition = -1;
    errorCode = Details.NO_ERROR_CODE;
    records = NONE;
    batches = NONE;
    bytes = NONE;
    truncatedBytes = 0;
    fetchOffset = NONE;
    baseOffset = NONE;
    nextOffset = NONE;
    trailingControlRecords = NONE;
    highWatermark = NONE;
    lastStableOffset = NONE;
    logStartOffset = NONE;
    committedOffset = NONE;
    offset = NONE;
    timestamp = NONE;
    leaderEpoch = NONE;
    maxTimestamp = NONE;
    magic = NONE;
    acquiredRecords = NONE;
    codecs = 0;
  }

  /** Takes over all of another row. */
  Row copyOf(Row other) {
    topic = other.topic;
    topicIdHigh = other.topicIdHigh;
    topicIdLow = other.topicIdLow;
    groupId = other.groupId;
    partition = other.partition;
    errorCode = other.errorCode;
    records = other.records;
    batches = other.batches;
    bytes = other.bytes;
    truncatedBytes = other.truncatedBytes;
    fetchOffset = other.fetchOffset;
    baseOffset = other.baseOffset;
    nextOffset = other.nextOffset;
    trailingControlRecords = other.trailingControlRecords;
    highWatermark = other.highWatermark;
    lastStableOffset = other.lastStableOffset;
    logStartOffset = other.logStartOffset;
    committedOffset = other.committedOffset;
    offset = other.offset;
    timestamp = other.timestamp;
    leaderEpoch = other.leaderEpoch;
    maxTimestamp = other.maxTimestamp;
    magic = other.magic;
    acquiredRecords = other.acquiredRecords;
    codecs = other.codecs;
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
    return records;
  }

  @Override
  public long batches() {
    return batches;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long truncatedBytes() {
    return truncatedBytes;
  }

  @Override
  public long fetchOffset() {
    return fetchOffset;
  }

  @Override
  public long baseOffset() {
    return baseOffset;
  }

  @Override
  public long nextOffset() {
    return nextOffset;
  }

  @Override
  public long trailingControlRecords() {
    return trailingControlRecords;
  }

  @Override
  public long highWatermark() {
    return highWatermark;
  }

  @Override
  public long lastStableOffset() {
    return lastStableOffset;
  }

  @Override
  public long logStartOffset() {
    return logStartOffset;
  }

  @Override
  public long committedOffset() {
    return committedOffset;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long timestamp() {
    return timestamp;
  }

  @Override
  public long leaderEpoch() {
    return leaderEpoch;
  }

  @Override
  public long maxTimestamp() {
    return maxTimestamp;
  }

  @Override
  public long magic() {
    return magic;
  }

  @Override
  public long acquiredRecords() {
    return acquiredRecords;
  }

  @Override
  public int codecs() {
    return codecs;
  }

  @Override
  public String toString() {
    return topic + "-" + partition + " error " + errorCode + " records " + records;
  }
}
