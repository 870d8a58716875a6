package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;

/**
 * Looks for places where a frame may begin, in whatever pieces the bytes come. It proposes; who
 * uses it must confirm. Keeps the last few bytes of a piece, as a header may straddle two.
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

  private final BoundaryTest test;
  private final int reach;
  private ByteBuffer window;
  private int kept;
  private long keptNanos;

  public Resynchronizer(BoundaryTest test) {
    this.test = test;
    this.reach = test.bytesNeeded() - 1;
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
    int last = offset + length - test.bytesNeeded();
    for (int at = offset; at <= last; at++) {
      if (test.isPlausible(buffer, at, offset + length - at)) {
        listener.onCandidate(position + at - offset, timestampNanos, buffer, at, 0, at);
      }
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
