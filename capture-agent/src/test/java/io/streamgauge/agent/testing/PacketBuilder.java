package io.streamgauge.agent.testing;

import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds one TCP packet with the headers of a link type. Checksums are left zero. */
public final class PacketBuilder {

  private static final int ETHERTYPE_IPV4 = 0x0800;
  private static final int ETHERTYPE_IPV6 = 0x86dd;
  private static final int PROTOCOL_TCP = 6;

  private InetSocketAddress source = new InetSocketAddress(address("10.0.0.1"), 40_000);
  private InetSocketAddress destination = new InetSocketAddress(address("10.0.0.2"), 9092);
  private LinkType linkType = LinkType.ETHERNET;
  private final List<Integer> vlanTypes = new ArrayList<>();
  private final List<byte[]> extensionHeaders = new ArrayList<>();
  private final List<Integer> extensionTypes = new ArrayList<>();
  private int sequence = 1;
  private int acknowledgment;
  private int flags = TcpSegment.ACK;
  private byte[] payload = new byte[0];
  private int padding;
  private int fragmentField;
  private boolean zeroIpLength;
  private int protocol = PROTOCOL_TCP;

  /** A pure ACK on Ethernet, from 10.0.0.1:40000 to 10.0.0.2:9092. */
  public static PacketBuilder tcp() {
    return new PacketBuilder();
  }

  /** Ends given as literal addresses, both IPv4 or both IPv6. */
  public PacketBuilder between(String from, int fromPort, String to, int toPort) {
    source = new InetSocketAddress(address(from), fromPort);
    destination = new InetSocketAddress(address(to), toPort);
    return this;
  }

  public PacketBuilder on(LinkType wanted) {
    linkType = wanted;
    return this;
  }

  /** Adds a VLAN tag of this type, outermost first; Ethernet and cooked only. */
  public PacketBuilder vlan(int tagType) {
    vlanTypes.add(tagType);
    return this;
  }

  /** Adds an IPv6 extension header: its type, and its bytes with a next-header byte to fill in. */
  public PacketBuilder extension(int type, byte... header) {
    extensionTypes.add(type);
    extensionHeaders.add(header);
    return this;
  }

  public PacketBuilder sequence(int number) {
    sequence = number;
    return this;
  }

  public PacketBuilder acknowledges(int number) {
    acknowledgment = number;
    flags |= TcpSegment.ACK;
    return this;
  }

  public PacketBuilder flags(int wanted) {
    flags = wanted;
    return this;
  }

  public PacketBuilder payload(byte... bytes) {
    payload = bytes.clone();
    return this;
  }

  /** Bytes behind the IP packet, as Ethernet adds to short frames. */
  public PacketBuilder padding(int bytes) {
    padding = bytes;
    return this;
  }

  /** IPv4's flags and fragment offset as they are in the header. */
  public PacketBuilder fragment(int field) {
    fragmentField = field;
    return this;
  }

  /** IPv4's total length or IPv6's payload length is 0, as in BIG TCP. */
  public PacketBuilder zeroIpLength() {
    zeroIpLength = true;
    return this;
  }

  /** Another IP protocol than TCP, with the same bytes behind. */
  public PacketBuilder protocol(int number) {
    protocol = number;
    return this;
  }

  /** The packet's bytes. */
  public byte[] build() {
    ByteBuffer out = ByteBuffer.allocate(256 + payload.length + padding);
    link(out);
    if (isIpv6()) {
      ipv6(out);
    } else {
      ipv4(out);
    }
    transport(out);
    out.put(payload).put(new byte[padding]);
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private boolean isIpv6() {
    return source.getAddress().getAddress().length == 16;
  }

  private void link(ByteBuffer out) {
    switch (linkType) {
      case ETHERNET -> out.put(new byte[12]);
      case LINUX_SLL -> out.put(new byte[14]);
      case LINUX_SLL2 -> {
        // The type comes first; a tag's goes behind the header.
        out.putShort((short) (vlanTypes.isEmpty() ? etherType() : vlanTypes.get(0)));
        out.put(new byte[18]);
        tags(out, 1);
        return;
      }
      case NULL -> {
        out.putInt(Integer.reverseBytes(isIpv6() ? 30 : 2));
        return;
      }
      case LOOP -> {
        out.putInt(isIpv6() ? 24 : 2);
        return;
      }
      default -> {
        return;
      }
    }
    if (vlanTypes.isEmpty()) {
      out.putShort((short) etherType());
    } else {
      out.putShort(vlanTypes.get(0).shortValue());
      tags(out, 1);
    }
  }

  private void tags(ByteBuffer out, int first) {
    for (int i = first; i <= vlanTypes.size() && !vlanTypes.isEmpty(); i++) {
      int next = i < vlanTypes.size() ? vlanTypes.get(i) : etherType();
      out.putShort((short) 42).putShort((short) next);
    }
  }

  private int etherType() {
    return isIpv6() ? ETHERTYPE_IPV6 : ETHERTYPE_IPV4;
  }

  private void ipv4(ByteBuffer out) {
    int length = zeroIpLength ? 0 : 40 + payload.length;
    out.put((byte) 0x45).put((byte) 0).putShort((short) length).putShort((short) 7);
    out.putShort((short) fragmentField).put((byte) 64).put((byte) protocol).putShort((short) 0);
    out.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
  }

  private void ipv6(ByteBuffer out) {
    int extensions = extensionHeaders.stream().mapToInt(header -> header.length).sum();
    int length = zeroIpLength ? 0 : 20 + extensions + payload.length;
    out.putInt(0x6000_0000).putShort((short) length);
    out.put((byte) nextHeader(0));
    out.put((byte) 64);
    out.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
    for (int i = 0; i < extensionHeaders.size(); i++) {
      byte[] header = extensionHeaders.get(i).clone();
      header[0] = (byte) nextHeader(i + 1);
      out.put(header);
    }
  }

  private int nextHeader(int index) {
    return index < extensionTypes.size() ? extensionTypes.get(index) : protocol;
  }

  private void transport(ByteBuffer out) {
    out.putShort((short) source.getPort()).putShort((short) destination.getPort());
    out.putInt(sequence).putInt(acknowledgment);
    out.put((byte) 0x50).put((byte) flags).putShort((short) 0xffff).putInt(0);
  }

  private static InetAddress address(String literal) {
    return new InetSocketAddress(literal, 0).getAddress();
  }
}
