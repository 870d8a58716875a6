package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;

/**
 * What one stream holds of bytes that came before their turn: pieces sorted by offset that do not
 * overlap. Of bytes seen twice, the first copy is kept.
 */
final class OutOfOrderList {

  private final SegmentPool pool;
  private final TcpStatistics statistics;
  private final int maxChunks;
  private PooledSegment head;
  private PooledSegment tail;
  private int chunks;

  OutOfOrderList(SegmentPool pool, TcpStatistics statistics, int maxBytes) {
    this.pool = pool;
    this.statistics = statistics;
    this.maxChunks = Math.max(1, maxBytes / SegmentPool.CHUNK_BYTES);
  }

  /** The piece with the lowest offset, or null. */
  PooledSegment head() {
    return head;
  }

  boolean isEmpty() {
    return head == null;
  }

  /** Offset behind the last piece; not to be called on an empty list. */
  long end() {
    return tail.end();
  }

  /** Removes the head; its bytes stay readable until it is given back. */
  PooledSegment removeHead() {
    PooledSegment removed = head;
    head = removed.next;
    if (head == null) {
      tail = null;
    } else {
      head.previous = null;
    }
    chunks--;
    return removed;
  }

  /** Takes back a piece that was removed. */
  void giveBack(PooledSegment removed) {
    pool.release(removed);
    statistics.bufferedBytes = pool.usedBytes();
  }

  /**
   * Copies what is not yet here of stream bytes {@code [from, end)}, of which those before {@code
   * dataEnd} were captured.
   *
   * @param index where the byte at {@code from} is in {@code source}
   * @param needs offset in the other side's stream that goes before these bytes
   * @return {@code end}, or the offset at which there was no room
   */
  long insert(
      long from,
      long dataEnd,
      long end,
      ByteBuffer source,
      int index,
      long needs,
      long timestampNanos) {
    PooledSegment previous = lastStartingAtOrBefore(from);
    long at = previous == null ? from : Math.max(from, previous.end());
    while (at < end) {
      PooledSegment following = previous == null ? head : previous.next;
      long stop = following == null ? end : Math.min(end, following.offset);
      while (at < stop) {
        PooledSegment piece = take();
        if (piece == null) {
          return at;
        }
        piece.offset = at;
        piece.timestampNanos = timestampNanos;
        piece.needs = needs;
        fill(piece, Math.min(stop, dataEnd), stop, source, index + (int) (at - from));
        link(piece, previous);
        previous = piece;
        at = piece.end();
      }
      if (at < end) {
        at = Math.max(at, following.end());
        previous = following;
      }
    }
    return end;
  }

  private void fill(PooledSegment piece, long dataStop, long stop, ByteBuffer source, int index) {
    int length = (int) Math.min(SegmentPool.CHUNK_BYTES, Math.max(0, dataStop - piece.offset));
    piece.length = length;
    long behind = piece.offset + length;
    piece.missing = behind >= dataStop ? stop - behind : 0;
    if (length > 0) {
      piece.buffer.put(piece.base, source, index, length);
      statistics.outOfOrderBytes += length;
    }
  }

  private PooledSegment take() {
    if (chunks == maxChunks) {
      statistics.streamBufferOverflows++;
      return null;
    }
    PooledSegment taken = pool.take();
    if (taken == null) {
      statistics.totalBufferOverflows++;
      return null;
    }
    chunks++;
    statistics.bufferedBytes = pool.usedBytes();
    return taken;
  }

  // Mostly data arrives in order behind the hole, so the search begins at the end.
  private PooledSegment lastStartingAtOrBefore(long offset) {
    PooledSegment candidate = tail;
    while (candidate != null && candidate.offset > offset) {
      candidate = candidate.previous;
    }
    return candidate;
  }

  private void link(PooledSegment piece, PooledSegment previous) {
    PooledSegment following = previous == null ? head : previous.next;
    piece.previous = previous;
    piece.next = following;
    if (previous == null) {
      head = piece;
    } else {
      previous.next = piece;
    }
    if (following == null) {
      tail = piece;
    } else {
      following.previous = piece;
    }
  }
}
