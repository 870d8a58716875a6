package io.streamgauge.benchmarks.jobs;

import java.io.Serializable;

/**
 * Plays event time on the clock of the wall.
 *
 * @param startMillis when, since the epoch, the first event second ends
 */
record Pace(long startMillis) implements Serializable {
  /** When a moment of event time is, in milliseconds since the epoch. */
  long wallMillis(long eventNanos) {
    long first = (SyntheticEvents.START_SECONDS + 1) * 1_000L;
    return startMillis + eventNanos / 1_000_000L - first;
  }
}
