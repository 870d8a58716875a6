package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;

/** Says whether a frame may begin at a place: with its size, a positive int32, as all do. */
public interface BoundaryTest {
  /** Bytes that must be there to tell: 8 or more. */
  int bytesNeeded();

  /** The largest size with which a frame may begin: 1 or more. */
  int maxFrameBytes();

  /**
   * Whether a frame may begin at {@code offset}.
   *
   * @param available bytes from there on, {@link #bytesNeeded} or more
   */
  boolean isPlausible(ByteBuffer buffer, int offset, int available);
}
