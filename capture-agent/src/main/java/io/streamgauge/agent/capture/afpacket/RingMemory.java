package io.streamgauge.agent.capture.afpacket;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The mapped ring. It is unmapped when the last of those who may read it lets go: reading it later
 * would end the process.
 */
final class RingMemory {

  private final ByteBuffer bytes;
  private final Runnable unmap;
  private final AtomicInteger users = new AtomicInteger(1);

  /**
   * Counts its maker as the first user.
   *
   * @param unmap called once, by the last user
   */
  RingMemory(ByteBuffer bytes, Runnable unmap) {
    this.bytes = bytes;
    this.unmap = unmap;
  }

  /** The whole ring; not to be read without being a user. */
  ByteBuffer bytes() {
    return bytes;
  }

  void retain() {
    users.incrementAndGet();
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      unmap.run();
    }
  }
}
