package io.streamgauge.agent.shard;

import io.streamgauge.agent.pipeline.CapturePipeline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes segments from the queues of all capture threads, merged by packet time, through a pipeline
 * of its own, on a thread of its own.
 */
final class ShardWorker implements Runnable {

  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Runnable first;
  private final CapturePipeline pipeline;
  private final MergedQueues input;
  private final Thread thread;
  private volatile boolean sleeping;
  private volatile boolean ending;
  private volatile Throwable failure;

  /**
   * A worker that waits to be started.
   *
   * @param first what its thread does before it works
   */
  ShardWorker(int number, CapturePipeline pipeline, SegmentQueue[] queues, Runnable first) {
    this.first = first;
    this.pipeline = pipeline;
    this.input = new MergedQueues(queues);
    this.thread = new Thread(this, "shard-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Something was queued. A wake-up that comes too early costs one short sleep. */
  void wake() {
    if (sleeping) {
      LockSupport.unpark(thread);
    }
  }

  /** Nothing will be queued any more: what is queued is worked off, then the pipeline finishes. */
  void end() {
    ending = true;
    LockSupport.unpark(thread);
  }

  void join() throws InterruptedException {
    thread.join();
  }

  CapturePipeline pipeline() {
    return pipeline;
  }

  /** Throws what this worker failed with, if it did. */
  void throwFailure() {
    Throwable thrown = failure;
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown != null) {
      throw new IllegalStateException("a worker failed: " + thrown.getMessage(), thrown);
    }
  }

  @Override
  public void run() {
    try {
      first.run();
      work();
      pipeline.finish();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      input.clear();
    }
  }

  private void work() {
    while (true) {
      // Asked first: what was queued before the end is then seen below.
      boolean last = ending;
      QueuedSegment next = input.next(System.nanoTime(), last);
      if (next != null) {
        if (next.block == null) {
          pipeline.onIdle(next.timestampNanos);
        } else {
          pipeline.onSegment(next.segment);
        }
        input.remove();
      } else if (last) {
        return;
      } else {
        sleep();
      }
    }
  }

  private void sleep() {
    sleeping = true;
    if (input.isEmpty() && !ending) {
      LockSupport.parkNanos(this, SLEEP_NANOS);
    } else {
      LockSupport.parkNanos(this, SLEEP_NANOS / 10);
    }
    sleeping = false;
  }
}
