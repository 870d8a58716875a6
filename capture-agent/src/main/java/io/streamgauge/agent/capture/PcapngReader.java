package io.streamgauge.agent.capture;

import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The block format (draft-ietf-opsawg-pcapng): sections, each with interfaces of its own. */
final class PcapngReader implements CaptureReader {

  static final int SECTION_HEADER = 0x0a0d0d0a;

  private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  private static final int BLOCK_HEADER = 8;
  private static final int MIN_BLOCK = 12;
  private static final int MIN_SECTION_HEADER = 28;
  private static final int MAX_INTERFACES = 65_536;

  private final CaptureInput input;
  private final CaptureCounters counters;
  private final List<PcapngInterface> interfaces = new ArrayList<>();
  private boolean swapped;
  private boolean anyReadable;
  private long lastTimestamp;

  private PcapngReader(CaptureInput input, CaptureCounters counters) {
    this.input = input;
    this.counters = counters;
  }

  /** Reads the first section's header; its block type must have been found valid. */
  static PcapngReader open(CaptureInput input, CaptureCounters counters) throws IOException {
    CaptureErrors.requireHeader(input, MIN_SECTION_HEADER);
    PcapngReader reader = new PcapngReader(input, counters);
    reader.readByteOrder();
    return reader;
  }

  @Override
  public boolean next(PacketHandler handler) throws IOException {
    int available = input.require(MIN_BLOCK);
    if (available < MIN_BLOCK) {
      CaptureErrors.noteCut(input, counters, available, MIN_BLOCK);
      return false;
    }
    int type = int32(0);
    if (type == SECTION_HEADER) {
      readByteOrder();
      interfaces.clear();
    }
    long length = Integer.toUnsignedLong(int32(4));
    if (length < MIN_BLOCK || (length & 3) != 0) {
      throw CaptureErrors.damaged(
          input,
          "a block of %d bytes; a block has at least 12 and a multiple of 4".formatted(length));
    }
    if (!isRead(type)) {
      return skipBlock(length);
    }
    if (length > CaptureInput.CAPACITY) {
      throw CaptureErrors.damaged(
          input, "a block of %d bytes, more than %d".formatted(length, CaptureInput.CAPACITY));
    }
    return readBlock(type, (int) length, handler);
  }

  private static boolean isRead(int type) {
    return switch (type) {
      case INTERFACE_DESCRIPTION,
          OBSOLETE_PACKET,
          SIMPLE_PACKET,
          INTERFACE_STATISTICS,
          ENHANCED_PACKET ->
          true;
      default -> false;
    };
  }

