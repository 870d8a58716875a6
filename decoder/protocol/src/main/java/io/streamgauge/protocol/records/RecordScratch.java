package io.streamgauge.protocol.records;

/**
 * Buffers for opening compressed magic-0/1 sets. One per thread, shared by all scanners of that
 * thread; nothing is allocated before the first such set is seen.
 */
public final class RecordScratch {
  /** With the default {@link RecordLimits}. */
  public RecordScratch() {
    this(RecordLimits.DEFAULT);
  }

  public RecordScratch(RecordLimits limits) {}
}
