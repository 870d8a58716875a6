package io.streamgauge.agent.shard;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Several queues read as one, in order of packet time. A queue that is empty may be about to bring
 * something older: it is waited for, but not for long, since reassembly copes with disorder and
 * nobody must wait for an interface on which nothing passes.
 */
final class MergedQueues {

  /** Longer than the kernel keeps packets of one interface back. */
  static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SegmentQueue[] queues;
  private final long[] seen;
  private SegmentQueue from;
  private boolean holding;
  private long heldSince;

  MergedQueues(SegmentQueue[] queues) {
    this.queues = queues.clone();
    this.seen = new long[queues.length];
    Arrays.fill(seen, Long.MIN_VALUE);
  }

  /**
   * The oldest of what is queued, or null if there is nothing, or something older may come.
   *
   * @param clockNanos a monotonic clock
   * @param all whether nothing older can come
   */
  QueuedSegment next(long clockNanos, boolean all) {
    QueuedSegment oldest = null;
    for (int i = 0; i < queues.length; i++) {
      QueuedSegment head = queues[i].peek();
      if (head != null) {
        seen[i] = Math.max(seen[i], head.timestampNanos);
        if (oldest == null || head.timestampNanos < oldest.timestampNanos) {
          oldest = head;
          from = queues[i];
        }
      }
    }
    if (oldest == null || all || queues.length == 1 || !isAwaited(oldest.timestampNanos)) {
      holding = false;
      return oldest;
    }
    if (!holding) {
      holding = true;
      heldSince = clockNanos;
    }
    return clockNanos - heldSince >= HOLD_NANOS ? oldest : null;
  }

  private boolean isAwaited(long timestampNanos) {
    for (long time : seen) {
      if (time < timestampNanos) {
        return true;
      }
    }
    return false;
  }

  /** What {@link #next} gave is done with. */
  void remove() {
    from.remove();
  }

  boolean isEmpty() {
    for (SegmentQueue queue : queues) {
      if (!queue.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  void clear() {
    for (SegmentQueue queue : queues) {
      queue.clear();
    }
  }
}
