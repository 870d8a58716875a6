package io.streamgauge.protocol.records;

/**
 * One complete batch: a magic-2 batch, or a magic-0/1 message with all that a compressed one wraps.
 * A flyweight, valid only during {@link RecordBatchListener#onBatch}.
 */
public interface RecordBatch {
  /** Value of {@link #recordCount()} when the records could not be counted. */
  int NOT_COUNTABLE = -1;

  /** 0, 1 or 2. */
  int magic();

  /**
   * Offset of the first record. In a compressed set that could not be opened, the wrapper's own
   * offset.
   */
  long baseOffset();

  /** Records in the batch (markers too, in a control batch), 0 or more; {@link #NOT_COUNTABLE}. */
  int recordCount();

  /** Bytes on the wire, the batch's own header included. */
  int sizeInBytes();

  Codec codec();

  /** The attributes field as it stands. */
  int attributes();

  /** Whether it holds a transaction marker instead of records. */
  boolean isControl();

  boolean isTransactional();

  /** Whether timestamps are the broker's (LogAppendTime) instead of the producer's (CreateTime). */
  boolean isLogAppendTime();

  /** −1 before magic 2 and for producers that are not idempotent. */
  long producerId();

  /** −1 likewise. */
  int producerEpoch();

  /** Sequence number of the first record; −1 likewise. */
  int baseSequence();

  /** −1 before magic 2. */
  int partitionLeaderEpoch();

  /** Milliseconds since 1970, −1 for none; before magic 2 the message's (wrapper's) timestamp. */
  long maxTimestamp();

  /**
   * Timestamp of the first record in milliseconds since 1970, −1 for none; before magic 2 as {@link
   * #maxTimestamp()}.
   */
  long baseTimestamp();

  /**
   * Offset of the last record minus that of the first, which compaction keeps; −1 when not known.
   */
  int lastOffsetDelta();
}
