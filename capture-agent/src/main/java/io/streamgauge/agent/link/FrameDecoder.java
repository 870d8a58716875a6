package io.streamgauge.agent.link;

/** Ethernet and cooked headers, and the tags behind them. */
final class FrameDecoder {

  static final int IPV4 = 0x0800;
  static final int IPV6 = 0x86dd;

  /** A whole frame inside of what has an ethertype (RFC 1701). */
  static final int BRIDGED = 0x6558;

  private static final int VLAN = 0x8100;
  private static final int QINQ = 0x88a8;
  private static final int QINQ_OLD = 0x9100;
  private static final int MPLS = 0x8847;
  private static final int MPLS_UPSTREAM = 0x8848;
  private static final int PPPOE = 0x8864;

  private static final int ETHERNET_HEADER = 14;
  private static final int VLAN_TAG = 4;
  private static final int MAX_VLAN_TAGS = 4;

  private final LinkStatistics statistics;

  FrameDecoder(LinkStatistics statistics) {
    this.statistics = statistics;
  }

  int decodeEthernet(HeaderCursor cursor) {
    cursor.tags = 0;
    return decodeTyped(cursor, 12, ETHERNET_HEADER);
  }

  /** A header of which nothing is read but an ethertype. */
  int decodeTyped(HeaderCursor cursor, int typeOffset, int headerLength) {
    if (!cursor.has(headerLength)) {
      return statistics.undecoded(Undecoded.CUT_HEADER);
    }
    int type = cursor.unsignedShort(typeOffset);
    cursor.at += headerLength;
    return type;
  }

  /** What has an ethertype and is not IP. */
  int decodeTag(int type, HeaderCursor cursor) {
    return switch (type) {
      case VLAN, QINQ, QINQ_OLD -> {
        if (++cursor.tags > MAX_VLAN_TAGS) {
          yield statistics.undecoded(Undecoded.TOO_DEEP);
        }
        statistics.open(Encapsulation.VLAN);
        yield decodeTyped(cursor, 2, VLAN_TAG);
      }
      // On a device that is a tunnel's end, where the cooked header says what the tunnel holds.
      case BRIDGED ->
          cursor.enterTunnel() ? HeaderCursor.FRAME : statistics.undecoded(Undecoded.TOO_DEEP);
      case MPLS, MPLS_UPSTREAM, PPPOE -> statistics.undecoded(Undecoded.TUNNEL);
      default -> statistics.undecoded(Undecoded.UNKNOWN_ETHERTYPE);
    };
  }
}
