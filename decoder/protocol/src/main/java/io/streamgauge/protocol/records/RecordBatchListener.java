package io.streamgauge.protocol.records;

/** Receives the batches of one records region, in order. */
public interface RecordBatchListener {
  /** A complete batch; {@code batch} is valid only during the call. */
  void onBatch(RecordBatch batch);

  /**
   * The region ends inside a batch, as Fetch responses may. Its records are not part of any count.
   *
   * @param bytes bytes of it that are there
   */
  default void onTruncated(int bytes) {}

  /**
   * The region cannot be read further: what stands there is no batch, or bytes that had to be read
   * were lost.
   *
   * @param bytes bytes from there to the region's end, unaccounted for
   */
  default void onUnreadable(Reason reason, int bytes) {}

  /** Why the rest of a region is not readable. */
  enum Reason {
    /** A magic byte above 2, or a size that is too small for the magic. */
    MALFORMED,
    /** Bytes were lost in a batch header. */
    GAP
  }
}
