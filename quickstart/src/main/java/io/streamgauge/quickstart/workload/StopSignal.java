package io.streamgauge.quickstart.workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Set once; whoever loops sleeps on it, so that all actors end within their current step. */
final class StopSignal {
  private final CountDownLatch stopped = new CountDownLatch(1);

  void set() {
    stopped.countDown();
  }

  boolean isSet() {
    return stopped.getCount() == 0;
  }

  /**
   * Sleeps; returns whether to go on: false once the signal is set or the thread is interrupted.
   */
  boolean sleepMillis(long millis) {
    try {
      return !stopped.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
