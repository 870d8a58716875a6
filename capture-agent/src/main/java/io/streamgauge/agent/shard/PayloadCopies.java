package io.streamgauge.agent.shard;

import io.streamgauge.agent.capture.PacketBlock;
import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps payload whose own memory is gone when the source goes on: of sources without blocks, and of
 * datagrams that were put together from fragments. Bounded; what was copied is overwritten when
 * nobody needs it any more.
 */
final class PayloadCopies {

  static final int SLAB_BYTES = 1 << 20;

  private static final byte[] BLANK = new byte[1 << 16];

  private final Slab[] slabs;
  private Slab current;

  /** Room for that many slabs; they are made when they are first needed. */
  PayloadCopies(int slabs) {
    this.slabs = new Slab[slabs];
  }

  /**
   * Copies a segment's payload and makes the segment refer to the copy.
   *
   * @return what the copy lies in, to be retained at once by who needs it; null if there is no room
   */
  PacketBlock copy(TcpSegment segment) {
    int length = segment.payloadLength();
    if (length > SLAB_BYTES) {
      return null;
    }
    if (current == null || SLAB_BYTES - current.used < length) {
      current = next();
    }
    if (current == null) {
      return null;
    }
    int offset = current.used;
    current.bytes.put(offset, segment.buffer(), segment.payloadOffset(), length);
    current.used += length;
    segment.payload(
        segment.timestampNanos(), current.bytes, offset, length, segment.wirePayloadLength());
    return current;
  }

  private Slab next() {
    if (current != null) {
      current.release();
    }
    for (int i = 0; i < slabs.length; i++) {
      if (slabs[i] == null) {
        slabs[i] = new Slab();
      }
      if (slabs[i].isFree()) {
        slabs[i].begin();
        return slabs[i];
      }
    }
    return null;
  }

  private static final class Slab implements PacketBlock {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(SLAB_BYTES);
    private final AtomicInteger keepers = new AtomicInteger();
    private volatile boolean free = true;
    private int used; // by the capture thread, or by who makes it free

    private boolean isFree() {
      return free;
    }

    private void begin() {
      free = false;
      keepers.set(1);
    }

    @Override
    public void retain() {
      keepers.incrementAndGet();
    }

    @Override
    public void release() {
      if (keepers.decrementAndGet() == 0) {
        for (int i = 0; i < used; i += BLANK.length) {
          bytes.put(i, BLANK, 0, Math.min(BLANK.length, used - i));
        }
        used = 0;
        free = true;
      }
    }
  }
}
