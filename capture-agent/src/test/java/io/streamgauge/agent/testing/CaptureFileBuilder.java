package io.streamgauge.agent.testing;

import io.streamgauge.agent.link.LinkType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pcap and pcapng captures, byte by byte, in either byte order. */
public final class CaptureFileBuilder {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order;

  private CaptureFileBuilder(ByteOrder order) {
    this.order = order;
  }

  /** A pcap file with its header. */
  public static CaptureFileBuilder pcap(ByteOrder order, boolean nanos, int linkType) {
    CaptureFileBuilder file = new CaptureFileBuilder(order);
    ByteBuffer header = ByteBuffer.allocate(24).order(order);
    header.putInt(nanos ? 0xa1b23c4d : 0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
    header.putInt(0).putInt(0).putInt(262_144).putInt(linkType);
    file.out.writeBytes(header.array());
    return file;
  }

  /** A little-endian pcap file with nanoseconds, of packets built by {@link PacketBuilder}. */
  public static CaptureFileBuilder pcap(LinkType linkType) {
    return pcap(ByteOrder.LITTLE_ENDIAN, true, linkType.number());
  }

  /** A pcapng file with the header of its first section. */
  public static CaptureFileBuilder pcapng(ByteOrder order) {
    return new CaptureFileBuilder(order).section(order);
  }

  /** Adds a pcap record. */
  public CaptureFileBuilder record(long seconds, int fraction, byte[] packet, int wireLength) {
    ByteBuffer record = ByteBuffer.allocate(16).order(order);
    record.putInt((int) seconds).putInt(fraction).putInt(packet.length).putInt(wireLength);
    out.writeBytes(record.array());
    out.writeBytes(packet);
    return this;
  }

  /** Adds a pcap record to a file with nanoseconds. */
  public CaptureFileBuilder record(long timestampNanos, byte[] packet) {
    return record(
        timestampNanos / 1_000_000_000,
        (int) (timestampNanos % 1_000_000_000),
        packet,
        packet.length);
  }

  /** Begins another section. */
  public CaptureFileBuilder section(ByteOrder wanted) {
    order = wanted;
    ByteBuffer body = body(16).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0);
    return block(0x0a0d0d0a, body.putLong(-1));
  }

  /** Describes an interface; options are (code, value) pairs of bytes in the file's order. */
  public CaptureFileBuilder interfaceBlock(int linkType, int snapLength, byte[]... options) {
    int length = 8;
    for (byte[] option : options) {
      length += option.length;
    }
    ByteBuffer body =
        body(length).putShort((short) linkType).putShort((short) 0).putInt(snapLength);
    for (byte[] option : options) {
      body.put(option);
    }
    return block(1, body);
  }

  /** An option for {@link #interfaceBlock}, padded. */
  public byte[] option(int code, byte... value) {
    ByteBuffer option = body(4 + (value.length + 3) / 4 * 4);
    return bytes(option.putShort((short) code).putShort((short) value.length).put(value));
  }

  /** An option with a 64-bit number. */
  public byte[] longOption(int code, long value) {
    return option(code, bytes(body(8).putLong(value)));
  }

  public CaptureFileBuilder enhancedPacket(int id, long ticks, byte[] packet, int wireLength) {
    ByteBuffer body = body(20 + padded(packet)).putInt(id);
    body.putInt((int) (ticks >>> 32)).putInt((int) ticks);
    return block(6, body.putInt(packet.length).putInt(wireLength).put(packet));
  }

  public CaptureFileBuilder obsoletePacket(int id, long ticks, byte[] packet) {
    ByteBuffer body = body(20 + padded(packet)).putShort((short) id).putShort((short) 0);
    body.putInt((int) (ticks >>> 32)).putInt((int) ticks);
    return block(2, body.putInt(packet.length).putInt(packet.length).put(packet));
  }

  public CaptureFileBuilder simplePacket(byte[] packet, int wireLength) {
    return block(3, body(4 + padded(packet)).putInt(wireLength).put(packet));
  }

  /** Interface statistics with a count of dropped packets. */
  public CaptureFileBuilder statistics(int id, long dropped) {
    byte[] option = longOption(5, dropped);
    return block(5, body(12 + option.length).putInt(id).putLong(0).put(option));
  }

  /** Any other block. */
  public CaptureFileBuilder block(int type, ByteBuffer body) {
    int length = 12 + body.capacity();
    out.writeBytes(bytes(body(8).putInt(type).putInt(length)));
    out.writeBytes(bytes(body));
    out.writeBytes(bytes(body(4).putInt(length)));
    return this;
  }

  /** A buffer in the file's byte order. */
  public ByteBuffer body(int length) {
    return ByteBuffer.allocate(length).order(order);
  }

  public byte[] build() {
    return out.toByteArray();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static int padded(byte[] packet) {
    return (packet.length + 3) / 4 * 4;
  }
}
