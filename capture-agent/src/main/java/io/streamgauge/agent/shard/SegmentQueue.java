package io.streamgauge.agent.shard;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.link.TcpSegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * From one capture thread to one worker: where segments lie, in order. Who puts in never waits; for
 * what finds no room there is a counter. Its places are made once and used again and again.
 *
 * <p>A block is kept as long as segments of it are queued or in the worker's hands. It is not kept
 * once per segment but once in all: the worker lets go of it when it comes to something else.
 */
final class SegmentQueue {

  // Apart, so that the two threads do not write to one cache line.
  private static final int PUT = 16;
  private static final int REMOVED = 32;
  private static final int COUNTERS = 48;

  private final QueuedSegment[] places;
  private final int mask;
  private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);
  private final AtomicLong dropped = new AtomicLong();

  // The capture thread's.
  private long removedBefore;
  private PacketBlock lastPut;

  // The worker's.
  private long putBefore;
  private PacketBlock lastTaken;

  /** Room for that many segments, rounded up to a power of two. */
  SegmentQueue(int capacity) {
    places = new QueuedSegment[Integer.highestOneBit(Math.max(2, 2 * capacity - 1))];
    mask = places.length - 1;
    for (int i = 0; i < places.length; i++) {
      places[i] = new QueuedSegment();
    }
  }

  /**
   * Queues a segment. On the capture thread.
   *
   * @param block what its bytes lie in; kept while they are needed
   * @return whether there was room; if not, it is counted
   */
  boolean put(TcpSegment segment, PacketBlock block) {
    long put = counters.getPlain(PUT);
    if (isFull(put)) {
      dropped.lazySet(dropped.getPlain() + 1);
      return false;
    }
    QueuedSegment place = places[(int) put & mask];
    place.segment.copyFrom(segment);
    place.timestampNanos = segment.timestampNanos();
    place.block = block;
    if (block != lastPut) {
      block.retain();
      lastPut = block;
    }
    counters.setRelease(PUT, put + 1);
    return true;
  }

  /**
   * Queues the time. On the capture thread. It also makes the worker let go of the last block, so
   * it is due when the source moves on to the next one.
   *
   * @return whether there was room
   */
  boolean putTime(long timestampNanos) {
    long put = counters.getPlain(PUT);
    if (isFull(put)) {
      return false;
    }
    QueuedSegment place = places[(int) put & mask];
    place.timestampNanos = timestampNanos;
    place.block = null;
    lastPut = null;
    counters.setRelease(PUT, put + 1);
    return true;
  }

  private boolean isFull(long put) {
    if (put - removedBefore < places.length) {
      return false;
    }
    removedBefore = counters.getAcquire(REMOVED);
    return put - removedBefore >= places.length;
  }

  /** What was queued first, or null. On the worker's thread; valid until {@link #remove}. */
  QueuedSegment peek() {
    long removed = counters.getPlain(REMOVED);
    if (removed == putBefore) {
      putBefore = counters.getAcquire(PUT);
      if (removed == putBefore) {
        return null;
      }
    }
    QueuedSegment place = places[(int) removed & mask];
    if (place.block != lastTaken) {
      letGo();
      lastTaken = place.block;
    }
    return place;
  }

  /** What was queued first is done with. On the worker's thread. */
  void remove() {
    counters.setRelease(REMOVED, counters.getPlain(REMOVED) + 1);
  }

  private void letGo() {
    if (lastTaken != null) {
      lastTaken.release();
      lastTaken = null;
    }
  }

  /** Empties the queue and lets go of all blocks. On the worker's thread, after the last put. */
  void clear() {
    while (peek() != null) {
      remove();
    }
    letGo();
  }

  /** Whether nothing waits; on the worker's thread. */
  boolean isEmpty() {
    return counters.getPlain(REMOVED) == counters.getAcquire(PUT);
  }

  /** Segments that found no room. */
  long dropped() {
    return dropped.get();
  }
}
