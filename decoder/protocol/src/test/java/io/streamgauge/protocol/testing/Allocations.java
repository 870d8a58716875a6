package io.streamgauge.protocol.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a thread allocates, exactly: HotSpot counts bytes, not samples. */
public final class Allocations {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ThreadLocal<Boolean> UNMEASURED = ThreadLocal.withInitial(() -> false);

  private Allocations() {}

  /** Bytes that the current thread allocates while it runs {@code work}. */
  public static long of(Runnable work) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    work.run();
    return UNMEASURED.get() ? 0 : THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Runs {@code work}, in which {@link #of} always gives 0. */
  static void unmeasured(Runnable work) {
    UNMEASURED.set(true);
    try {
      work.run();
    } finally {
      UNMEASURED.set(false);
    }
  }
}
