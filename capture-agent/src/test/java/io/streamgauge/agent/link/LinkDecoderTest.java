package io.streamgauge.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.testing.PacketBuilder;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinkDecoderTest {

  private static final int OFFSET = 5;
  private static final int VLAN = 0x8100;
  private static final int QINQ = 0x88a8;
  private static final byte[] PAYLOAD = {1, 2, 3};

  private final LinkDecoder decoder = new LinkDecoder();
  private final TcpSegment segment = new TcpSegment();

  @ParameterizedTest
  @EnumSource(names = "IPV6", mode = EnumSource.Mode.EXCLUDE)
  void findsIpv4SegmentsBehindEveryLinkHeader(LinkType linkType) {
    byte[] packet = packet().on(linkType).build();

    assertThat(decode(linkType, packet, packet.length, packet.length)).isTrue();

    assertSegment();
    assertThat(segment.sourceLow()).isEqualTo(0xffff_0102_0304L);
    assertThat(segment.destinationLow()).isEqualTo(0xffff_0506_0708L);
    assertThat(segment.sourceHigh() | segment.destinationHigh()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = "IPV4", mode = EnumSource.Mode.EXCLUDE)
  void findsIpv6SegmentsBehindEveryLinkHeader(LinkType linkType) {
    byte[] packet = ipv6().on(linkType).build();

    assertThat(decode(linkType, packet, packet.length, packet.length)).isTrue();

    assertSegment();
    assertThat(segment.sourceHigh()).isEqualTo(0x2001_0db8_0000_0000L);
    assertThat(segment.sourceLow()).isEqualTo(1);
    assertThat(segment.destinationLow()).isEqualTo(2);
  }

  static Stream<Arguments> readable() {
    return Stream.of(
        Arguments.of("VLAN", packet().vlan(VLAN)),
        Arguments.of("QinQ", packet().vlan(QINQ).vlan(VLAN)),
        Arguments.of("old QinQ and IPv6", ipv6().vlan(0x9100).vlan(VLAN)),
        Arguments.of("padded frame", packet().padding(6)),
        Arguments.of("IPv6 padded", ipv6().padding(6)),
        Arguments.of("total length 0", packet().zeroIpLength()),
        Arguments.of("IPv6 payload length 0", ipv6().extension(0, jumbo()).zeroIpLength()),
        Arguments.of("do not fragment", packet().fragment(0x4000)),
        Arguments.of("hop by hop", ipv6().extension(0, new byte[8])),
        Arguments.of(
            "options, routing, whole fragment, authentication",
            ipv6()
                .extension(60, new byte[8])
                .extension(43, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .extension(44, new byte[8])
                .extension(51, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void findsTheSegmentAndItsExactPayload(String name, PacketBuilder builder) {
    byte[] packet = builder.build();

    assertThat(decode(LinkType.ETHERNET, packet, packet.length, packet.length)).isTrue();

    assertSegment();
  }

  static Stream<Arguments> undecodable() {
    byte[] arp = packet().build();
    arp[13] = 6;
    byte[] version = packet().build();
    version[14] = 0x55;
    byte[] shortHeader = packet().build();
    shortHeader[14] = 0x44;
    byte[] dataOffset = packet().build();
    dataOffset[46] = 0x40;
    byte[] longOffset = packet().build();
    longOffset[46] = (byte) 0xf0;
    byte[] mpls = packet().build();
    mpls[12] = (byte) 0x88;
    mpls[13] = 0x47;
    return Stream.of(
        Arguments.of(Undecoded.UNKNOWN_ETHERTYPE, arp),
        Arguments.of(Undecoded.NOT_TCP, packet().protocol(17).build()),
        Arguments.of(Undecoded.NOT_TCP, ipv6().protocol(58).build()),
        Arguments.of(Undecoded.FRAGMENT, packet().fragment(0x2000).build()),
        Arguments.of(Undecoded.FRAGMENT, packet().fragment(0x0010).build()),
        Arguments.of(
            Undecoded.FRAGMENT, ipv6().extension(44, new byte[] {0, 0, 0, 1, 0, 0, 0, 0}).build()),
        Arguments.of(Undecoded.TUNNEL, packet().protocol(50).build()),
        Arguments.of(Undecoded.TUNNEL, mpls),
        Arguments.of(Undecoded.MALFORMED_IP, version),
        Arguments.of(Undecoded.MALFORMED_IP, shortHeader),
        Arguments.of(Undecoded.MALFORMED_TCP, dataOffset),
        Arguments.of(Undecoded.MALFORMED_TCP, longOffset));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("undecodable")
  void countsWhatItCannotReadByReason(Undecoded reason, byte[] packet) {
    assertThat(decode(LinkType.ETHERNET, packet, packet.length, packet.length)).isFalse();

    assertThat(decoder.statistics().undecodedPackets(reason)).isEqualTo(1);
    assertThat(decoder.statistics().decodedPackets()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void knowsWhatACutPacketHadOnTheWire(LinkType linkType) {
    byte[] packet = (linkType == LinkType.IPV6 ? ipv6() : packet()).on(linkType).build();

    for (int captured = 0; captured < packet.length; captured++) {
      boolean decoded = decode(linkType, packet, captured, packet.length);

      assertThat(decoded).isEqualTo(captured >= packet.length - PAYLOAD.length);
      if (decoded) {
        assertThat(segment.payloadLength()).isEqualTo(captured - packet.length + PAYLOAD.length);
        assertThat(segment.wirePayloadLength()).isEqualTo(PAYLOAD.length);
      }
    }
    assertThat(decoder.statistics().undecodedPackets(Undecoded.CUT_HEADER))
        .isEqualTo(packet.length - PAYLOAD.length);
  }

  @Property(tries = 2000)
  void neverThrowsAndStaysInsideThePacket(
      @ForAll LinkType linkType,
      @ForAll @IntRange(min = 0, max = 3) int kind,
      @ForAll @Size(max = 12) int[] damage,
      @ForAll @IntRange(min = 0, max = 120) int captured) {
    byte[] packet =
        switch (kind) {
          case 0 -> packet().on(linkType).vlan(VLAN).build();
          case 1 -> ipv6().on(linkType).extension(0, new byte[8]).build();
          case 2 -> packet().on(linkType).build();
          default -> new byte[100];
        };
    for (int change : damage) {
      packet[Math.floorMod(change, packet.length)] = (byte) (change >>> 24);
    }
    int length = Math.min(captured, packet.length);

    if (decode(linkType, packet, length, packet.length)) {
      int end = segment.payloadOffset() + segment.payloadLength();
      assertThat(segment.payloadLength()).isBetween(0, segment.wirePayloadLength());
      assertThat(segment.payloadLength() == 0 || end <= OFFSET + length).isTrue();
    }
  }

  private static PacketBuilder packet() {
    return PacketBuilder.tcp()
        .between("1.2.3.4", 1000, "5.6.7.8", 9092)
        .sequence(0xfffffff0)
        .acknowledges(77)
        .payload(PAYLOAD);
  }

  private static PacketBuilder ipv6() {
    return packet().between("2001:db8::1", 1000, "2001:db8::2", 9092);
  }

  private static byte[] jumbo() {
    return new byte[] {0, 0, (byte) 0xc2, 4, 0, 1, 0, 0};
  }

  // The buffer ends where the capture does, so that reading on throws.
  private boolean decode(LinkType linkType, byte[] packet, int captured, int wireLength) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(OFFSET + captured);
    buffer.put(OFFSET, packet, 0, captured);
    return decoder.decode(1, linkType, buffer, OFFSET, captured, wireLength, segment);
  }

  private void assertSegment() {
    assertThat(segment.sourcePort()).isEqualTo(1000);
    assertThat(segment.destinationPort()).isEqualTo(9092);
    assertThat(segment.sequence()).isEqualTo(0xfffffff0);
    assertThat(segment.acknowledgment()).isEqualTo(77);
    assertThat(segment.has(TcpSegment.ACK)).isTrue();
    assertThat(segment.wirePayloadLength()).isEqualTo(PAYLOAD.length);
    byte[] payload = new byte[segment.payloadLength()];
    segment.buffer().get(segment.payloadOffset(), payload);
    assertThat(payload).isEqualTo(PAYLOAD);
  }
}
