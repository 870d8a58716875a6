package io.streamgauge.agent.runtime;

/**
 * Threads of the packet path.
 *
 * @param capture how many share the connections of an interface, 1 or more; where libpcap captures
 *     there is one
 * @param workers how many decode, 1 or more; with one of each, the thread that captures does both
 * @param first what each of them does before all else, such as choosing its CPU
 */
public record PacketThreads(int capture, int workers, Runnable first) {

  /** One thread for everything. */
  public static final PacketThreads SINGLE = new PacketThreads(1, 1, () -> {});

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public PacketThreads {
    if (capture < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "%d capture threads, %d workers".formatted(capture, workers));
    }
  }

  boolean isOne() {
    return capture == 1 && workers == 1;
  }
}
