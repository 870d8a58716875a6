package io.streamgauge.quickstart.killed;

import java.io.IOException;

/** What runs until it is ended. */
interface Running extends AutoCloseable {
  /** Whether all of it runs. */
  boolean isAlive();

  /** What it has said. */
  String said() throws IOException;

  @Override
  void close();
}
