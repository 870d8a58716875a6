package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.BoundaryTest;
import io.streamgauge.protocol.frame.Resynchronizer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Looks for a lost boundary of one direction: follows a few {@link Lane}s at once until one is
 * confirmed, so that a frame forged inside a payload cannot keep the real ones from being found.
 */
final class LaneSearch<L extends Lane> {
  /** Chains followed at once. More only help against payloads made of forged frames. */
  static final int MAX_LANES = 8;

  static final int SEARCHING = -1;

  /**
   * How often the bytes of a piece are looked at by chains that begin in it. Real bytes hardly ever
   * look like a frame; made ones can let a chain begin every few bytes, each running through to the
   * end of the piece.
   */
  private static final int MAX_LOOKS_PER_BYTE = 16;

  /** Comparing a position with that many frames' costs as much as looking at a byte. */
  private static final int FRAMES_PER_BYTE_SHIFT = 3;

  private static final int LEAST_WORK = 64 << 10;

  /** What it costs to begin a chain, in bytes looked at. */
  private static final int WORK_PER_LANE = 32;

  private final Resynchronizer resynchronizer;
  private final LongFunction<L> factory;
  private final DecoderWorker worker;
  private final StreamTotals totals;
  private final List<L> lanes = new ArrayList<>(MAX_LANES);
  private final long startedAt;
  private long accountedTo;
  private int confirmedTaken = SEARCHING;
  private ByteBuffer piece;
  private int pieceOffset;
  private int pieceEnd;
  private long pieceNanos;
  private long workLeft;

  /**
   * Starts a search.
   *
   * @param position bytes of this direction before the first one that will be looked at
   */
  LaneSearch(
      DecoderWorker worker,
      BoundaryTest test,
      LongFunction<L> factory,
      StreamTotals totals,
      long position) {
    this.worker = worker;
    this.resynchronizer = new Resynchronizer(test);
    this.factory = factory;
    this.totals = totals;
    this.startedAt = position;
    this.accountedTo = position;
  }

  List<L> lanes() {
    return lanes;
  }

  /** Where the search began. */
  long startedAt() {
    return startedAt;
  }

  /**
   * Takes a piece.
   *
   * @param position bytes of this direction before it
   * @return {@link #SEARCHING}, or how many bytes of the piece a lane took that was confirmed
   */
  int onBytes(ByteBuffer buffer, int offset, int length, long position, long timestampNanos) {
    piece = buffer;
    pieceOffset = offset;
    pieceEnd = offset + length;
    pieceNanos = timestampNanos;
    confirmedTaken = SEARCHING;
    workLeft = Math.max(LEAST_WORK, (long) MAX_LOOKS_PER_BYTE * length);
    for (int i = 0; i < lanes.size() && confirmedTaken == SEARCHING; i++) {
      feed(lanes.get(i), offset);
    }
    removeDead();
    if (confirmedTaken == SEARCHING) {
      resynchronizer.search(buffer, offset, length, position, timestampNanos, this::onCandidate);
    }
    piece = null;
    removeDead();
    if (confirmedTaken == SEARCHING) {
      settle(position + length - resynchronizer.keptBytes());
    }
    return confirmedTaken;
  }

  private void feed(L lane, int from) {
    int taken = lane.scanner().scan(piece, from, pieceEnd - from, pieceNanos);
    if (lane.scanner().isLost() && !lane.isConfirmed()) {
      lane.die();
      return;
    }
    // at once: what looks like a frame inside a confirmed one must not be followed
    lane.onPieceEnd();
    if (lane.isConfirmed()) {
      confirmedTaken = from + taken - pieceOffset;
    }
  }

  private void onCandidate(
      long position, long nanos, ByteBuffer head, int headOffset, int headLength, int from) {
    if (confirmedTaken != SEARCHING || workLeft <= 0 || isFollowed(position)) {
      return;
    }
    if (lanes.isEmpty() && !worker.hasRoomForLane(0)) {
      worker.laneRefused();
      work(WORK_PER_LANE);
      return;
    }
    L lane = factory.apply(position);
    if (headLength == 0 && from == pieceOffset) {
      lane.beginsSegment();
    }
    if (headLength > 0) {
      lane.scanner().scan(head, headOffset, headLength, nanos);
    }
    if (!lane.isDead() && !lane.scanner().isLost()) {
      if (makeRoom()) {
        lanes.add(lane);
        worker.laneAdded();
        feed(lane, from);
      } else {
        lane.die();
      }
    }
    if (lane.isDead() || lane.scanner().isLost()) {
      lane.die();
      if (lanes.remove(lane)) {
        worker.lanesRemoved(1);
      }
    }
    work(lane.examinedBytes() + WORK_PER_LANE);
  }

  private void work(long bytes) {
    workLeft -= bytes;
    totals.searchWork += bytes;
  }

  private boolean isFollowed(long position) {
    for (int i = 0; i < lanes.size(); i++) {
      work(lanes.get(i).framesToCompare() >> FRAMES_PER_BYTE_SHIFT);
      if (lanes.get(i).hasFrameAt(position)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes room for one more lane, at another's expense if need be. One without a whole frame goes
   * first: forged sizes tend to claim what never comes.
   *
   * @return false if the worker has no room, and only lanes are there that are to be kept
   */
  private boolean makeRoom() {
    boolean full = lanes.size() == MAX_LANES;
    if (!full && worker.hasRoomForLane(lanes.size())) {
      return true;
    }
    int victim = worst();
    if (!full) {
      worker.laneRefused();
      if (lanes.get(victim).isPreferred()) {
        return false;
      }
    }
    lanes.remove(victim).die();
    worker.lanesRemoved(1);
    return true;
  }

  private int worst() {
    int victim = 0;
    int worst = 0;
    for (int i = lanes.size() - 1; i >= 0; i--) {
      L lane = lanes.get(i);
      int badness = lane.isPreferred() ? 0 : lane.hasWholeFrame() ? 1 : 2;
      if (badness >= worst) {
        worst = badness;
        victim = i;
      }
    }
    return victim;
  }

  private void removeDead() {
    for (int i = lanes.size() - 1; i >= 0; i--) {
      if (lanes.get(i).isDead()) {
        lanes.remove(i);
        worker.lanesRemoved(1);
      }
    }
  }

  /** Bytes before all lanes can no longer be read. */
  private void settle(long limit) {
    long until = limit;
    for (int i = 0; i < lanes.size(); i++) {
      until = Math.min(until, lanes.get(i).firstPosition());
    }
    giveUpUntil(until);
  }

  private void giveUpUntil(long position) {
    if (position > accountedTo) {
      totals.undecodableBytes += position - accountedTo;
      accountedTo = position;
    }
  }

  /** Bytes are missing: nothing that began before them can be confirmed. */
  void onGap(long position, long missing) {
    giveUpUntil(position);
    accountedTo = position + missing;
    resynchronizer.forget();
    dropLanesBut(null);
  }

  /** The search is over: everything before {@code position} could not be read. */
  void end(long position, L winner) {
    giveUpUntil(position);
    dropLanesBut(winner);
  }

  private void dropLanesBut(L winner) {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i) != winner) {
        lanes.get(i).die();
      }
    }
    worker.lanesRemoved(lanes.size());
    lanes.clear();
  }
}
