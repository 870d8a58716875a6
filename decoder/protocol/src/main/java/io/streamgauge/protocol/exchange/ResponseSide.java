package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;

/** The broker's direction: read from a known boundary, or searched for one. */
final class ResponseSide extends Side {
  private final Conversation conversation;
  private final StreamTotals totals;
  private ResponseReader reader;
  private LaneSearch<ResponseReader> search;
  private EarlyResponses early;
  private long position;

  ResponseSide(Conversation conversation, boolean fromStart) {
    this.conversation = conversation;
    this.totals = conversation.totals(Direction.RESPONSE);
    if (fromStart) {
      reader = new ResponseReader(conversation, 0, false);
    } else {
      startSearch();
    }
  }

  private void startSearch() {
    reader = null;
    search =
        new LaneSearch<>(
            conversation.worker(),
            new ResponseBoundary(conversation),
            start -> new ResponseReader(conversation, start, true),
            totals,
            position);
  }

  /** Bytes of this direction so far, gaps included, without those that wait for their request. */
  long seen() {
    return position + passed();
  }

  /** Whether not one byte was captured. */
  boolean isUnseen() {
    return position == 0 && (early == null || early.isEmpty());
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
    int whole = search == null ? readWhole(buffer, offset, length, timestampNanos) : 0;
    if (whole < length) {
      onRest(buffer, offset + whole, length - whole, timestampNanos);
    }
  }

  private int readWhole(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int taken = reader.readWhole(buffer, offset, length, timestampNanos);
    position += taken;
    return taken;
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

  private void onRest(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (isWaiting()) {
      if (early.add(buffer, offset, length, timestampNanos)) {
        return;
      }
      stopWaiting();
    }
    int taken = feed(buffer, offset, length, timestampNanos);
    putAside(buffer, offset + taken, length - taken, timestampNanos);
    allowToPass(search == null && !isWaiting() ? reader.passable() : 0);
  }

  /** Returns how many bytes were taken: all, unless the reader waits for a request. */
  private int feed(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (search != null) {
        int taken = search.onBytes(buffer, at, end - at, position, timestampNanos);
        if (taken == LaneSearch.SEARCHING) {
          position += end - at;
          return length;
        }
        position += taken;
        at += taken;
        search = null;
      } else {
        int taken = reader.scanner().scan(buffer, at, end - at, timestampNanos);
        position += taken;
        at += taken;
      }
      if (reader.scanner().isLost()) {
        totals.undecodableBytes += Integer.BYTES;
        conversation.anomaly(
            AnomalyReason.IMPLAUSIBLE_FRAME_SIZE, Direction.RESPONSE, position, Integer.BYTES);
        conversation.onResponsesLost();
        startSearch();
      } else if (reader.isWaiting()) {
        break;
      }
    }
    return at - offset;
  }

  private boolean isWaiting() {
    return reader != null && reader.isWaiting();
  }

  private void putAside(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (!isWaiting()) {
      return;
    }
    if (early == null) {
      early = new EarlyResponses(conversation.worker());
    }
    early.startWaiting(timestampNanos);
    if (!early.add(buffer, offset, length, timestampNanos)) {
      stopWaiting();
      int taken = feed(buffer, offset, length, timestampNanos);
      putAside(buffer, offset + taken, length - taken, timestampNanos);
    }
  }

  /** A request came: whoever waits may go on. */
  void onRequest() {
    if (isWaiting() && early != null) {
      goOn();
    }
  }

  private void goOn() {
    reader.resume();
    while (!early.isEmpty() && !isWaiting()) {
      int taken = feed(early.buffer(), early.offset(), early.length(), early.timestampNanos());
      early.take(taken);
    }
    if (isWaiting()) {
      early.startWaiting(conversation.nowNanos());
    } else {
      early.clear();
    }
  }

  /** Nobody will come: reads on as if the requests had been lost. */
  private void stopWaiting() {
    conversation.doNotWait(true);
    while (isWaiting()) {
      goOn();
    }
    conversation.doNotWait(false);
  }

  /** Stops waiting for a request that is overdue. */
  void onTime(long limitNanos) {
    if (isWaiting() && early.waitingSince() < limitNanos) {
      stopWaiting();
    }
  }

  /** A lane was confirmed: it is the reader from now on. */
  void found(ResponseReader winner, ResponseTimes first) {
    if (search.startedAt() > 0) {
      conversation.anomaly(
          AnomalyReason.RESYNCHRONISED,
          Direction.RESPONSE,
          first.position,
          first.position - search.startedAt());
    }
    search.end(first.position, winner);
    totals.decodedBytes += first.bytes;
    totals.frames++;
    reader = winner;
  }

  void onGap(long missing) {
    long counted = missing == Long.MAX_VALUE ? 0 : missing;
    settle();
    stopWaiting();
    if (search != null) {
      totals.gapBytes += counted;
      search.onGap(position, counted);
    } else {
      long seen = reader.scanner().position() - reader.scanner().frameStart();
      if (!reader.scanner().gap(missing)) {
        totals.gapBytes += counted;
        conversation.onResponsesLost();
        reader.breakOff(seen);
        conversation.anomaly(AnomalyReason.GAP, Direction.RESPONSE, position, counted);
        position += counted;
        startSearch();
        return;
      }
    }
    position += counted;
  }

  void close() {
    settle();
    stopWaiting();
    if (search != null) {
      search.end(position, null);
    } else if (reader.scanner().isInsideFrame()) {
      long begun = reader.scanner().frameStart();
      conversation.anomaly(AnomalyReason.CUT_SHORT, Direction.RESPONSE, begun, position - begun);
      reader.breakOff(position - begun);
    }
  }

  /** Returns everything that was borrowed. */
  void abandon() {
    settle();
    if (search != null) {
      search.end(position, null);
    } else {
      reader.abandon();
    }
    if (early != null) {
      early.clear();
    }
  }
}