  private void readByteOrder() throws CaptureFormatException {
    int magic = input.buffer().getInt(input.position() + BLOCK_HEADER);
    if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
      throw CaptureErrors.damaged(
          input, "byte-order magic %08x, not 1a2b3c4d in either order".formatted(magic));
    }
    swapped = magic != BYTE_ORDER_MAGIC;
  }

  private boolean skipBlock(long length) throws IOException {
    long start = input.offset();
    long skipped = input.skip(length);
    if (skipped < length) {
      counters.cutBytes = skipped;
      counters.cutNote =
          "%s: is cut inside its last block, at byte %d: %d of %d bytes are there"
              .formatted(input.name(), start, skipped, length);
      return false;
    }
    return true;
  }

  private boolean readBlock(int type, int length, PacketHandler handler) throws IOException {
    int available = input.require(length);
    if (available < length) {
      CaptureErrors.noteCut(input, counters, available, length);
      return false;
    }
    if (int32(length - 4) != length) {
      throw CaptureErrors.damaged(
          input,
          "a block of %d bytes that says %d at its end"
              .formatted(length, Integer.toUnsignedLong(int32(length - 4))));
    }
    switch (type) {
      case INTERFACE_DESCRIPTION -> readInterface(length);
      case INTERFACE_STATISTICS -> readStatistics(length);
      case ENHANCED_PACKET -> readPacket(length, false, handler);
      case OBSOLETE_PACKET -> readPacket(length, true, handler);
      case SIMPLE_PACKET -> readSimplePacket(length, handler);
      default -> throw new AssertionError(type);
    }
    input.advance(length);
    return true;
  }

  private void readInterface(int length) throws CaptureFormatException {
    requireBody(length, 8);
    if (interfaces.size() == MAX_INTERFACES) {
      throw CaptureErrors.damaged(input, "more than %d interfaces".formatted(MAX_INTERFACES));
    }
    PcapngInterface added = PcapngInterface.read(input, BLOCK_HEADER, length - 4, swapped);
    interfaces.add(added);
    anyReadable |= added.linkType() != null;
  }

  private void readStatistics(int length) throws CaptureFormatException {
    requireBody(length, 12);
    PcapngInterface owner = interfaceOf(int32(8));
    counters.dropped += owner.updateDropped(input, 20, length - 4, swapped);
  }

  private void readPacket(int length, boolean obsolete, PacketHandler handler)
      throws CaptureFormatException {
    requireBody(length, 20);
    PcapngInterface from = interfaceOf(obsolete ? uint16(8) : int32(8));
    long ticks = (long) int32(12) << Integer.SIZE | Integer.toUnsignedLong(int32(16));
    int captured = int32(20);
    int room = length - 32;
    if (captured < 0 || captured > room) {
      throw CaptureErrors.damaged(
          input,
          "a packet of %d bytes in a block with room for %d"
              .formatted(Integer.toUnsignedLong(captured), room));
    }
    lastTimestamp = from.timeScale().nanos(ticks);
    deliver(from, 28, captured, int32(24), handler);
  }

  private void readSimplePacket(int length, PacketHandler handler) throws CaptureFormatException {
    requireBody(length, 4);
    PcapngInterface from = interfaceOf(0);
    int wire = int32(8);
    int room = length - 16;
    int captured = wire < 0 ? room : Math.min(wire, room);
    if (from.snapLength() > 0) {
      captured = Math.min(captured, from.snapLength());
    }
    // Simple packets carry no time; the one before is the nearest there is.
    deliver(from, 12, captured, wire, handler);
  }

  private void deliver(
      PcapngInterface from, int dataOffset, int captured, int wireLength, PacketHandler handler)
      throws CaptureFormatException {
    LinkType linkType = from.linkType();
    if (linkType == null) {
      if (!anyReadable) {
        throw CaptureErrors.unknownLinkType(input.name(), from.linkNumber());
      }
      counters.skipped++;
      return;
    }
    int wire = Math.max(wireLength, captured);
    counters.received++;
    counters.truncatedBytes += wire - captured;
    handler.onPacket(
        lastTimestamp, linkType, input.buffer(), input.position() + dataOffset, captured, wire);
  }

  private PcapngInterface interfaceOf(int id) throws CaptureFormatException {
    if (id < 0 || id >= interfaces.size()) {
      throw CaptureErrors.damaged(
          input,
          "interface %d of a section that has %d so far"
              .formatted(Integer.toUnsignedLong(id), interfaces.size()));
    }
    return interfaces.get(id);
  }

  private void requireBody(int length, int least) throws CaptureFormatException {
    if (length < MIN_BLOCK + least) {
      throw CaptureErrors.damaged(
          input,
          "a block of %d bytes; this type has at least %d".formatted(length, MIN_BLOCK + least));
    }
  }

  private int int32(int offset) {
    int value = input.buffer().getInt(input.position() + offset);
    return swapped ? Integer.reverseBytes(value) : value;
  }

  private int uint16(int offset) {
    ByteBuffer buffer = input.buffer();
    short value = buffer.getShort(input.position() + offset);
    return (swapped ? Short.reverseBytes(value) : value) & 0xffff;
  }
}
