package io.streamgauge.agent.link;

import java.nio.ByteBuffer;

/**
 * Finds the TCP segment in a captured packet. Never throws, whatever the bytes; single-threaded;
 * nothing is allocated per packet. Checksums are not looked at: those of captured outgoing packets
 * are not valid yet (checksum offload).
 */
public final class LinkDecoder {

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int ETHERTYPE_VLAN = 0x8100;
  private static final int ETHERTYPE_QINQ = 0x88a8;
  private static final int ETHERTYPE_QINQ_OLD = 0x9100;
  private static final int ETHERTYPE_MPLS = 0x8847;
  private static final int ETHERTYPE_PPPOE = 0x8864;

  private static final int ETHERNET_HEADER = 14;
  private static final int VLAN_TAG = 4;
  private static final int MAX_VLAN_TAGS = 4;
  private static final int LOOPBACK_HEADER = 4;
  private static final int SLL_HEADER = 16;
  private static final int SLL2_HEADER = 20;

  private static final int TCP_HEADER = 20;

  private final LinkStatistics statistics = new LinkStatistics();
  private final NetworkDecoder network = new NetworkDecoder(statistics);

  /** What was decoded and what was not; counts on while this decoder is used. */
  public LinkStatistics statistics() {
    return statistics;
  }

  /**
   * Decodes one packet; arguments as in {@code PacketHandler.onPacket}.
   *
   * @param segment filled if there is a TCP segment, undefined otherwise
   * @return whether there is one; if not, the reason is counted
   */
  public boolean decode(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength,
      TcpSegment segment) {
    int end = offset + capturedLength;
    int wireEnd = offset + Math.max(wireLength, capturedLength);
    int transport = decodeLink(linkType, buffer, offset, end, wireEnd, segment);
    if (transport < 0) {
      return false;
    }
    return decodeTcp(timestampNanos, buffer, transport, end, segment);
  }

  private int decodeLink(
      LinkType linkType, ByteBuffer buffer, int offset, int end, int wireEnd, TcpSegment segment) {
    return switch (linkType) {
      case ETHERNET ->
          decodeTyped(buffer, offset + 12, offset + ETHERNET_HEADER, end, wireEnd, segment);
      case LINUX_SLL ->
          decodeTyped(buffer, offset + 14, offset + SLL_HEADER, end, wireEnd, segment);
      case LINUX_SLL2 -> decodeTyped(buffer, offset, offset + SLL2_HEADER, end, wireEnd, segment);
      // The family's number for IPv6 differs between systems and its byte order between hosts;
      // the version nibble behind it does not.
      case NULL, LOOP ->
          network.decodeByVersion(buffer, offset + LOOPBACK_HEADER, end, wireEnd, segment);
      case RAW, IPV4, IPV6 -> network.decodeByVersion(buffer, offset, end, wireEnd, segment);
    };
  }

  private int decodeTyped(
      ByteBuffer buffer, int typeOffset, int header, int end, int wireEnd, TcpSegment segment) {
    int typeAt = typeOffset;
    int next = header;
    for (int tags = 0; tags <= MAX_VLAN_TAGS; tags++) {
      if (next > end) {
        return statistics.undecoded(Undecoded.CUT_HEADER);
      }
      int type = buffer.getShort(typeAt) & 0xffff;
      if (type == ETHERTYPE_IPV4) {
        return network.decodeIpv4(buffer, next, end, wireEnd, segment);
      }
      if (type == ETHERTYPE_IPV6) {
        return network.decodeIpv6(buffer, next, end, wireEnd, segment);
      }
      if (!isVlanTag(type)) {
        boolean tunnel = type == ETHERTYPE_MPLS || type == ETHERTYPE_PPPOE;
        return statistics.undecoded(tunnel ? Undecoded.TUNNEL : Undecoded.UNKNOWN_ETHERTYPE);
      }
      typeAt = next + 2;
      next += VLAN_TAG;
    }
    return statistics.undecoded(Undecoded.UNKNOWN_ETHERTYPE);
  }

  private static boolean isVlanTag(int type) {
    return type == ETHERTYPE_VLAN || type == ETHERTYPE_QINQ || type == ETHERTYPE_QINQ_OLD;
  }

  private boolean decodeTcp(
      long timestampNanos, ByteBuffer buffer, int offset, int end, TcpSegment segment) {
    int wireEnd = network.payloadWireEnd();
    if (wireEnd - offset < TCP_HEADER) {
      statistics.undecoded(Undecoded.MALFORMED_TCP);
      return false;
    }
    if (end - offset < TCP_HEADER) {
      statistics.undecoded(Undecoded.CUT_HEADER);
      return false;
    }
    int headerLength = (buffer.get(offset + 12) & 0xf0) >>> 2;
    int payload = offset + headerLength;
    if (headerLength < TCP_HEADER || payload > wireEnd) {
      statistics.undecoded(Undecoded.MALFORMED_TCP);
      return false;
    }
    segment.tcp(
        buffer.getShort(offset) & 0xffff,
        buffer.getShort(offset + 2) & 0xffff,
        buffer.getInt(offset + 4),
        buffer.getInt(offset + 8),
        buffer.get(offset + 13) & 0xff);
    // Options may be cut: the payload then begins behind what was captured.
    int captured = Math.max(0, Math.min(end, wireEnd) - payload);
    segment.payload(timestampNanos, buffer, payload, captured, wireEnd - payload);
    statistics.decoded();
    return true;
  }
}
