package io.streamgauge.agent.rollup;

import io.streamgauge.events.BatchTables;
import io.streamgauge.events.v1.Event;

/** The sum of one key over the current step; reused from step to step. */
abstract class Accumulator {
  private boolean touched;

  /** Marks it as part of this step; true the first time in a step. */
  final boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  /** Writes listener and body of the sum. */
  abstract void write(BatchTables tables, Event.Builder event);

  /** Back to zero. */
  final void reset() {
    touched = false;
    clear();
  }

  /** Sets every sum to zero. */
  abstract void clear();
}
