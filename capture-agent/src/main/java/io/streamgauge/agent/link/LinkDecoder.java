package io.streamgauge.agent.link;

import java.nio.ByteBuffer;

/**
 * Finds the TCP segment in a captured packet, through VLAN tags, tunnels and fragments. Never
 * throws, whatever the bytes; single-threaded; nothing is allocated per packet. Checksums are not
 * looked at: those of captured outgoing packets are not valid yet (checksum offload).
 *
 * <p>The addresses and ports of a segment are the innermost ones.
 */
public final class LinkDecoder {

  private static final int LOOPBACK_HEADER = 4;
  private static final int SLL_HEADER = 16;
  private static final int SLL2_HEADER = 20;
  private static final int TCP_HEADER = 20;
  private static final int TCP = HeaderCursor.PROTOCOL + NetworkDecoder.TCP;

  private final LinkStatistics statistics = new LinkStatistics();
  private final HeaderCursor cursor = new HeaderCursor();
  private final FragmentTable fragments;
  private final FrameDecoder frames = new FrameDecoder(statistics);
  private final TunnelDecoder tunnels = new TunnelDecoder(statistics);
  private final NetworkDecoder network;

  /** A decoder with the usual limits on fragments. */
  public LinkDecoder() {
    this(FragmentLimits.DEFAULTS);
  }

  /** A decoder that puts fragments together within limits. */
  public LinkDecoder(FragmentLimits limits) {
    fragments = new FragmentTable(limits, statistics);
    network = new NetworkDecoder(statistics, fragments);
  }

  /** What was decoded and what was not; counts on while this decoder is used. */
  public LinkStatistics statistics() {
    return statistics;
  }

  /**
   * Decodes one packet; arguments as in {@code PacketHandler.onPacket}.
   *
   * @param segment filled if there is a TCP segment, undefined otherwise; its buffer is the
   *     packet's, or one of this decoder's that holds a datagram made whole, until the next call
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
    fragments.advance(timestampNanos);
    cursor.start(buffer, offset, capturedLength, wireLength);
    int next = decodeLink(linkType);
    while (next != TCP) {
      if (next < 0) {
        return false;
      }
      next = decodeHeader(next, segment);
    }
    return decodeTcp(timestampNanos, segment);
  }

  /** Packet time moves on without a packet: fragments that waited too long are given up. */
  public void onIdle(long timestampNanos) {
    fragments.advance(timestampNanos);
  }

  private int decodeLink(LinkType linkType) {
    return switch (linkType) {
      case ETHERNET -> frames.decodeEthernet(cursor);
      case LINUX_SLL -> frames.decodeTyped(cursor, 14, SLL_HEADER);
      case LINUX_SLL2 -> frames.decodeTyped(cursor, 0, SLL2_HEADER);
      // The family's number for IPv6 differs between systems and its byte order between hosts;
      // the version nibble behind it does not.
      case NULL, LOOP -> {
        cursor.at += LOOPBACK_HEADER;
        yield HeaderCursor.IP;
      }
      case RAW, IPV4, IPV6 -> HeaderCursor.IP;
    };
  }

  private int decodeHeader(int next, TcpSegment segment) {
    if (next >= HeaderCursor.FRAME) {
      return next == HeaderCursor.FRAME
          ? frames.decodeEthernet(cursor)
          : network.decodeByVersion(cursor, segment);
    }
    if (next >= HeaderCursor.PROTOCOL) {
      int protocol = next - HeaderCursor.PROTOCOL;
      return NetworkDecoder.isExtension(protocol)
          ? network.decodeExtension(protocol, cursor, segment)
          : tunnels.decode(protocol, cursor);
    }
    return switch (next) {
      case FrameDecoder.IPV4 -> network.decodeIpv4(cursor, segment);
      case FrameDecoder.IPV6 -> network.decodeIpv6(cursor, segment);
      default -> frames.decodeTag(next, cursor);
    };
  }

  private boolean decodeTcp(long timestampNanos, TcpSegment segment) {
    ByteBuffer buffer = cursor.buffer;
    int offset = cursor.at;
    int wireEnd = cursor.wireEnd;
    if (wireEnd - offset < TCP_HEADER) {
      statistics.undecoded(Undecoded.MALFORMED_TCP);
      return false;
    }
    if (!cursor.has(TCP_HEADER)) {
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
    int captured = Math.max(0, cursor.end - payload);
    segment.payload(timestampNanos, buffer, payload, captured, wireEnd - payload);
    statistics.decoded();
    return true;
  }
}
