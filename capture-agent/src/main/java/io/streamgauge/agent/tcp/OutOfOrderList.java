package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one stream holds of bytes that came before their turn: pieces sorted by offset that do not
 * overlap. Of bytes seen twice, the first copy is kept.
 *
 * <p>A sorted array, not a linked list: whoever sends tiny segments back to front must not make
 * each of them walk past all others.
 */
final class OutOfOrderList {

  private static final int FIRST_CAPACITY = 8;

  /** An array up to this long stays when it is empty, so that usual disorder allocates nothing. */
  private static final int MOST_KEPT = 64;

  private static final PooledSegment[] NONE = {};

  /** The list of a stream that was always in order; nothing is put into it. */
  static final OutOfOrderList NOTHING = new OutOfOrderList(null, null, 0);

  private final SegmentPool pool;
  private final TcpStatistics statistics;
  private final int maxChunks;

  /** Pieces in {@code [first, first + chunks)}, sorted. */
  private PooledSegment[] pieces = NONE;

  private int first;
  private int chunks;
  private long comparisons;

  OutOfOrderList(SegmentPool pool, TcpStatistics statistics, int maxBytes) {
    this.pool = pool;
    this.statistics = statistics;
    this.maxChunks = Math.max(1, maxBytes / SegmentPool.CHUNK_BYTES);
  }

  /** The piece with the lowest offset, or null. */
  PooledSegment head() {
    return chunks == 0 ? null : pieces[first];
  }

  boolean isEmpty() {
    return chunks == 0;
  }

  /** Offset behind the last piece; not to be called on an empty list. */
  long end() {
    return pieces[first + chunks - 1].end();
  }

  /** Removes the head; its bytes stay readable until it is given back. */
  PooledSegment removeHead() {
    PooledSegment removed = pieces[first];
    pieces[first] = null;
    first++;
    chunks--;
    if (chunks == 0) {
      first = 0;
      pieces = pieces.length > MOST_KEPT ? NONE : pieces;
    }
    return removed;
  }

  /** Takes back a piece that was removed. */
  void giveBack(PooledSegment removed) {
    pool.release(removed);
    statistics.bufferedBytes = pool.usedBytes();
  }

  /** Pieces that were looked at to find where others belong, so far; for tests. */
  long comparisons() {
    return comparisons;
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
    int following = firstStartingAfter(from);
    long at = following == 0 ? from : Math.max(from, pieces[first + following - 1].end());
    while (at < end) {
      long stop = following == chunks ? end : Math.min(end, pieces[first + following].offset);
      while (at < stop) {
        PooledSegment piece = take();
        if (piece == null) {
          return at;
        }
        piece.offset = at;
        piece.timestampNanos = timestampNanos;
        piece.needs = needs;
        fill(piece, Math.min(stop, dataEnd), stop, source, index + (int) (at - from));
        put(following++, piece);
        at = piece.end();
      }
      if (at < end) {
        at = Math.max(at, pieces[first + following].end());
        following++;
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
    statistics.bufferedBytes = pool.usedBytes();
    return taken;
  }

  /** How many pieces start at or before an offset. Mostly all: data arrives in order. */
  private int firstStartingAfter(long offset) {
    if (chunks > 0 && pieces[first + chunks - 1].offset <= offset) {
      comparisons++;
      return chunks;
    }
    int low = 0;
    int high = chunks;
    while (low < high) {
      int middle = (low + high) >>> 1;
      comparisons++;
      if (pieces[first + middle].offset <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void put(int at, PooledSegment piece) {
    if (first + chunks == pieces.length) {
      makeRoom();
    }
    int slot = first + at;
    System.arraycopy(pieces, slot, pieces, slot + 1, chunks - at);
    pieces[slot] = piece;
    chunks++;
  }

  /** Moves the pieces to the front, or, when less than half is free there, to a larger array. */
  private void makeRoom() {
    if (first > chunks) {
      System.arraycopy(pieces, first, pieces, 0, chunks);
      Arrays.fill(pieces, chunks, pieces.length, null);
    } else {
      PooledSegment[] larger = new PooledSegment[Math.max(FIRST_CAPACITY, 2 * chunks + 2)];
      System.arraycopy(pieces, first, larger, 0, chunks);
      pieces = larger;
    }
    first = 0;
  }
}
