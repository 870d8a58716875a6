package io.streamgauge.protocol.details.assembly;

/**
 * Bounds of one {@link DetailsAssembler}. Beyond each, something is dropped and counted in {@link
 * DetailsCounters}; bodies are still walked and error codes still read.
 *
 * @param maxSlots exchanges in flight that have details; further ones get {@code HeaderOnly}
 * @param maxRowsPerExchange partition rows of one exchange
 * @param maxRows partition rows of all exchanges in flight together
 * @param maxValuesPerExchange captured values (numbers, strings, list elements) of one exchange
 *     that is not about partitions
 * @param maxValues captured values of all exchanges in flight together
 * @param maxInternedStrings strings kept for reuse
 * @param maxInternedBytes longest string kept for reuse, in UTF-8 bytes
 */
public record DetailsLimits(
    int maxSlots,
    int maxRowsPerExchange,
    int maxRows,
    int maxValuesPerExchange,
    int maxValues,
    int maxInternedStrings,
    int maxInternedBytes) {
  public static final DetailsLimits DEFAULT =
      new DetailsLimits(65_536, 100_000, 1_000_000, 1_000_000, 2_000_000, 65_536, 256);
}
