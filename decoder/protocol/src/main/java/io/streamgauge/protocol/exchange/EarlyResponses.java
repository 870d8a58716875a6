package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Response bytes that came before the request they answer, as another capture thread still holds
 * it. Bounded per connection and per worker; empty and small for nearly every connection.
 */
final class EarlyResponses {
  private static final int FIRST_BYTES = 512;
  private static final int FIRST_PIECES = 4;

  /** Pieces cost memory too, however small they are. */
  private static final int BYTES_PER_PIECE = 64;

  private static final int LEAST_MAX_PIECES = 16;

  private final DecoderWorker worker;
  private final int maxBytes;
  private final int maxPieces;
  private ByteBuffer bytes;
  private int start;
  private int end;
  private int[] lengths = new int[FIRST_PIECES];
  private long[] times = new long[FIRST_PIECES];
  private int firstPiece;
  private int pieces;
  private int reserved;
  private long waitingSince;
  private long moved;

  EarlyResponses(DecoderWorker worker) {
    this.worker = worker;
    this.maxBytes = worker.limits().maxEarlyResponseBytes();
    this.maxPieces = Math.max(LEAST_MAX_PIECES, maxBytes / BYTES_PER_PIECE);
  }

  void startWaiting(long timestampNanos) {
    waitingSince = timestampNanos;
  }

  /** Only once half is free: moving what is left must not cost more than what was taken. */
  private void compact() {
    if (start > 0 && start >= end - start) {
      moved += end - start;
      bytes.put(0, bytes, start, end - start);
      end -= start;
      start = 0;
    }
    if (firstPiece > 0 && firstPiece >= pieces - firstPiece) {
      System.arraycopy(lengths, firstPiece, lengths, 0, pieces - firstPiece);
      System.arraycopy(times, firstPiece, times, 0, pieces - firstPiece);
      pieces -= firstPiece;
      firstPiece = 0;
    }
  }

  long waitingSince() {
    return waitingSince;
  }

  /** Keeps a copy of a piece; false if there is no room for it. */
  boolean add(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    compact();
    if (length > maxBytes - end || pieces >= maxPieces || !makeRoom(end + length)) {
      return false;
    }
    if (length > 0) {
      bytes.put(end, buffer, offset, length);
      end += length;
      addPiece(length, timestampNanos);
    }
    return true;
  }

  private boolean makeRoom(int needed) {
    int capacity = bytes == null ? 0 : bytes.capacity();
    if (needed <= capacity) {
      return true;
    }
    int wanted = Math.min(maxBytes, Math.max(FIRST_BYTES, Math.max(needed, 2 * capacity)));
    if (!worker.reserveEarlyBytes(wanted - reserved)) {
      return false;
    }
    reserved = wanted;
    ByteBuffer larger = ByteBuffer.allocate(wanted);
    if (bytes != null) {
      larger.put(0, bytes, 0, end);
    }
    bytes = larger;
    return true;
  }

  private void addPiece(int length, long timestampNanos) {
    if (pieces == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * pieces);
      times = Arrays.copyOf(times, 2 * pieces);
    }
    lengths[pieces] = length;
    times[pieces] = timestampNanos;
    pieces++;
  }

  boolean isEmpty() {
    return firstPiece == pieces;
  }

  /** Where the bytes of the oldest piece are. */
  ByteBuffer buffer() {
    return bytes;
  }

  int offset() {
    return start;
  }

  int length() {
    return lengths[firstPiece];
  }

  long timestampNanos() {
    return times[firstPiece];
  }

  /** Drops the first bytes of the oldest piece. */
  void take(int count) {
    start += count;
    lengths[firstPiece] -= count;
    if (lengths[firstPiece] == 0) {
      firstPiece++;
    }
  }

  /** Drops everything. */
  void clear() {
    worker.releaseEarlyBytes(reserved);
    reserved = 0;
    bytes = null;
    start = 0;
    end = 0;
    firstPiece = 0;
    pieces = 0;
    if (lengths.length > FIRST_PIECES) {
      lengths = new int[FIRST_PIECES];
      times = new long[FIRST_PIECES];
    }
  }

  /** Bytes that were moved to make room so far, for tests. */
  long moved() {
    return moved;
  }
}
