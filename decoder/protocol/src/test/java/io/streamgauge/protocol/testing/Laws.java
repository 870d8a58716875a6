package io.streamgauge.protocol.testing;

/** Checks inside what {@link Allocations} measures: AssertJ's would be most of what is measured. */
public final class Laws {
  private Laws() {}

  /** Allocates nothing if it holds. */
  public static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
