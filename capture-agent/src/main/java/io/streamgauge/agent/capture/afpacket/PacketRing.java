package io.streamgauge.agent.capture.afpacket;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.link.LinkType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the packets of a mapped ring (struct tpacket3_hdr of linux/if_packet.h). One thread reads;
 * blocks may be given back by others. Nothing is allocated and no system call is made.
 */
final class PacketRing {

  /** Room before each packet, which a VLAN tag is put back into. */
  static final int HEADROOM_BYTES = 4;

  private static final int NEXT_OFFSET = 0;
  private static final int SECONDS = 4;
  private static final int NANOS = 8;
  private static final int CAPTURED_LENGTH = 12;
  private static final int WIRE_LENGTH = 16;
  private static final int STATUS = 20;
  private static final int PACKET_OFFSET = 24;
  private static final int VLAN_TCI = 32;
  private static final int VLAN_TPID = 36;

  /** Of struct sockaddr_ll, which follows the header of 48 bytes. */
  private static final int PACKET_TYPE = 48 + 10;

  private static final int PACKET_OUTGOING = 4;
  private static final int TP_STATUS_VLAN_VALID = 1 << 4;
  private static final int TP_STATUS_VLAN_TPID_VALID = 1 << 6;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ETHERNET_ADDRESSES = 12;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final RingBlock[] blocks;
  private final ByteBuffer headers;
  private final ByteBuffer packets;
  private final LinkType linkType;
  private final boolean skipsOutgoing;
  private final boolean restoresTags;
  private int next;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong truncatedBytes = new AtomicLong();

  /** Reads from the first block on. */
  PacketRing(RingMemory memory, RingLayout layout, LinkType linkType, boolean skipsOutgoing) {
    this.blocks = new RingBlock[layout.blockCount()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new RingBlock(memory, i * layout.blockBytes());
    }
    this.headers = memory.bytes().duplicate().order(ByteOrder.nativeOrder());
    this.packets = memory.bytes().duplicate().order(ByteOrder.BIG_ENDIAN);
    this.linkType = linkType;
    this.skipsOutgoing = skipsOutgoing;
    this.restoresTags = linkType == LinkType.ETHERNET;
  }

  /** Hands over the packets of the next block, if the kernel has filled one. */
  boolean deliver(PacketHandler handler) {
    RingBlock block = blocks[next];
    if (!block.take()) {
      return false;
    }
    next = next + 1 == blocks.length ? 0 : next + 1;
    try {
      handler.onBlock(block);
      int header = block.firstPacket();
      for (int left = block.packetCount(); left > 0; left--) {
        deliver(header, handler);
        header += headers.getInt(header + NEXT_OFFSET);
      }
    } finally {
      block.release();
    }
    return true;
  }

  private void deliver(int header, PacketHandler handler) {
    if (skipsOutgoing && headers.get(header + PACKET_TYPE) == PACKET_OUTGOING) {
      return;
    }
    int offset = header + (headers.getShort(header + PACKET_OFFSET) & 0xffff);
    int captured = headers.getInt(header + CAPTURED_LENGTH);
    int wire = headers.getInt(header + WIRE_LENGTH);
    count(wire - captured);
    if (restoresTags
        && (headers.getInt(header + STATUS) & TP_STATUS_VLAN_VALID) != 0
        && captured >= ETHERNET_ADDRESSES) {
      restoreTag(header, offset);
      offset -= HEADROOM_BYTES;
      captured += HEADROOM_BYTES;
      wire += HEADROOM_BYTES;
    }
    long time =
        Integer.toUnsignedLong(headers.getInt(header + SECONDS)) * NANOS_PER_SECOND
            + headers.getInt(header + NANOS);
    handler.onPacket(time, linkType, packets, offset, captured, wire);
  }

  private void count(int cutBytes) {
    received.lazySet(received.getPlain() + 1);
    if (cutBytes > 0) {
      truncatedBytes.lazySet(truncatedBytes.getPlain() + cutBytes);
    }
  }

  /** The kernel takes the outermost tag out of the frame and keeps it beside it. */
  private void restoreTag(int header, int offset) {
    int to = offset - HEADROOM_BYTES;
    packets.putLong(to, packets.getLong(offset));
    packets.putInt(to + Long.BYTES, packets.getInt(offset + Long.BYTES));
    boolean named = (headers.getInt(header + STATUS) & TP_STATUS_VLAN_TPID_VALID) != 0;
    packets.putShort(
        to + ETHERNET_ADDRESSES,
        named ? headers.getShort(header + VLAN_TPID) : (short) ETHERTYPE_VLAN);
    packets.putShort(
        to + ETHERNET_ADDRESSES + Short.BYTES, (short) headers.getInt(header + VLAN_TCI));
  }

  /** Whether a block is kept by somebody else than the reader. */
  boolean isAnyBlockKept() {
    for (RingBlock block : blocks) {
      if (block.isKept()) {
        return true;
      }
    }
    return false;
  }

  /** Packets handed over. */
  long received() {
    return received.get();
  }

  /** Bytes of these that did not fit. */
  long truncatedBytes() {
    return truncatedBytes.get();
  }
}
