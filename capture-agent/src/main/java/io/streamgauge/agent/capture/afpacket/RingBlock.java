package io.streamgauge.agent.capture.afpacket;

import io.streamgauge.agent.capture.PacketBlock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One block of the ring (struct tpacket_block_desc, tpacket_hdr_v1 of linux/if_packet.h). It is the
 * kernel's until its status says that it is ours; then it is ours until nobody keeps it.
 */
final class RingBlock implements PacketBlock {

  private static final int STATUS = 8;
  private static final int PACKET_COUNT = 12;
  private static final int FIRST_PACKET = 16;

  private static final int TP_STATUS_KERNEL = 0;
  private static final int TP_STATUS_USER = 1;

  private static final VarHandle INTS =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final RingMemory memory;
  private final ByteBuffer bytes;
  private final int offset;
  private final AtomicInteger keepers = new AtomicInteger();
  private volatile boolean lent;

  /** A block at that offset of the ring, in the kernel's hands. */
  RingBlock(RingMemory memory, int offset) {
    this.memory = memory;
    this.bytes = memory.bytes().duplicate().order(ByteOrder.nativeOrder());
    this.offset = offset;
  }

  /** Takes the block if the kernel has handed it over and nobody keeps it from the last time. */
  boolean take() {
    if (lent || ((int) INTS.getAcquire(bytes, offset + STATUS) & TP_STATUS_USER) == 0) {
      return false;
    }
    memory.retain();
    keepers.set(1);
    lent = true;
    return true;
  }

  /** Whether somebody still needs its packets. */
  boolean isKept() {
    return lent;
  }

  int packetCount() {
    return bytes.getInt(offset + PACKET_COUNT);
  }

  /** Offset in the ring of its first packet's header. */
  int firstPacket() {
    return offset + bytes.getInt(offset + FIRST_PACKET);
  }

  @Override
  public void retain() {
    keepers.incrementAndGet();
  }

  @Override
  public void release() {
    if (keepers.decrementAndGet() == 0) {
      // The reader looks at the status only while it is not lent: so that comes last.
      INTS.setRelease(bytes, offset + STATUS, TP_STATUS_KERNEL);
      lent = false;
      memory.release();
    }
  }
}
