package io.streamgauge.agent.testing;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Wraps Ethernet frames in tags and tunnels, and cuts packets into fragments, header by header.
 * Lengths are right; checksums are zero.
 */
public final class Wrapping {
  public static final int IPV4 = 0x0800;
  public static final int IPV6 = 0x86dd;
  public static final int BRIDGED = 0x6558;
  public static final int ERSPAN = 0x88be;
  public static final int ERSPAN_III = 0x22eb;
  public static final int GRE_CHECKSUM = 0x8000;
  public static final int GRE_KEY = 0x2000;
  public static final int GRE_SEQUENCE = 0x1000;

  private static final int ETHERNET = 14;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int IPV6_FRAGMENT = 44;

  private Wrapping() {}

  /** The IP packet inside a frame. */
  public static byte[] packet(byte[] frame) {
    return Arrays.copyOfRange(frame, ETHERNET, frame.length);
  }

  /** The ethertype of a frame. */
  public static int type(byte[] frame) {
    return ByteBuffer.wrap(frame).getShort(12) & 0xffff;
  }

  public static byte[] frame(int type, byte[] payload) {
    byte[] addresses = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1};
    return join(addresses, shorts(type), payload);
  }

  /** A frame with one more tag, outside of those that it has. */
  public static byte[] tag(int tagType, byte[] frame) {
    return join(
        Arrays.copyOf(frame, 12), shorts(tagType, 42), Arrays.copyOfRange(frame, 12, frame.length));
  }

  /** An IPv4 packet in a frame, between two tunnels' ends. */
  public static byte[] ipv4(int protocol, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(IPV4_HEADER);
    header.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + payload.length));
    header.putShort((short) 7).putShort((short) 0).put((byte) 64).put((byte) protocol);
    header.putShort((short) 0).put(address("192.0.2.1")).put(address("192.0.2.2"));
    return frame(IPV4, join(header.array(), payload));
  }

  /** The same of IPv6. */
  public static byte[] ipv6(int protocol, byte[] payload) {
    ByteBuffer header = ByteBuffer.allocate(IPV6_HEADER);
    header.putInt(0x6000_0000).putShort((short) payload.length);
    header.put((byte) protocol).put((byte) 64);
    header.put(address("2001:db8:f::1")).put(address("2001:db8:f::2"));
    return frame(IPV6, join(header.array(), payload));
  }

  public static byte[] udp(int port, byte[] payload) {
    return join(shorts(50_000, port, 8 + payload.length, 0), payload);
  }

  public static byte[] vxlan(byte[] frame) {
    return join(new byte[] {8, 0, 0, 0, 0, 0, 42, 0}, frame);
  }

  /** GENEVE with so many words of options. */
  public static byte[] geneve(int type, int optionWords, byte[] payload) {
    return join(
        new byte[] {(byte) optionWords, 0},
        shorts(type),
        new byte[] {0, 0, 42, 0},
        new byte[4 * optionWords],
        payload);
  }

  /** GRE with those optional fields that the flags name. */
  public static byte[] gre(int flags, int type, byte[] payload) {
    int fields = Integer.bitCount(flags & (GRE_CHECKSUM | GRE_KEY | GRE_SEQUENCE));
    return join(shorts(flags, type), new byte[4 * fields], payload);
  }

  public static byte[] erspan2(byte[] frame) {
    return join(new byte[] {0x10, 1, 0, 7, 0, 0, 0, 3}, frame);
  }

  /** ERSPAN III with the platform's subheader or without. */
  public static byte[] erspan3(int frameType, boolean subheader, byte[] payload) {
    byte[] header = {0x20, 1, 0, 7, 0, 0, 0, 0, 0, 0, (byte) (frameType << 2), 0};
    header[11] = (byte) (subheader ? 1 : 0);
    return join(header, new byte[subheader ? 8 : 0], payload);
  }

  /** The fragments of the IPv4 or IPv6 packet in a frame, each of at most so many bytes. */
  public static List<byte[]> fragments(byte[] frame, int bytes, int identification) {
    boolean v6 = type(frame) == IPV6;
    int header = ETHERNET + (v6 ? IPV6_HEADER : IPV4_HEADER);
    List<byte[]> fragments = new ArrayList<>();
    for (int at = header; at < frame.length; at += bytes) {
      int end = Math.min(frame.length, at + bytes);
      fragments.add(
          fragment(
              frame,
              at - header,
              Arrays.copyOfRange(frame, at, end),
              end < frame.length,
              identification));
    }
    return fragments;
  }

  /** One fragment of the packet in a frame, with a payload of one's own. */
  public static byte[] fragment(
      byte[] frame, int offset, byte[] payload, boolean more, int identification) {
    if (type(frame) == IPV6) {
      ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(frame, ETHERNET + IPV6_HEADER + 8));
      byte protocol = header.get(ETHERNET + 6);
      header.put(ETHERNET + 6, (byte) IPV6_FRAGMENT);
      header.putShort(ETHERNET + 4, (short) (8 + payload.length));
      header.put(ETHERNET + IPV6_HEADER, protocol);
      header.putShort(ETHERNET + IPV6_HEADER + 2, (short) (offset | (more ? 1 : 0)));
      header.putInt(ETHERNET + IPV6_HEADER + 4, identification);
      return join(header.array(), payload);
    }
    ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(frame, ETHERNET + IPV4_HEADER));
    header.putShort(ETHERNET + 2, (short) (IPV4_HEADER + payload.length));
    header.putShort(ETHERNET + 4, (short) identification);
    header.putShort(ETHERNET + 6, (short) (offset >>> 3 | (more ? 0x2000 : 0)));
    return join(header.array(), payload);
  }

  private static byte[] shorts(int... values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }

  private static byte[] join(byte[]... parts) {
    ByteBuffer out = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }

  private static byte[] address(String literal) {
    return new InetSocketAddress(literal, 0).getAddress().getAddress();
  }
}
