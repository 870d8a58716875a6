package io.streamgauge.protocol.records;

import java.nio.ByteBuffer;

/**
 * Walks the batches of one records region, reading headers only, in whatever pieces the region
 * comes. Reusable; one thread at a time. Made to be driven from {@code FieldSink}'s region calls:
 *
 * <pre>{@code
 * onRegionStart(field, length)         → scanner.begin(length, listener)
 * onRegion(field, buffer, off, length) → return scanner.feed(buffer, off, length)
 * onRegionGap(field, remaining)        → scanner.gap()
 * onRegionEnd(field)                   → scanner.end()
 * }</pre>
 */
public final class RecordBatchScanner {
  /**
   * A scanner for one direction of one connection.
   *
   * @param scratch of the thread that drives this scanner
   */
  public RecordBatchScanner(RecordScratch scratch) {}

  /**
   * Prepares for a region.
   *
   * @param length its bytes, 0 or more
   */
  public void begin(int length, RecordBatchListener listener) {}

  /**
   * Takes the next bytes of the region.
   *
   * @return how many bytes after these are not wanted
   */
  public int feed(ByteBuffer buffer, int offset, int length) {
    return 0;
  }

  /** Bytes that had to be read are lost: the rest of the region is reported as unreadable. */
  public void gap() {}

  /** The region is over: reports a truncated batch, and gives back what was borrowed. */
  public void end() {}
}
