package io.streamgauge.protocol.details;

/**
 * Details of the apis that speak about partitions on the hot path: Produce, Fetch, ShareFetch,
 * ListOffsets, OffsetCommit, TxnOffsetCommit, OffsetFetch.
 *
 * <p>Fields an api or version does not have hold the stated neutral value. Rows: Fetch and
 * ShareFetch list the response's partitions (the request's when unanswered), the others the
 * request's joined with the answer; OffsetFetch for all partitions of a group lists the response's.
 */
public interface PartitionDetails extends Details {
  /** Produce: required acks (-1, 0, 1); otherwise {@link Short#MIN_VALUE}. */
  short acks();

  /** Fetch, ListOffsets: 0 read uncommitted, 1 read committed; otherwise -1. */
  byte isolation();

  /**
   * {@link #replicaId()} of a request that a gap damaged before it said who asks. From Fetch v15 on
   * a follower says so in the last bytes of its request.
   */
  int UNKNOWN_REPLICA = Integer.MIN_VALUE;

  /**
   * Fetch, ListOffsets: the follower's broker id, below 0 for a consumer (-1; -2 for one that
   * debugs), {@link #UNKNOWN_REPLICA} if it was not read.
   */
  int replicaId();

  /** Fetch, ShareFetch: how long the broker may wait, in milliseconds; otherwise -1. */
  int maxWaitMillis();

  /** Fetch, ShareFetch: bytes the broker should wait for; otherwise -1. */
  int minBytes();

  /** Fetch: session id (KIP-227), the answer's if it opened one, else the request's; 0 for none. */
  int sessionId();

  /**
   * Fetch, ShareFetch: session epoch of the request; 0 opens a session, -1 for none (ShareFetch:
   * closes it).
   */
  int sessionEpoch();

  /** Group id (OffsetCommit, TxnOffsetCommit, ShareFetch, OffsetFetch below v8); else null. */
  String groupId();

  /** Member id of the group apis; null or empty for simple consumers. */
  String memberId();

  /** Generation or member epoch of OffsetCommit and TxnOffsetCommit; -1 for simple consumers. */
  int generation();

  /** Transactional id of Produce and TxnOffsetCommit; else null. */
  String transactionalId();

  /** Producer id of TxnOffsetCommit; else -1. */
  long producerId();

  /** Producer epoch of TxnOffsetCommit; else -1. */
  short producerEpoch();

  /** Number of rows; 0 or more. */
  int size();

  /** The row at an index below {@link #size()}; valid as long as this object is. */
  PartitionRow row(int index);

  /** Fetch, ShareFetch: number of partitions that the request takes out of its session. */
  int forgottenSize();

  /**
   * A partition taken out of the session, at an index below {@link #forgottenSize()}: topic, id and
   * partition are set.
   */
  PartitionRow forgotten(int index);

  @Override
  PartitionDetails copy();
}
