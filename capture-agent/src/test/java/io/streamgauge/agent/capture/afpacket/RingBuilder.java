package io.streamgauge.agent.capture.afpacket;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays the kernel: puts packets into the blocks of a ring, as linux/if_packet.h lays them out. */
final class RingBuilder {

  static final RingLayout LAYOUT = new RingLayout(1 << 12, 3);

  private static final int BLOCK_HEADER = 48;
  private static final int PACKET_HEADER = 48;
  private static final int ADDRESS = 20;
  private static final int ALIGNMENT = 16;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(LAYOUT.bytes() + ALIGNMENT)
          .alignedSlice(Long.BYTES)
          .order(ByteOrder.nativeOrder());
  final AtomicInteger unmapped = new AtomicInteger();
  final RingMemory memory = new RingMemory(bytes, unmapped::incrementAndGet);
  private int block;
  private int end;
  private int last;
  private int packets;

  /** Begins to fill a block. */
  RingBuilder block(int index) {
    block = index * LAYOUT.blockBytes();
    end = block + BLOCK_HEADER;
    last = -1;
    packets = 0;
    bytes.putInt(block + 16, BLOCK_HEADER);
    return this;
  }

  /** A packet that came in. */
  RingBuilder packet(long nanos, byte[] frame) {
    return packet(nanos, frame, frame.length, 0, 0);
  }

  RingBuilder packet(long nanos, byte[] frame, int wireLength, int status, int packetType) {
    int header = end;
    int mac = align(PACKET_HEADER + ADDRESS) + PacketRing.HEADROOM_BYTES;
    if (last >= 0) {
      bytes.putInt(last, header - last);
    }
    bytes.putInt(header, 0);
    bytes.putInt(header + 4, (int) (nanos / 1_000_000_000L));
    bytes.putInt(header + 8, (int) (nanos % 1_000_000_000L));
    bytes.putInt(header + 12, frame.length);
    bytes.putInt(header + 16, wireLength);
    bytes.putInt(header + 20, status | 1);
    bytes.putShort(header + 24, (short) mac);
    bytes.put(header + PACKET_HEADER + 10, (byte) packetType);
    bytes.put(header + mac, frame);
    last = header;
    packets++;
    end = align(header + mac + frame.length);
    return this;
  }

  /** The tag that the kernel took out of the packet put last. */
  RingBuilder tag(int tci, int tpid) {
    bytes.putInt(last + 32, tci);
    bytes.putShort(last + 36, (short) tpid);
    return this;
  }

  /** Hands the block over. */
  void done() {
    bytes.putInt(block + 12, packets);
    bytes.putInt(block + 8, 1);
  }

  /** Whether a block is the kernel's. */
  boolean isFree(int index) {
    return bytes.getInt(index * LAYOUT.blockBytes() + 8) == 0;
  }

  private static int align(int value) {
    return (value + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
