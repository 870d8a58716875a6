package io.streamgauge.agent.link;

/**
 * Opens tunnels: IP in IP, VXLAN, GENEVE, GRE and ERSPAN, as networks of containers and mirrored
 * traffic have them, and a bounded number of them around each other.
 */
final class TunnelDecoder {

  private static final int IPIP = 4;
  private static final int UDP = 17;
  private static final int IPV6_IN_IP = 41;
  private static final int GRE = 47;
  private static final int ESP = 50;

  private static final int UDP_HEADER = 8;
  private static final int PORT_GENEVE = 6081;
  private static final int PORT_VXLAN = 4789;
  private static final int PORT_VXLAN_LINUX = 8472;

  private static final int VXLAN_HEADER = 8;
  private static final int VXLAN_HAS_ID = 0x08;

  private static final int GENEVE_HEADER = 8;
  private static final int GENEVE_CONTROL = 0x80;

  private static final int GRE_HEADER = 4;
  private static final int GRE_CHECKSUM = 0x8000;
  private static final int GRE_ROUTING = 0x4000;
  private static final int GRE_KEY = 0x2000;
  private static final int GRE_SEQUENCE = 0x1000;
  private static final int GRE_VERSION = 0x0007;

  private static final int ERSPAN = 0x88be;
  private static final int ERSPAN_III = 0x22eb;
  private static final int ERSPAN_II_HEADER = 8;
  private static final int ERSPAN_III_HEADER = 12;
  private static final int ERSPAN_III_SUBHEADER = 8;
  private static final int ERSPAN_HOLDS_IP = 2;

  private final LinkStatistics statistics;

  TunnelDecoder(LinkStatistics statistics) {
    this.statistics = statistics;
  }

  /** What an IP packet holds that is neither TCP nor an extension header. */
  int decode(int protocol, HeaderCursor cursor) {
    return switch (protocol) {
      case UDP -> decodeUdp(cursor);
      case GRE -> decodeGre(cursor);
      case IPIP -> open(Encapsulation.IPIP, cursor, 0, FrameDecoder.IPV4);
      case IPV6_IN_IP -> open(Encapsulation.IPIP, cursor, 0, FrameDecoder.IPV6);
      case ESP -> statistics.undecoded(Undecoded.TUNNEL);
      default -> statistics.undecoded(Undecoded.NOT_TCP);
    };
  }

  // UDP's length is not looked at: the headers inside have their own.
  private int decodeUdp(HeaderCursor cursor) {
    if (!cursor.has(UDP_HEADER)) {
      return statistics.undecoded(Undecoded.NOT_TCP);
    }
    int port = cursor.unsignedShort(2);
    return switch (port) {
      case PORT_VXLAN, PORT_VXLAN_LINUX -> {
        cursor.at += UDP_HEADER;
        yield decodeVxlan(cursor);
      }
      case PORT_GENEVE -> {
        cursor.at += UDP_HEADER;
        yield decodeGeneve(cursor);
      }
      default -> statistics.undecoded(Undecoded.NOT_TCP);
    };
  }

  private int decodeVxlan(HeaderCursor cursor) {
    if (!cursor.has(VXLAN_HEADER)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    if ((cursor.unsignedByte(0) & VXLAN_HAS_ID) == 0) {
      return statistics.undecoded(Undecoded.NOT_TCP);
    }
    return open(Encapsulation.VXLAN, cursor, VXLAN_HEADER, HeaderCursor.FRAME);
  }

  private int decodeGeneve(HeaderCursor cursor) {
    if (!cursor.has(GENEVE_HEADER)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int versionAndOptions = cursor.unsignedByte(0);
    boolean control = (cursor.unsignedByte(1) & GENEVE_CONTROL) != 0;
    if (versionAndOptions >>> 6 != 0 || control) {
      return statistics.undecoded(Undecoded.NOT_TCP);
    }
    int header = GENEVE_HEADER + ((versionAndOptions & 0x3f) << 2);
    return open(Encapsulation.GENEVE, cursor, header, inside(cursor.unsignedShort(2)));
  }

  private int decodeGre(HeaderCursor cursor) {
    if (!cursor.has(GRE_HEADER)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int flags = cursor.unsignedShort(0);
    int type = cursor.unsignedShort(2);
    // Source routes (RFC 1701) are gone from the standard, and version 1 is PPTP's.
    if ((flags & (GRE_ROUTING | GRE_VERSION)) != 0) {
      return statistics.undecoded(Undecoded.TUNNEL);
    }
    int header =
        GRE_HEADER
            + ((flags & GRE_CHECKSUM) == 0 ? 0 : 4)
            + ((flags & GRE_KEY) == 0 ? 0 : 4)
            + ((flags & GRE_SEQUENCE) == 0 ? 0 : 4);
    return switch (type) {
      // Without sequence numbers it is type I, which has no header of its own.
      case ERSPAN ->
          open(
              Encapsulation.ERSPAN,
              cursor,
              header + ((flags & GRE_SEQUENCE) == 0 ? 0 : ERSPAN_II_HEADER),
              HeaderCursor.FRAME);
      case ERSPAN_III -> decodeErspan3(cursor, header);
      default -> open(Encapsulation.GRE, cursor, header, inside(type));
    };
  }

  private int decodeErspan3(HeaderCursor cursor, int greHeader) {
    if (!cursor.has(greHeader + ERSPAN_III_HEADER)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int flags = cursor.unsignedShort(greHeader + 10);
    int frameType = flags >>> 10 & 0x1f;
    int subheader = (flags & 1) == 0 ? 0 : ERSPAN_III_SUBHEADER;
    return open(
        Encapsulation.ERSPAN,
        cursor,
        greHeader + ERSPAN_III_HEADER + subheader,
        frameType == ERSPAN_HOLDS_IP ? HeaderCursor.IP : HeaderCursor.FRAME);
  }

  private static int inside(int type) {
    return type == FrameDecoder.BRIDGED ? HeaderCursor.FRAME : type;
  }

  private int open(Encapsulation kind, HeaderCursor cursor, int header, int next) {
    if (!cursor.has(header)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    if (!cursor.enterTunnel()) {
      return statistics.undecoded(Undecoded.TOO_DEEP);
    }
    statistics.open(kind);
    cursor.at += header;
    return next;
  }
}
