package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;
import java.util.List;

/** The client's direction: read from a known boundary, or searched for one. */
final class RequestSide extends Side {
  /** Frames in a row that stand for Kafka when the other direction was never captured. */
  private static final int CLEAN_FRAMES = 2;

  /** Dropping them late does harm: a client that reuses ids could not be told from a forger. */
  private static final long MAX_UNCONFIRMED_NANOS = 60_000_000_000L;

  private final Conversation conversation;
  private final StreamTotals totals;
  private RequestReader reader;
  private LaneSearch<RequestReader> search;
  private long position;

  RequestSide(Conversation conversation, boolean fromStart) {
    this.conversation = conversation;
    this.totals = conversation.totals(Direction.REQUEST);
    if (fromStart) {
      reader = new RequestReader(conversation, 0, false);
    } else {
      startSearch();
    }
  }

  private void startSearch() {
    reader = null;
    search =
        new LaneSearch<>(
            conversation.worker(),
            conversation.worker().requestBoundary(),
            start -> new RequestReader(conversation, start, true),
            totals,
            position);
  }

  /** Bytes of this direction so far, gaps included. */
  long seen() {
    return position + passed();
  }

  boolean isSearching() {
    return search != null;
  }

  /** The next bytes, which {@link #passOver} left alone. */
  void onBytes(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (!feedRegion(buffer, offset, length)) {
      feedAny(buffer, offset, length, timestampNanos);
    }
  }

  /** Nearly all segments that hold something to read, and begin or end no frame, go this way. */
  private boolean feedRegion(ByteBuffer buffer, int offset, int length) {
    int passed = passed();
    if (!isPassing() || !reader.feedRegion(passed, buffer, offset, length)) {
      return false;
    }
    position += passed + length;
    allowToPass(reader.passable());
    return true;
  }

  private void feedAny(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    settle();
    int at = offset;
    int end = offset + length;
    if (reader != null) {
      at += reader.readWhole(buffer, at, length, timestampNanos);
      if (at < end) {
        at += reader.scanner().scan(buffer, at, end - at, timestampNanos);
        allowToPass(reader.passable());
      }
      position += at - offset;
      if (reader.scanner().isLost()) {
        totals.undecodableBytes += Integer.BYTES;
        conversation.anomaly(
            AnomalyReason.IMPLAUSIBLE_FRAME_SIZE, Direction.REQUEST, position, Integer.BYTES);
        conversation.onRequestLost();
        startSearch();
      }
    }
    if (search != null && at < end) {
      search.onBytes(buffer, at, end - at, position, timestampNanos);
      position += end - at;
    }
  }

  /** Tells the reader of the bytes that were passed over. */
  private void settle() {
    int passed = passed();
    if (passed > 0) {
      position += passed;
      reader.pass(passed);
    }
    allowToPass(0);
  }

  void onGap(long missing) {
    settle();
    long counted = missing == Long.MAX_VALUE ? 0 : missing;
    if (search != null) {
      totals.gapBytes += counted;
      search.onGap(position, counted);
    } else {
      long seen = reader.scanner().position() - reader.scanner().frameStart();
      if (!reader.scanner().gap(missing)) {
        totals.gapBytes += counted;
        reader.breakOff(seen);
        conversation.anomaly(AnomalyReason.GAP, Direction.REQUEST, position, counted);
        position += counted;
        startSearch();
        return;
      }
    }
    position += counted;
  }

  /** The one unconfirmed request with that id; null if there is none, or more than one. */
  PendingRequest findUnconfirmed(int correlationId) {
    PendingRequest earliest = earliest(correlationId);
    return earliest == null || hasRival(earliest) ? null : earliest;
  }

