package io.streamgauge.agent.link;

import java.nio.ByteBuffer;

/**
 * Where decoding is in a packet, and how far the packet reaches. Decoders move it behind the header
 * they read and return what comes next: an ethertype (0 to 0xffff), or one of the values here.
 */
final class HeaderCursor {

  /** Nothing more to read; the reason is counted. */
  static final int NONE = -1;

  /** An IP protocol number is added to it. */
  static final int PROTOCOL = 0x1_0000;

  /** An Ethernet frame. */
  static final int FRAME = 0x2_0000;

  /** IPv4 or IPv6, told apart by the version nibble. */
  static final int IP = 0x2_0001;

  /** Tunnels around each other, so that no packet costs more than that. */
  static final int MAX_TUNNELS = 4;

  ByteBuffer buffer;

  /** Index of the next header. */
  int at;

  /** Index behind what was captured; never beyond {@link #wireEnd}. */
  int end;

  /**
   * Index behind what was on the wire: before Ethernet's padding, and beyond what a short capture
   * holds.
   */
  int wireEnd;

  /** VLAN tags of this frame so far. */
  int tags;

  /** Extension headers of this IPv6 header so far. */
  int extensions;

  /** Tunnels opened so far. */
  private int tunnels;

  /** A packet that was captured at {@code [offset, offset + captured)}. */
  void start(ByteBuffer packet, int offset, int captured, int wireLength) {
    buffer = packet;
    at = offset;
    end = offset + captured;
    wireEnd = (int) Math.min(Integer.MAX_VALUE, (long) offset + Math.max(wireLength, captured));
    tags = 0;
    extensions = 0;
    tunnels = 0;
  }

  /** Goes on in other bytes, all of which are there. */
  void move(ByteBuffer bytes, int length) {
    buffer = bytes;
    at = 0;
    end = length;
    wireEnd = length;
  }

  /** Whether one more tunnel may be opened; counts it. */
  boolean enterTunnel() {
    return ++tunnels <= MAX_TUNNELS;
  }

  /** What an IP header says about where its packet ends. */
  void limit(int packetEnd) {
    wireEnd = packetEnd;
    end = Math.min(end, packetEnd);
  }

  /** Whether so many bytes of the next header were captured. */
  boolean has(int length) {
    return end - at >= length;
  }

  int unsignedByte(int offset) {
    return buffer.get(at + offset) & 0xff;
  }

  int unsignedShort(int offset) {
    return buffer.getShort(at + offset) & 0xffff;
  }
}
