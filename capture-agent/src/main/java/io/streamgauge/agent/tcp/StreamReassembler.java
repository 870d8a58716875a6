package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;

/**
 * Puts one direction of a flow in order. Positions are 64-bit offsets from the first byte seen, so
 * that only the step from a sequence number to an offset has to mind wrapping.
 *
 * <p>The two directions are kept in step as well: what a side sent after it had received bytes of
 * the other side is not passed on before those bytes, or before they are known to be missing. An
 * answer that overtook its request would find nothing to answer.
 *
 * <p>Its state is brought up to date before each call of the handler, so an exception from there
 * leaves it whole.
 */
final class StreamReassembler {

  /** Implausible segments that must continue each other until they are believed. */
  private static final int BREAK_CONFIRMATIONS = 3;

  /** Stands for an offset in the other side's stream that is reached in any case. */
  static final long NOTHING = Long.MIN_VALUE;

  private final int side;
  private final FlowHandler handler;
  private final TcpLimits limits;
  private final TcpStatistics statistics;
  private final SegmentPool pool;
  private OutOfOrderList pending = OutOfOrderList.NOTHING;
  private StreamReassembler other;

  private boolean started;
  private long next;
  private int nextSequence;
  private long finOffset = -1;

  private long pendingSince;

  // The other side is being brought to what the held bytes wait for, hole by hole.
  private boolean releasing;
  private long acknowledged;
  private long acknowledgedWaitOffset;
  private long acknowledgedWaitSince;

  private int suspectSequence;
  private int suspects;

  StreamReassembler(
      int side, FlowHandler handler, TcpLimits limits, SegmentPool pool, TcpStatistics statistics) {
    this.side = side;
    this.handler = handler;
    this.limits = limits;
    this.statistics = statistics;
    this.pool = pool;
  }

  /** Names the stream of the other side. */
  void pairWith(StreamReassembler otherSide) {
    other = otherSide;
  }

  boolean isStarted() {
    return started;
  }

  /** The next byte expected has this sequence number. */
  void start(int sequence) {
    started = true;
    nextSequence = sequence;
  }

  /**
   * Takes in payload.
   *
   * @param sequence of its first byte
   * @param length bytes captured
   * @param wireLength bytes on the wire, {@code > 0}; the rest is a gap of exact size
   * @param needs offset in the other side's stream that goes before these bytes: what {@link
   *     #onAcknowledged} of that stream returned
   * @return false if these bytes cannot belong to this stream, and have been going on for a while
   */
  boolean onData(
      int sequence,
      ByteBuffer buffer,
      int offset,
      int length,
      int wireLength,
      long needs,
      long timestampNanos) {
    int distance = SequenceNumber.distance(nextSequence, sequence);
    if (distance > limits.maxForwardJump() || distance < -limits.maxBackwardJump()) {
      return !isBroken(sequence, wireLength);
    }
    suspects = 0;
    long start = next + distance;
    long end = start + wireLength;
    long dataEnd = start + length;
    long stored = statistics.outOfOrderBytes;
    long passed = 0;
    long at = Math.max(start, next);
    while (at < end) {
      if (at <= next && !isHeld() && other.hasReached(needs)) {
        passed += passOn(start, dataEnd, end, buffer, offset, timestampNanos);
      } else {
        if (pending.isEmpty()) {
          pendingSince = timestampNanos;
          if (pending == OutOfOrderList.NOTHING) {
            pending = new OutOfOrderList(pool, statistics, limits.maxStreamBufferBytes());
          }
        }
        int index = offset + (int) (at - start);
        at = pending.insert(at, dataEnd, end, buffer, index, needs, timestampNanos);
        if (at < end) {
          makeRoom(at, needs, timestampNanos);
        }
      }
      at = Math.max(at, next);
    }
    statistics.retransmittedBytes += length - passed - (statistics.outOfOrderBytes - stored);
    return true;
  }

  /** This side sent FIN behind its payload; {@code sequence} is the FIN's own. */
  void onFin(int sequence) {
    int distance = SequenceNumber.distance(nextSequence, sequence);
    if (distance >= 0 && distance <= limits.maxForwardJump()) {
      finOffset = next + distance;
    }
  }

