package io.streamgauge.protocol.frame;

import java.nio.ByteBuffer;

/** Says whether a frame may begin at a place. */
public interface BoundaryTest {
  /** Bytes that must be there to tell. */
  int bytesNeeded();

  /**
   * Whether a frame may begin at {@code offset}.
   *
   * @param available bytes from there on, {@link #bytesNeeded} or more
   */
  boolean isPlausible(ByteBuffer buffer, int offset, int available);
}
