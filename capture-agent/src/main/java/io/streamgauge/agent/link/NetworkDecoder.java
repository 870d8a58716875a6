package io.streamgauge.agent.link;

/**
 * IPv4 (RFC 791) and IPv6 (RFC 8200) headers. Each method returns what comes next, and has then set
 * the cursor to where the packet ends on the wire.
 */
final class NetworkDecoder {

  static final int TCP = 6;

  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int IPV4_MORE_FRAGMENTS = 0x2000;
  private static final int IPV4_OFFSET_MASK = 0x1fff;
  private static final int IPV6_OFFSET_MASK = 0xfff8;
  private static final int MAX_EXTENSION_HEADERS = 16;
  private static final int NO_KEY_PROTOCOL = -1;

  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int MOBILITY = 135;

  private final LinkStatistics statistics;
  private final FragmentTable fragments;

  NetworkDecoder(LinkStatistics statistics, FragmentTable fragments) {
    this.statistics = statistics;
    this.fragments = fragments;
  }

  int decodeByVersion(HeaderCursor cursor, TcpSegment segment) {
    if (!cursor.has(1)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    return switch (cursor.unsignedByte(0) >>> 4) {
      case 4 -> decodeIpv4(cursor, segment);
      case 6 -> decodeIpv6(cursor, segment);
      default -> statistics.undecoded(Undecoded.UNKNOWN_ETHERTYPE);
    };
  }

  int decodeIpv4(HeaderCursor cursor, TcpSegment segment) {
    if (!cursor.has(IPV4_HEADER)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int versionAndLength = cursor.unsignedByte(0);
    int headerLength = (versionAndLength & 0x0f) << 2;
    int totalLength = cursor.unsignedShort(2);
    if (totalLength == 0) {
      // Segmentation offload and BIG TCP: too long for 16 bits, so the frame says how long.
      totalLength = cursor.wireEnd - cursor.at;
    }
    if (versionAndLength >>> 4 != 4 || headerLength < IPV4_HEADER || totalLength < headerLength) {
      return statistics.undecoded(Undecoded.MALFORMED_IP);
    }
    int fragmentField = cursor.unsignedShort(6);
    int protocol = cursor.unsignedByte(9);
    segment.ipv4(cursor.buffer.getInt(cursor.at + 12), cursor.buffer.getInt(cursor.at + 16));
    int identification = cursor.unsignedShort(4);
    cursor.limit(cursor.at + totalLength);
    cursor.at += headerLength;
    cursor.extensions = 0;
    boolean last = (fragmentField & IPV4_MORE_FRAGMENTS) == 0;
    int offset = (fragmentField & IPV4_OFFSET_MASK) << 3;
    if (last && offset == 0) {
      return HeaderCursor.PROTOCOL + protocol;
    }
    return fragments.add(cursor, segment, identification, protocol, offset, last, protocol);
  }

  int decodeIpv6(HeaderCursor cursor, TcpSegment segment) {
    if (!cursor.has(IPV6_HEADER)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    if (cursor.unsignedByte(0) >>> 4 != 6) {
      return statistics.undecoded(Undecoded.MALFORMED_IP);
    }
    int payloadLength = cursor.unsignedShort(4);
    int protocol = cursor.unsignedByte(6);
    int offset = cursor.at;
    segment.ipv6(
        cursor.buffer.getLong(offset + 8),
        cursor.buffer.getLong(offset + 16),
        cursor.buffer.getLong(offset + 24),
        cursor.buffer.getLong(offset + 32));
    // Zero means a jumbogram (RFC 2675), which BIG TCP uses: the frame says how long.
    cursor.limit(payloadLength == 0 ? cursor.wireEnd : offset + IPV6_HEADER + payloadLength);
    cursor.at += IPV6_HEADER;
    cursor.extensions = 0;
    return HeaderCursor.PROTOCOL + protocol;
  }

  static boolean isExtension(int protocol) {
    return switch (protocol) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY -> true;
      default -> false;
    };
  }

  /** An IPv6 extension header, or IPsec's authentication in either version. */
  int decodeExtension(int protocol, HeaderCursor cursor, TcpSegment segment) {
    if (++cursor.extensions > MAX_EXTENSION_HEADERS) {
      return statistics.undecoded(Undecoded.MALFORMED_IP);
    }
    if (!cursor.has(8)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int next = cursor.unsignedByte(0);
    int length = cursor.unsignedByte(1);
    int fragmentField = cursor.unsignedShort(2);
    int identification = cursor.buffer.getInt(cursor.at + 4);
    cursor.at +=
        switch (protocol) {
          case FRAGMENT -> 8;
          case AUTHENTICATION -> (length + 2) << 2;
          default -> (length + 1) << 3;
        };
    if (cursor.at > cursor.wireEnd) {
      return statistics.undecoded(Undecoded.MALFORMED_IP);
    }
    boolean last = (fragmentField & 1) == 0;
    int offset = fragmentField & IPV6_OFFSET_MASK;
    if (protocol != FRAGMENT || (last && offset == 0)) {
      return HeaderCursor.PROTOCOL + next;
    }
    return fragments.add(cursor, segment, identification, NO_KEY_PROTOCOL, offset, last, next);
  }
}
