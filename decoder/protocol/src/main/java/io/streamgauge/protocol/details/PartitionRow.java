package io.streamgauge.protocol.details;

/**
 * One partition of a {@link PartitionDetails}. Values that were not on the wire are {@link #NONE}.
 */
public interface PartitionRow {
  /** Stands for an offset, timestamp or count that was not on the wire or could not be counted. */
  long NONE = Long.MIN_VALUE;

  /** Topic name, or null where the version carries a topic id and no name. */
  String topic();

  /** High half of the topic id; both halves 0 if the version has none. */
  long topicIdHigh();

  /** Low half of the topic id. */
  long topicIdLow();

  /** OffsetFetch from v8: the group this row belongs to; otherwise the exchange's group or null. */
  String groupId();

  /** Partition number; 0 or more. */
  int partition();

  /**
   * The partition's error code, or {@code Exchange.NO_ERROR_CODE} when no answer was seen for it.
   */
  int errorCode();

  /**
   * Records of complete batches, control batches left out; NONE if there is no record set or it is
   * not countable.
   */
  long records();

  /** Complete batches, control batches included; NONE as for {@link #records()}. */
  long batches();

  /** Size of the record set in bytes; NONE if the api carries none. */
  long bytes();

  /** Bytes of a truncated last batch (Fetch); 0 if none. */
  long truncatedBytes();

  /** Fetch: where the consumer reads from (known from the session if not in this request). */
  long fetchOffset();

  /** Produce: the answer's base offset; Fetch: the first batch's. */
  long baseOffset();

  /** Fetch: offset after the last complete batch; Produce: base offset + records. */
  long nextOffset();

  /**
   * Fetch: markers (control records) at the very end of the record set; 0 if none, NONE if unknown.
   */
  long trailingControlRecords();

  /** Fetch, ShareFetch: the answer's high watermark; else NONE. */
  long highWatermark();

  /** Fetch: the answer's last stable offset; else NONE. */
  long lastStableOffset();

  /** Produce, Fetch: the answer's log start offset; else NONE. */
  long logStartOffset();

  /**
   * OffsetCommit, TxnOffsetCommit: offset in the request; OffsetFetch: offset in the answer, -1
   * none.
   */
  long committedOffset();

  /** ListOffsets: the answer's offset. */
  long offset();

  /** ListOffsets: the timestamp asked for (-1 latest, -2 earliest, ...). */
  long timestamp();

  /** Leader epoch where the api carries one; NONE otherwise. */
  long leaderEpoch();

  /** Largest batch timestamp of the record set in ms since the epoch; NONE if unknown. */
  long maxTimestamp();

  /** Lowest magic seen in the record set (0, 1, 2); NONE without batches. */
  long magic();

  /**
   * ShareFetch: records the member acquired and may process; the record set may hold more. NONE for
   * other apis.
   */
  default long acquiredRecords() {
    return NONE;
  }

  /** Bit set of the codecs seen (1 &lt;&lt; codec id; 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd). */
  int codecs();
}
