package io.streamgauge.agent.capture;

import io.streamgauge.agent.link.LinkType;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The classic format: a header of 24 bytes, then records (draft-ietf-opsawg-pcap). */
final class PcapReader implements CaptureReader {

  static final int MAGIC_MICROS = 0xa1b2c3d4;
  static final int MAGIC_NANOS = 0xa1b23c4d;

  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int LINK_TYPE_MASK = 0x03ff_ffff;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final CaptureInput input;
  private final CaptureCounters counters;
  private final boolean swapped;
  private final int nanosPerTick;
  private final LinkType linkType;

  private PcapReader(
      CaptureInput input,
      CaptureCounters counters,
      boolean swapped,
      int nanosPerTick,
      LinkType linkType) {
    this.input = input;
    this.counters = counters;
    this.swapped = swapped;
    this.nanosPerTick = nanosPerTick;
    this.linkType = linkType;
  }

  static boolean isMagic(int magic) {
    int swapped = Integer.reverseBytes(magic);
    return magic == MAGIC_MICROS
        || magic == MAGIC_NANOS
        || swapped == MAGIC_MICROS
        || swapped == MAGIC_NANOS;
  }

  /** Reads the file header; its magic number must have been found valid. */
  static PcapReader open(CaptureInput input, CaptureCounters counters) throws IOException {
    CaptureErrors.requireHeader(input, FILE_HEADER);
    ByteBuffer buffer = input.buffer();
    int magic = buffer.getInt(input.position());
    boolean swapped =
        magic == Integer.reverseBytes(MAGIC_MICROS) || magic == Integer.reverseBytes(MAGIC_NANOS);
    boolean nanos = (swapped ? Integer.reverseBytes(magic) : magic) == MAGIC_NANOS;
    int network = buffer.getInt(input.position() + 20);
    int number = (swapped ? Integer.reverseBytes(network) : network) & LINK_TYPE_MASK;
    LinkType linkType =
        LinkType.ofNumber(number)
            .orElseThrow(() -> CaptureErrors.unknownLinkType(input.name(), number));
    input.advance(FILE_HEADER);
    return new PcapReader(input, counters, swapped, nanos ? 1 : 1000, linkType);
  }

  @Override
  public boolean next(PacketHandler handler) throws IOException {
    int available = input.require(RECORD_HEADER);
    if (available < RECORD_HEADER) {
      CaptureErrors.noteCut(input, counters, available, RECORD_HEADER);
      return false;
    }
    int captured = int32(8);
    if (captured < 0 || captured > CaptureInput.CAPACITY - RECORD_HEADER) {
      throw CaptureErrors.damaged(
          input,
          "a packet of %d bytes, more than %d"
              .formatted(Integer.toUnsignedLong(captured), CaptureInput.CAPACITY - RECORD_HEADER));
    }
    int length = RECORD_HEADER + captured;
    available = input.require(length);
    if (available < length) {
      CaptureErrors.noteCut(input, counters, available, length);
      return false;
    }
    long timestamp =
        Integer.toUnsignedLong(int32(0)) * NANOS_PER_SECOND
            + Integer.toUnsignedLong(int32(4)) * nanosPerTick;
    int wire = Math.max(int32(12), captured);
    int packet = input.position() + RECORD_HEADER;
    input.advance(length);
    counters.received++;
    counters.truncatedBytes += wire - captured;
    handler.onPacket(timestamp, linkType, input.buffer(), packet, captured, wire);
    return true;
  }

  private int int32(int offset) {
    int value = input.buffer().getInt(input.position() + offset);
    return swapped ? Integer.reverseBytes(value) : value;
  }
}
