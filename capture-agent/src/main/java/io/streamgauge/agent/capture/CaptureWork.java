package io.streamgauge.agent.capture;

import java.io.IOException;
import java.util.Collection;

/** What sources that capture on several threads do at their end. */
public final class CaptureWork {
  private CaptureWork() {}

  /** Waits until all threads ended; an interrupt is kept for later. */
  public static void join(Collection<Thread> threads) {
    boolean interrupted = Thread.interrupted();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Throws what a thread ended with, as it was.
   *
   * @param failure null if nothing failed; no checked exception but {@link IOException}
   */
  public static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
