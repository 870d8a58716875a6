package io.streamgauge.agent.tls;

/** Takes what a {@link RecordReader} makes of one direction. */
interface RecordSink {

  /**
   * Whether a record of this type can be taken now. If not, the reader keeps it and reads no
   * further.
   */
  boolean isReady(int type);

  /**
   * A whole record.
   *
   * @param body valid during the call
   * @param begunNanos when its first byte came
   * @param timestampNanos when its last byte came
   */
  void onRecord(int type, byte[] body, int length, long begunNanos, long timestampNanos);

  /**
   * A record of known length that was not captured whole, or found no buffer.
   *
   * @return whether the next record is known by its place; if not, it is searched for
   */
  boolean onLostRecord(int type, int length, long timestampNanos);

  /**
   * Something behind a gap that looks like a record.
   *
   * @param lostBytes bytes from the last known boundary to this record, or {@link
   *     RecordReader#UNKNOWN}
   * @return whether it is one, and was taken
   */
  boolean tryRecord(int type, byte[] body, int length, long lostBytes, long timestampNanos);

  /** Nothing was found behind a gap within bounds. */
  void onSearchFailed(long timestampNanos);

  /** What came is no TLS. */
  void onMalformed(long timestampNanos);
}
