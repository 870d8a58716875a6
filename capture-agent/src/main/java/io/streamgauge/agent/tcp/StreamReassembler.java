package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;

/**
 * Puts one direction of a flow in order. Positions are 64-bit offsets from the first byte seen, so
 * that only the step from a sequence number to an offset has to mind wrapping.
 *
 * <p>Its state is brought up to date before each call of the handler, so an exception from there
 * leaves it whole.
 */
final class StreamReassembler {

  /** Implausible segments that must continue each other until they are believed. */
  private static final int BREAK_CONFIRMATIONS = 3;

  private final int side;
  private final FlowHandler handler;
  private final TcpLimits limits;
  private final TcpStatistics statistics;
  private final OutOfOrderList pending;

  private boolean started;
  private long next;
  private int nextSequence;
  private long finOffset = -1;

  private long pendingSince;
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
    this.pending = new OutOfOrderList(pool, statistics, limits.maxStreamBufferBytes());
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
   * @return false if these bytes cannot belong to this stream, and have been going on for a while
   */
  boolean onData(
      int sequence,
      ByteBuffer buffer,
      int offset,
      int length,
      int wireLength,
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
      if (at <= next) {
        passed = passThrough(start, dataEnd, end, buffer, offset, timestampNanos);
        break;
      }
      if (pending.isEmpty()) {
        pendingSince = timestampNanos;
      }
      int index = offset + (int) (at - start);
      at = pending.insert(at, dataEnd, end, buffer, index, timestampNanos);
      if (at < end) {
        giveUpHole(pending.isEmpty() ? at : Math.min(at, pending.head().offset), timestampNanos);
      }
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

  /** The other side acknowledged everything before {@code sequence}. */
  void onAcknowledged(int sequence, long timestampNanos) {
    int distance = SequenceNumber.distance(nextSequence, sequence);
    if (distance <= 0 || distance > limits.maxForwardJump()) {
      return;
    }
    acknowledged = Math.max(acknowledged, next + distance);
    if (pending.isEmpty() && acknowledgedWaitOffset <= next) {
      waitForAcknowledged(timestampNanos);
    }
  }

  /** Whether {@link #onTime} has something to wait for. */
  boolean isWaiting() {
    return !pending.isEmpty() || acknowledgedWaitOffset > next;
  }

  /** Declares gaps of what has been waited for long enough, in either direction of time. */
  void onTime(long nowNanos) {
    while (!pending.isEmpty() && Math.abs(nowNanos - pendingSince) >= holeWaitNanos()) {
      giveUpHole(pending.head().offset, nowNanos);
    }
    if (pending.isEmpty()
        && acknowledgedWaitOffset > next
        && Math.abs(nowNanos - acknowledgedWaitSince) >= limits.acknowledgedWaitNanos()) {
      gap(acknowledgedWaitOffset - next, nowNanos);
      waitForAcknowledged(nowNanos);
    }
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

  /** The flow is over: delivers what is buffered, with every hole a gap. */
  void finish(long timestampNanos) {
    while (!pending.isEmpty()) {
      giveUpHole(pending.head().offset, timestampNanos);
    }
    long known = Math.max(knownAcknowledged(), finOffset);
    if (known > next) {
      gap(known - next, timestampNanos);
    }
  }

  // Bytes of one packet that begin at or before the next one expected; buffered ones, which came
  // earlier, go before its own. Returns how many of its bytes were passed on.
  private long passThrough(
      long start, long dataEnd, long end, ByteBuffer buffer, int offset, long timestampNanos) {
    long passed = 0;
    while (next < end) {
      long stop = pending.isEmpty() ? end : Math.min(end, pending.head().offset);
      long from = next;
      int data = (int) Math.max(0, Math.min(stop, dataEnd) - from);
      if (data > 0) {
        passed += data;
        data(buffer, offset + (int) (from - start), data, timestampNanos);
      }
      if (next < stop) {
        gap(stop - next, timestampNanos);
      }
      drain();
    }
    return passed;
  }

  private void giveUpHole(long until, long timestampNanos) {
    gap(until - next, timestampNanos);
    drain();
  }

  private void drain() {
    while (!pending.isEmpty() && pending.head().offset <= next) {
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
    return acknowledged - next == 1 ? next : acknowledged;
  }

  private boolean isBroken(int sequence, int wireLength) {
    statistics.implausibleSegments++;
    suspects = suspects > 0 && sequence == suspectSequence ? suspects + 1 : 1;
    suspectSequence = sequence + wireLength;
    return suspects >= BREAK_CONFIRMATIONS;
  }
}