  /**
   * The other side acknowledged everything before {@code sequence}.
   *
   * @return the offset of it, as far as it counts bytes of this stream: what came with this
   *     acknowledgment was sent after them
   */
  long onAcknowledged(int sequence, long timestampNanos) {
    int distance = SequenceNumber.distance(nextSequence, sequence);
    if (distance <= 0 || distance > limits.maxForwardJump()) {
      return next;
    }
    acknowledged = Math.max(acknowledged, next + distance);
    if (pending.isEmpty() && acknowledgedWaitOffset <= next) {
      waitForAcknowledged(timestampNanos);
    }
    return Math.min(next + distance, knownAcknowledged());
  }

  private boolean hasReached(long offset) {
    return next >= offset;
  }

  /** Whether the next bytes are here, and wait for the other side's. */
  private boolean isHeld() {
    return !pending.isEmpty() && pending.head().offset <= next;
  }

  /** Whether {@link #onTime} has something to wait for. */
  boolean isWaiting() {
    return !pending.isEmpty() || acknowledgedWaitOffset > next;
  }

  /**
   * When the first hole of this stream was noticed; {@link Long#MAX_VALUE} without one.
   *
   * <p>Of two holes, one on each side, the older one is given up first, however long the other has
   * been waited for: what arrived behind the older one was sent before whatever the younger one
   * hid, and is to be passed on without the news of it.
   */
  long holeSinceNanos() {
    if (!pending.isEmpty()) {
      return isHeld() ? Long.MAX_VALUE : pendingSince;
    }
    return acknowledgedWaitOffset > next ? acknowledgedWaitSince : Long.MAX_VALUE;
  }

  /**
   * Declares gaps of what has been waited for long enough, in either direction of time.
   *
   * @return whether there were any
   */
  boolean onTime(long nowNanos) {
    drain();
    long before = next;
    while (!pending.isEmpty() && isHoleOver(pendingSince, nowNanos, holeWaitNanos())) {
      giveUpHole(pending.head().offset, nowNanos);
    }
    if (isHeld()
        && Math.abs(nowNanos - pending.head().timestampNanos) >= limits.reorderWaitNanos()) {
      release(nowNanos);
    }
    if (pending.isEmpty()
        && acknowledgedWaitOffset > next
        && isHoleOver(acknowledgedWaitSince, nowNanos, limits.acknowledgedWaitNanos())) {
      gap(acknowledgedWaitOffset - next, nowNanos);
      waitForAcknowledged(nowNanos);
    }
    return next > before;
  }

  private boolean isHoleOver(long sinceNanos, long nowNanos, long waitNanos) {
    return !isHeld()
        && Math.abs(nowNanos - sinceNanos) >= waitNanos
        && other.holeSinceNanos() >= sinceNanos;
  }

  // What the receiver has acknowledged will not be sent again; it can only be late in the capture.
  private long holeWaitNanos() {
    return pending.head().offset <= acknowledged
        ? limits.acknowledgedWaitNanos()
        : limits.reorderWaitNanos();
  }

  /** Whether everything up to this side's FIN was delivered or declared a gap. */
  boolean isFinished() {
    return finOffset >= 0 && next >= finOffset;
  }

  /** Whether a segment of this side with this sequence number can be part of the stream. */
  boolean isPlausible(int sequence) {
    int distance = SequenceNumber.distance(nextSequence, sequence);
    return !started
        || (distance <= limits.maxForwardJump() && distance >= -limits.maxBackwardJump());
  }

  /** The flow is another one's repetition: forgets what is buffered. */
  void discard() {
    while (!pending.isEmpty()) {
      pending.giveBack(pending.removeHead());
    }
  }

  /**
   * The flow is over: delivers what is buffered up to the next hole, and makes that a gap.
   *
   * @return false if there is nothing left
   */
  boolean finishNext(long timestampNanos) {
    long known = Math.max(knownAcknowledged(), finOffset);
    if (isHeld()) {
      release(timestampNanos);
    } else if (!pending.isEmpty()) {
      giveUpHole(pending.head().offset, timestampNanos);
    } else if (known > next) {
      gap(known - next, timestampNanos);
    } else {
      return false;
    }
    return true;
  }

