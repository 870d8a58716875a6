package io.streamgauge.protocol.program;

/**
 * Where a cursor stores the numbers that a {@link Projection} stores instead of emitting. Whoever
 * receives the other fields moves it on, for instance to the next row.
 */
public final class Cells {
  /** Read anew for each number. */
  long[] values;

  /**
   * @param first as in {@link #pointAt}
   */
  public Cells(long[] first) {
    values = first;
  }

  /**
   * Says where the numbers that follow are stored. What stays the same is not written again, as a
   * garbage collector makes that dear.
   *
   * @param next longer than the largest cell that the projection names
   */
  public void pointAt(long[] next) {
    if (values != next) {
      values = next;
    }
  }
}
