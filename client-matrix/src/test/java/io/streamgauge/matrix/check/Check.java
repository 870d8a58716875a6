package io.streamgauge.matrix.check;

import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;

/** Something that must agree between what was captured and what broker and client say. */
public interface Check {
  /** What it is about, in a word. */
  String name();

  /** Whether there is something to compare in a scenario that the client ran. */
  default boolean applies(Cell cell) {
    return true;
  }

  /** Adds what does not agree, in a scenario to which it applies. */
  void run(MatrixResult result, Cell cell, Differences differences);
}