  /** Whether another frame has the same id. Lanes that have met follow the same frames. */
  private boolean hasRival(PendingRequest request) {
    List<RequestReader> lanes = search.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      RequestQueue queue = lanes.get(i).unconfirmed();
      PendingRequest found = queue.find(request.correlationId);
      while (found != null) {
        if (found.position != request.position) {
          return true;
        }
        found = queue.findAfter(found);
      }
    }
    return false;
  }

  private PendingRequest earliest(int correlationId) {
    PendingRequest earliest = null;
    List<RequestReader> lanes = search.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      PendingRequest found = lanes.get(i).unconfirmed().find(correlationId);
      if (found != null && (earliest == null || found.position < earliest.position)) {
        earliest = found;
      }
    }
    return earliest;
  }

  /**
   * A response came: confirms the lane whose request it answers. If several could be meant, one of
   * them may be forged or answered already; then the earliest is dropped and nothing confirmed.
   */
  void confirm(int correlationId) {
    PendingRequest earliest = earliest(correlationId);
    if (earliest == null) {
      return;
    }
    if (hasRival(earliest)) {
      drop(correlationId, earliest.position);
    } else {
      confirm(laneOf(earliest), earliest);
    }
  }

  private void drop(int correlationId, long position) {
    List<RequestReader> lanes = search.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      RequestQueue queue = lanes.get(i).unconfirmed();
      PendingRequest found = queue.find(correlationId);
      if (found != null && found.position == position) {
        queue.remove(found);
        conversation.worker().giveBack(found);
      }
    }
  }

  private void confirm(RequestReader lane, PendingRequest first) {
    long passedOver = first.position - search.startedAt();
    if (search.startedAt() > 0) {
      conversation.anomaly(
          AnomalyReason.RESYNCHRONISED, Direction.REQUEST, first.position, passedOver);
    }
    search.end(first.position, lane);
    search = null;
    reader = lane;
    lane.confirm(first);
  }

  private RequestReader laneOf(PendingRequest request) {
    List<RequestReader> lanes = search.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      for (PendingRequest at = lanes.get(i).unconfirmed().peek(); at != null; at = at.next) {
        if (at == request) {
          return lanes.get(i);
        }
      }
    }
    throw new IllegalStateException("request of no lane");
  }

  /** Drops unconfirmed requests that are too old to be confirmed. */
  void expireUnconfirmed(long timestampNanos) {
    if (search == null) {
      return;
    }
    long limitNanos = timestampNanos - MAX_UNCONFIRMED_NANOS;
    for (RequestReader lane : search.lanes()) {
      RequestQueue queue = lane.unconfirmed();
      while (!queue.isEmpty() && queue.peek().lastNanos < limitNanos) {
        conversation.worker().giveBack(queue.poll());
      }
    }
  }

  /**
   * The connection is over.
   *
   * @param halfSeen whether not one byte of the other direction was ever captured, so that no
   *     answer could confirm anything
   */
  void close(boolean halfSeen) {
    settle();
    if (search != null && halfSeen) {
      RequestReader only = onlyLaneWithFrames();
      if (only != null && only.unconfirmed().size() >= CLEAN_FRAMES) {
        confirm(only, only.unconfirmed().peek());
      }
    }
    if (search != null) {
      search.end(position, null);
    } else if (reader.scanner().isInsideFrame()) {
      long begun = reader.scanner().frameStart();
      conversation.anomaly(AnomalyReason.CUT_SHORT, Direction.REQUEST, begun, position - begun);
      reader.breakOff(position - begun);
    }
  }

  /** The lane that has whole frames; null if none has, or several: one of these may be forged. */
  private RequestReader onlyLaneWithFrames() {
    RequestReader found = null;
    for (RequestReader lane : search.lanes()) {
      if (lane.hasWholeFrame()) {
        if (found != null) {
          return null;
        }
        found = lane;
      }
    }
    return found;
  }

  /** Returns everything that was borrowed. */
  void abandon() {
    settle();
    if (search != null) {
      search.end(position, null);
    } else {
      reader.abandon();
    }
  }
}
