package io.streamgauge.protocol.exchange;

/**
 * What an incremental fetch session (KIP-227) holds: a view, valid during {@link
 * ExchangeListener#onExchange} only.
 */
public interface FetchSession {
  /** The broker's id of it; not 0. */
  int sessionId();

  /** Number of partitions known to be in it; 0 or more. */
  int size();

  /**
   * Whether all its partitions are known: it was seen from its opening on, within the bound on
   * partitions.
   */
  boolean isComplete();

  /** Topic name, or null where the version carries a topic id and no name. */
  String topic(int index);

  /** High half of the topic id; both halves 0 if the version has none. */
  long topicIdHigh(int index);

  /** Low half of the topic id. */
  long topicIdLow(int index);

  /** Partition number; 0 or more. */
  int partition(int index);

  /** Where the client reads next, as it said last. */
  long fetchOffset(int index);

  /** The high watermark that the broker said last; {@code PartitionRow.NONE} if it never did. */
  long highWatermark(int index);
}
