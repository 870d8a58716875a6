package io.streamgauge.matrix.broker;

/**
 * What a broker holds of one partition, by its own account and by a consumer that read all of it.
 *
 * @param endOffset log end offset
 * @param records records that a consumer gets, aborted ones included
 * @param recordBytes their keys and values, uncompressed
 * @param diskBytes size of the log
 */
public record StoredPartition(long endOffset, long records, long recordBytes, long diskBytes) {
  /** Size of a transaction marker's batch: one control record, uncompressed. */
  private static final long MARKER_BYTES = 78;

  /** Transaction markers: what takes an offset and is no record. */
  public long markers() {
    return endOffset - records;
  }

  /** Size of what producers wrote, as the broker keeps it. */
  public long producedBytes() {
    return diskBytes - markers() * MARKER_BYTES;
  }
}
