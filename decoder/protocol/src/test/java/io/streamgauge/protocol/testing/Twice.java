package io.streamgauge.protocol.testing;

/** Holds laws about allocation although classes are loaded, and instrumented, on first use. */
public final class Twice {
  private Twice() {}

  /**
   * Runs {@code laws}. If they are broken, runs them once without measuring, after which everything
   * is loaded, and then again: bugs come back.
   */
  public static void attempt(Runnable laws) {
    try {
      laws.run();
    } catch (AssertionError first) {
      Allocations.unmeasured(laws);
      laws.run();
    }
  }
}
