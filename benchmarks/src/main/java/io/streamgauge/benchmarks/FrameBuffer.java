package io.streamgauge.benchmarks;

import java.nio.ByteBuffer;

/**
 * Gathers the segments of a frame, which kafka-clients needs whole. The buffer is used again and
 * again: the kindest case, as a real receiver allocates one per frame.
 */
final class FrameBuffer {
  private final ByteBuffer gathered;

  /** A buffer for frames of up to {@code capacity} bytes. */
  FrameBuffer(int capacity) {
    gathered = ByteBuffer.allocate(capacity);
  }

  /** The frame, positioned behind its size. */
  ByteBuffer whole(ByteBuffer frame, int piece) {
    return gather(frame, piece).position(Integer.BYTES);
  }

  /** The frame: as it stands if it came in one piece, else copied piece by piece. */
  ByteBuffer gather(ByteBuffer frame, int piece) {
    return piece >= frame.limit() ? frame.duplicate() : copy(frame, piece);
  }

  /** All of {@code bytes}, copied piece by piece. */
  ByteBuffer copy(ByteBuffer bytes, int piece) {
    gathered.clear();
    for (int at = 0; at < bytes.limit(); at += piece) {
      int length = Math.min(piece, bytes.limit() - at);
      gathered.put(at, bytes, at, length);
    }
    return gathered.limit(bytes.limit());
  }
}
