package io.streamgauge.agent.capture.live;

/**
 * Threads that capture an interface.
 *
 * @param count how many share its connections, 1 or more
 * @param first what each of them does before it captures, such as choosing its CPU
 */
public record CaptureThreads(int count, Runnable first) {

  /** One thread, which just captures. */
  public static final CaptureThreads SINGLE = new CaptureThreads(1, () -> {});

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public CaptureThreads {
    if (count < 1) {
      throw new IllegalArgumentException("no threads: " + count);
    }
  }
}
