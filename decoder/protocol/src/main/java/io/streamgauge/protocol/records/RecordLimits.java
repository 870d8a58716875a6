package io.streamgauge.protocol.records;

/**
 * Bounds for opening compressed magic-0/1 sets; a set beyond one of them is not countable.
 *
 * @param maxCompressedBytes compressed bytes of one set
 * @param maxOutputBytes decompressed bytes of one set
 * @param maxRatio decompressed bytes per compressed byte, once there are more than {@link
 *     #RATIO_FREE_BYTES}
 * @param maxGatheredBytes compressed bytes gathered at one time by all scanners of a thread
 */
public record RecordLimits(
    int maxCompressedBytes, int maxOutputBytes, int maxRatio, int maxGatheredBytes) {
  public static final RecordLimits DEFAULT = new RecordLimits(1 << 20, 4 << 20, 200, 8 << 20);

  /** Decompressed bytes that the sets of an exchange may have together, however small they are. */
  static final int RATIO_FREE_BYTES = 256 << 10;

  /**
   * Decompressed bytes that a set of {@code compressed} bytes may have.
   *
   * @param free bytes that it may have in any case
   */
  int outputOf(int compressed, int free) {
    long byRatio = Math.max(free, (long) compressed * maxRatio);
    return (int) Math.min(maxOutputBytes, byRatio);
  }
}
