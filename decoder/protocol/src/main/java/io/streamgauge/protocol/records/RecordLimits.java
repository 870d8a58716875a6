package io.streamgauge.protocol.records;

/**
 * Bounds for opening compressed magic-0/1 sets; a set beyond one of them is not countable.
 *
 * @param maxCompressedBytes compressed bytes of one set that are gathered when it straddles
 *     segments
 * @param maxOutputBytes decompressed bytes of one set
 * @param maxGatheredBytes compressed bytes gathered at one time by all scanners of a thread
 */
public record RecordLimits(int maxCompressedBytes, int maxOutputBytes, int maxGatheredBytes) {
  public static final RecordLimits DEFAULT = new RecordLimits(1 << 20, 4 << 20, 8 << 20);
}
