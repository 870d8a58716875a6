package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.frame.BoundaryTest;
import java.nio.ByteBuffer;

/** A response may begin where a size within the limit and the id of a pending request stand. */
final class ResponseBoundary implements BoundaryTest {
  /** Smallest response: a correlation id. */
  static final int MIN_FRAME_BYTES = 4;

  private final Conversation conversation;
  private final int maxBytes;

  ResponseBoundary(Conversation conversation) {
    this.conversation = conversation;
    this.maxBytes = conversation.worker().frameLimits().maxResponseBytes();
  }

  @Override
  public int bytesNeeded() {
    return 2 * Integer.BYTES;
  }

  @Override
  public int maxFrameBytes() {
    return maxBytes;
  }

  @Override
  public boolean isPlausible(ByteBuffer buffer, int offset, int available) {
    int size = buffer.getInt(offset);
    return size >= MIN_FRAME_BYTES
        && size <= maxBytes
        && conversation.peek(buffer.getInt(offset + Integer.BYTES)) != null;
  }
}
