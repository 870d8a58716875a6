package io.streamgauge.agent.mapping;

/**
 * The offsets of a partition whose records are followed: one in each run of so many offsets, at a
 * place that depends on nothing but partition and run. So whoever sees a record sent, delivered or
 * committed, wherever that is, samples it or not as all the others do, however clients batch.
 */
final class SampledOffsets {
  static final long NONE = -1;

  /** Makes neighbours differ: the golden ratio of 64 bits, odd. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  /** Length of a run; 0 if nothing is followed. */
  private final long stride;

  /**
   * @param ratio share of the records, 0 to 1; rounded to one in a whole number
   */
  SampledOffsets(double ratio) {
    this.stride = ratio == 0 ? 0 : Math.max(1, Math.round(1 / ratio));
  }

  /**
   * The first sampled offset of a range, or {@link #NONE}.
   *
   * @param from first offset
   * @param to the offset behind the last one
   */
  long next(int partition, long from, long to) {
    if (stride == 0 || from < 0 || from >= to) {
      return NONE;
    }
    long run = from / stride;
    long offset = inRun(partition, run);
    if (offset < from) {
      offset = inRun(partition, run + 1);
    }
    return offset >= from && offset < to ? offset : NONE;
  }

  /** How many there may be from a sampled offset to the end of a range, itself included. */
  long upTo(long offset, long to) {
    return 1 + (to - 1 - offset) / stride;
  }

  private long inRun(int partition, long run) {
    return run * stride + Long.remainderUnsigned(mix(run + partition * SPREAD), stride);
  }

  /** Spreads what differs in a bit over all of them (Stafford's variant 13 of MurmurHash3's). */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