  // Passes on bytes of one packet as far as none that came earlier are buffered. Returns how many.
  private int passOn(
      long start, long dataEnd, long end, ByteBuffer buffer, int offset, long timestampNanos) {
    long stop = pending.isEmpty() ? end : Math.min(end, pending.head().offset);
    long from = next;
    int data = (int) Math.max(0, Math.min(stop, dataEnd) - from);
    if (data > 0) {
      data(buffer, offset + (int) (from - start), data, timestampNanos);
    }
    if (next < stop) {
      gap(stop - next, timestampNanos);
    }
    drain();
    return data;
  }

  // There is no room for bytes from `at` on: waits no longer for what is before them.
  private void makeRoom(long at, long needs, long timestampNanos) {
    if (isHeld()) {
      release(timestampNanos);
    } else if (at <= next) {
      other.reach(needs, timestampNanos);
    } else {
      giveUpHole(pending.isEmpty() ? at : Math.min(at, pending.head().offset), timestampNanos);
    }
  }

  // Passes on what is held, and before it what it waits for, or the news that this is missing. What
  // waits for each other, which no two honest sides send, goes in the order in which it is asked.
  private void release(long timestampNanos) {
    if (releasing) {
      pending.head().needs = NOTHING;
      releasing = false;
    } else {
      releasing = true;
      try {
        other.reach(pending.head().needs, timestampNanos);
      } finally {
        releasing = false;
      }
    }
    drainBoth();
  }

  // Brings this stream to an offset, with every hole before it a gap.
  private void reach(long offset, long timestampNanos) {
    while (next < offset) {
      if (isHeld()) {
        release(timestampNanos);
      } else {
        long until = pending.isEmpty() ? offset : Math.min(offset, pending.head().offset);
        giveUpHole(until, timestampNanos);
      }
    }
  }

  private void giveUpHole(long until, long timestampNanos) {
    gap(until - next, timestampNanos);
    drainBoth();
  }

  // Before another hole is given up, as what was sent before it was lost comes before it.
  private void drainBoth() {
    while (drain() || other.drain()) {}
  }

  /** Passes on what is buffered and no longer has to wait; returns whether that was anything. */
  boolean drain() {
    boolean moved = false;
    while (isHeld() && !releasing && other.hasReached(pending.head().needs)) {
      moved = true;
      PooledSegment piece = pending.removeHead();
      if (!pending.isEmpty()) {
        pendingSince = pending.head().timestampNanos;
      }
      long missing = piece.missing;
      long timestampNanos = piece.timestampNanos;
      try {
        if (piece.length > 0) {
          data(piece.buffer, piece.base, piece.length, timestampNanos);
        }
      } finally {
        pending.giveBack(piece);
      }
      if (missing > 0) {
        gap(missing, timestampNanos);
      }
    }
    return moved;
  }

  private void data(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    advance(length);
    statistics.deliveredBytes += length;
    handler.onData(side, buffer, offset, length, timestampNanos);
  }

  private void gap(long missing, long timestampNanos) {
    advance(missing);
    statistics.gaps++;
    statistics.gapBytes += missing;
    handler.onGap(side, missing, timestampNanos);
  }

  private void advance(long bytes) {
    next += bytes;
    nextSequence += (int) bytes;
  }

  private void waitForAcknowledged(long timestampNanos) {
    long known = knownAcknowledged();
    if (known > next) {
      acknowledgedWaitOffset = known;
      acknowledgedWaitSince = timestampNanos;
    }
  }

  // A FIN takes a sequence number too, so one byte beyond is most likely a FIN that was not seen.
  private long knownAcknowledged() {
    if (finOffset >= 0) {
      return Math.min(acknowledged, finOffset);
    }
    long end = pending.isEmpty() ? next : pending.end();
    return acknowledged - end == 1 ? end : acknowledged;
  }

  private boolean isBroken(int sequence, int wireLength) {
    statistics.implausibleSegments++;
    suspects = suspects > 0 && sequence == suspectSequence ? suspects + 1 : 1;
    suspectSequence = sequence + wireLength;
    return suspects >= BREAK_CONFIRMATIONS;
  }
}
