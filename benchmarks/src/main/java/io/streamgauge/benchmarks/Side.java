package io.streamgauge.benchmarks;

/** One of the parsers that are compared. Single-threaded. */
interface Side {
  /**
   * Takes one exchange from the bytes of its connection.
   *
   * @return something that depends on all that was read, so that no compiler leaves it out
   */
  long exchange();

  /** What is known of one exchange afterwards, as text; not measured. */
  Outcome outcome();

  /** Ends it, and throws if anything went wrong on the way. */
  default void close() {}
}
