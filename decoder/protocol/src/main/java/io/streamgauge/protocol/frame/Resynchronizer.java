package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;

/**
 * Looks for places where a frame may begin, in whatever pieces the bytes come. It proposes; who
 * uses it must confirm. Keeps the last few bytes of a piece, as a header may straddle two.
 *
 * <p>After a loss every byte passes here, just when there is no time to lose, so eight places are
 * looked at together: a size within the limit begins with a small byte, and most payload has none.
 */
public final class Resynchronizer {
  /** Receives the places found, in order. */
  public interface Listener {
    /**
     * A frame may begin here. Bytes from a previous piece and those of this one are handed over
     * together in {@code buffer} only as far as this call needs them.
     *
     * @param position bytes of this direction before it
     * @param timestampNanos when the first byte came
     * @param head buffer with the bytes that came before this piece
     * @param headOffset where they begin
     * @param headLength how many they are; 0 if the frame begins inside this piece
     * @param pieceOffset index in the piece at which the candidate's bytes go on
     */
    void onCandidate(
        long position,
        long timestampNanos,
        ByteBuffer head,
        int headOffset,
        int headLength,
        int pieceOffset);
  }

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  /** Places in a word of zeros at which a size of 0 stands, which no frame has. */
  private static final int SIZES_IN_WORD = Long.BYTES - Integer.BYTES + 1;

  private final BoundaryTest test;
  private final int reach;

  /** What lifts to 0x80 a byte that is too large to begin a size within the limit; in each byte. */
  private final long lift;

  private ByteBuffer window;
  private int kept;
  private long keptNanos;

  public Resynchronizer(BoundaryTest test) {
    this.test = test;
    this.reach = test.bytesNeeded() - 1;
    this.lift = EACH_BYTE * (0x7f - (test.maxFrameBytes() >>> 24));
  }

  /**
   * Looks at the next bytes.
   *
   * @param position bytes of this direction before them
   */
  public void search(
      ByteBuffer buffer,
      int offset,
      int length,
      long position,
      long timestampNanos,
      Listener listener) {
    int before = kept;
    if (before > 0) {
      searchStraddling(buffer, offset, length, position, listener);
    }
    int end = offset + length;
    int last = end - test.bytesNeeded();
    int at = offset;
    while (at <= last) {
      long word = buffer.getLong(at);
      if (word == 0) {
        at += SIZES_IN_WORD;
        continue;
      }
      // The high bit of each byte that is small enough; no carry leaves a byte.
      long small = ~(((word & ~HIGH_BITS) + lift) | word) & HIGH_BITS;
      while (small != 0) {
        int leading = Long.numberOfLeadingZeros(small);
        int candidate = at + (leading >>> 3);
        if (candidate <= last && test.isPlausible(buffer, candidate, end - candidate)) {
          listener.onCandidate(
              position + candidate - offset, timestampNanos, buffer, candidate, 0, candidate);
        }
        small ^= Long.MIN_VALUE >>> leading;
      }
      at += Long.BYTES;
    }
    keep(buffer, offset, length, timestampNanos);
  }

  private void searchStraddling(
      ByteBuffer buffer, int offset, int length, long position, Listener listener) {
    int more = Math.min(reach, length);
    for (int i = 0; i < more; i++) {
      window.put(kept + i, buffer.get(offset + i));
    }
    int available = kept + more;
    for (int at = 0; at < kept && at + test.bytesNeeded() <= available; at++) {
      if (test.isPlausible(window, at, available - at)) {
        listener.onCandidate(position - kept + at, keptNanos, window, at, kept - at, offset);
      }
    }
  }

  private void keep(ByteBuffer buffer, int offset, int length, long timestampNanos) {
    if (window == null) {
      window = ByteBuffer.allocate(2 * reach);
    }
    int fresh = Math.min(reach, length);
    int old = Math.min(kept, reach - fresh);
    for (int i = 0; i < old; i++) {
      window.put(i, window.get(kept - old + i));
    }
    for (int i = 0; i < fresh; i++) {
      window.put(old + i, buffer.get(offset + length - fresh + i));
    }
    if (old == 0) {
      keptNanos = timestampNanos;
    }
    kept = old + fresh;
  }

  /** What comes next does not follow what came before. */
  public void forget() {
    kept = 0;
  }

  /** Bytes at the end of what was looked at that may still begin a frame. */
  public int keptBytes() {
    return kept;
  }
}
