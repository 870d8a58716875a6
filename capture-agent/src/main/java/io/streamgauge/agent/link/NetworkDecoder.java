package io.streamgauge.agent.link;

import java.nio.ByteBuffer;

/**
 * IPv4 (RFC 791) and IPv6 (RFC 8200) headers. Each method returns the offset of the TCP header, or
 * -1 after counting why there is none. {@link #payloadWireEnd} then says where the TCP payload ends
 * on the wire, which is before Ethernet's padding and beyond what a short capture holds.
 */
final class NetworkDecoder {

  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int IPV4_FRAGMENT_MASK = 0x3fff; // more fragments, or an offset
  private static final int IPV6_FRAGMENT_MASK = 0xfff9;
  private static final int MAX_EXTENSION_HEADERS = 16;

  private static final int HOP_BY_HOP = 0;
  private static final int IPIP = 4;
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int IPV6_IN_IP = 41;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int GRE = 47;
  private static final int ESP = 50;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int MOBILITY = 135;

  private static final int PORT_GENEVE = 6081;
  private static final int PORT_VXLAN = 4789;
  private static final int PORT_VXLAN_LINUX = 8472;

  private final LinkStatistics statistics;
  private int payloadWireEnd;

  NetworkDecoder(LinkStatistics statistics) {
    this.statistics = statistics;
  }

  /** End of the IP payload on the wire, of the packet decoded last. */
  int payloadWireEnd() {
    return payloadWireEnd;
  }

  int decodeByVersion(ByteBuffer buffer, int offset, int end, int wireEnd, TcpSegment segment) {
    if (offset >= end) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    return switch ((buffer.get(offset) & 0xff) >>> 4) {
      case 4 -> decodeIpv4(buffer, offset, end, wireEnd, segment);
      case 6 -> decodeIpv6(buffer, offset, end, wireEnd, segment);
      default -> statistics.undecoded(Undecoded.UNKNOWN_ETHERTYPE);
    };
  }

  int decodeIpv4(ByteBuffer buffer, int offset, int end, int wireEnd, TcpSegment segment) {
    if (end - offset < IPV4_HEADER) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int versionAndLength = buffer.get(offset) & 0xff;
    int headerLength = (versionAndLength & 0x0f) << 2;
    int totalLength = buffer.getShort(offset + 2) & 0xffff;
    if (totalLength == 0) {
      // Segmentation offload and BIG TCP: too long for 16 bits, so the frame says how long.
      totalLength = wireEnd - offset;
    }
    if (versionAndLength >>> 4 != 4 || headerLength < IPV4_HEADER || totalLength < headerLength) {
      return statistics.undecoded(Undecoded.MALFORMED_IP);
    }
    if ((buffer.getShort(offset + 6) & IPV4_FRAGMENT_MASK) != 0) {
      return statistics.undecoded(Undecoded.FRAGMENT);
    }
    int transport = offset + headerLength;
    int protocol = buffer.get(offset + 9) & 0xff;
    if (protocol != TCP) {
      return notTcp(protocol, buffer, transport, end);
    }
    segment.ipv4(buffer.getInt(offset + 12), buffer.getInt(offset + 16));
    payloadWireEnd = offset + totalLength;
    return transport;
  }

  int decodeIpv6(ByteBuffer buffer, int offset, int end, int wireEnd, TcpSegment segment) {
    if (end - offset < IPV6_HEADER) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    if ((buffer.get(offset) & 0xf0) != 0x60) {
      return statistics.undecoded(Undecoded.MALFORMED_IP);
    }
    int payloadLength = buffer.getShort(offset + 4) & 0xffff;
    // Zero means a jumbogram (RFC 2675), which BIG TCP uses: the frame says how long.
    payloadWireEnd = payloadLength == 0 ? wireEnd : offset + IPV6_HEADER + payloadLength;
    segment.ipv6(
        buffer.getLong(offset + 8),
        buffer.getLong(offset + 16),
        buffer.getLong(offset + 24),
        buffer.getLong(offset + 32));
    int protocol = buffer.get(offset + 6) & 0xff;
    return skipExtensions(buffer, offset + IPV6_HEADER, end, protocol);
  }

  private int skipExtensions(ByteBuffer buffer, int offset, int end, int firstProtocol) {
    int protocol = firstProtocol;
    int next = offset;
    for (int headers = 0; headers <= MAX_EXTENSION_HEADERS; headers++) {
      if (protocol == TCP) {
        return next;
      }
      if (!isExtension(protocol)) {
        return notTcp(protocol, buffer, next, end);
      }
      if (end - next < 8) {
        return statistics.undecoded(Undecoded.CUT_HEADER);
      }
      if (protocol == FRAGMENT && (buffer.getShort(next + 2) & IPV6_FRAGMENT_MASK) != 0) {
        return statistics.undecoded(Undecoded.FRAGMENT);
      }
      int length = buffer.get(next + 1) & 0xff;
      int headerLength =
          switch (protocol) {
            case FRAGMENT -> 8;
            case AUTHENTICATION -> (length + 2) << 2;
            default -> (length + 1) << 3;
          };
      protocol = buffer.get(next) & 0xff;
      next += headerLength;
      if (next > payloadWireEnd) {
        return statistics.undecoded(Undecoded.MALFORMED_IP);
      }
    }
    return statistics.undecoded(Undecoded.MALFORMED_IP);
  }

  private static boolean isExtension(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY -> true;
      default -> false;
    };
  }

  private int notTcp(int protocol, ByteBuffer buffer, int transport, int end) {
    boolean tunnel =
        switch (protocol) {
          case IPIP, IPV6_IN_IP, GRE, ESP -> true;
          case UDP -> end - transport >= 4 && isTunnelPort(buffer.getShort(transport + 2) & 0xffff);
          default -> false;
        };
    return statistics.undecoded(tunnel ? Undecoded.TUNNEL : Undecoded.NOT_TCP);
  }

  private static boolean isTunnelPort(int port) {
    return port == PORT_VXLAN || port == PORT_VXLAN_LINUX || port == PORT_GENEVE;
  }
}
