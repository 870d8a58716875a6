package io.streamgauge.agent.tcp;

import java.nio.ByteBuffer;

/**
 * A piece of out-of-order data in a stream's list: bytes {@code [offset, offset + length)}, then
 * {@code missing} bytes that were on the wire but not captured. Its storage belongs to a {@link
 * SegmentPool}.
 */
final class PooledSegment {

  final ByteBuffer buffer;
  final int base;

  long offset;
  int length;
  long missing;
  long timestampNanos;

  /** Offset in the other side's stream that goes before these bytes. */
  long needs;

  PooledSegment next;

  PooledSegment(ByteBuffer buffer, int base) {
    this.buffer = buffer;
    this.base = base;
  }

  /** Stream offset behind the last byte it covers. */
  long end() {
    return offset + length + missing;
  }
}
