package io.streamgauge.agent.link;

import static io.streamgauge.agent.testing.Wrapping.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.agent.testing.Wrapping;
import io.streamgauge.agent.testing.Wrappings;
import io.streamgauge.protocol.testing.Allocations;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EncapsulationTest {
  private static final byte[] PAYLOAD = {1, 2, 3, 4, 5};
  private static final int GRE = 47;
  private static final int UDP = 17;

  private final LinkDecoder decoder = new LinkDecoder();
  private final TcpSegment segment = new TcpSegment();

  static Stream<Arguments> wrappedBothVersions() {
    return Wrappings.all().keySet().stream()
        .flatMap(name -> Stream.of(Arguments.of(name, false), Arguments.of(name, true)));
  }

  @ParameterizedTest(name = "{0}, IPv6 inside: {1}")
  @MethodSource("wrappedBothVersions")
  void theInnermostSegmentIsFound(String name, boolean ipv6) {
    // Given
    byte[] wrapped = Wrappings.all().get(name).apply(inner(ipv6));

    // When
    boolean found = decode(wrapped, wrapped.length);

    // Then
    assertThat(found).isTrue();
    assertThat(segment.sourcePort()).isEqualTo(1000);
    assertThat(segment.destinationPort()).isEqualTo(9092);
    assertThat(segment.sourceLow()).isEqualTo(ipv6 ? 1 : 0xffff_0102_0304L);
    assertThat(segment.destinationLow()).isEqualTo(ipv6 ? 2 : 0xffff_0506_0708L);
    byte[] payload = new byte[segment.payloadLength()];
    segment.buffer().get(segment.payloadOffset(), payload);
    assertThat(payload).isEqualTo(PAYLOAD);
    assertThat(segment.wirePayloadLength()).isEqualTo(PAYLOAD.length);
  }

  @ParameterizedTest(name = "{0}, IPv6 inside: {1}")
  @MethodSource("wrappedBothVersions")
  void aCutPacketIsKnownToHaveHadMoreOnTheWire(String name, boolean ipv6) {
    byte[] wrapped = Wrappings.all().get(name).apply(inner(ipv6));

    for (int captured = 0; captured < wrapped.length; captured++) {
      boolean found = decode(wrapped, captured);

      assertThat(found).isEqualTo(captured >= wrapped.length - PAYLOAD.length);
      if (found) {
        assertThat(segment.payloadLength()).isEqualTo(captured - wrapped.length + PAYLOAD.length);
        assertThat(segment.wirePayloadLength()).isEqualTo(PAYLOAD.length);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "vlan, VLAN, 1",
    "qinq, VLAN, 2",
    "vxlan-8472, VXLAN, 1",
    "geneve-ip, GENEVE, 1",
    "gre-key, GRE, 1",
    "gre-bridged, GRE, 1",
    "erspan-1, ERSPAN, 1",
    "erspan-3-ip, ERSPAN, 1",
    "ip-in-ipv6, IPIP, 1",
    "mirrored-overlay, VXLAN, 1",
    "mirrored-overlay, GENEVE, 1"
  })
  void eachKindIsCounted(String name, Encapsulation kind, long count) {
    byte[] wrapped = Wrappings.all().get(name).apply(inner(false));

    decode(wrapped, wrapped.length);

    assertThat(decoder.statistics().opened(kind)).isEqualTo(count);
  }

  @Test
  void tunnelsAreOpenedToADepthAndCountedBeyondIt() {
    byte[] packet = inner(false);
    for (int depth = 0; depth <= 10 * HeaderCursor.MAX_TUNNELS; depth++) {
      long before = decoder.statistics().undecodedPackets(Undecoded.TOO_DEEP);

      boolean found = decode(packet, packet.length);

      boolean within = depth <= HeaderCursor.MAX_TUNNELS;
      assertThat(found).as("%d tunnels", depth).isEqualTo(within);
      assertThat(decoder.statistics().undecodedPackets(Undecoded.TOO_DEEP) - before)
          .isEqualTo(within ? 0 : 1);
      packet = ipv4(4, Wrapping.packet(packet));
    }
  }

  @Test
  void tagsAreReadToADepthAndCountedBeyondIt() {
    byte[] packet = inner(false);
    for (int tags = 0; tags <= 40; tags++) {
      assertThat(decode(packet, packet.length)).as("%d tags", tags).isEqualTo(tags <= 4);
      packet = Wrapping.tag(0x8100, packet);
    }
    assertThat(decoder.statistics().undecodedPackets(Undecoded.TOO_DEEP)).isEqualTo(36);
  }

  static Stream<Arguments> unopened() {
    byte[] frame = inner(false);
    byte[] noId = Wrapping.vxlan(frame);
    noId[0] = 0;
    byte[] control = Wrapping.geneve(Wrapping.BRIDGED, 0, frame);
    control[1] = (byte) 0x80;
    byte[] version = Wrapping.geneve(Wrapping.BRIDGED, 0, frame);
    version[0] = 0x40;
    byte[] inner = Wrapping.packet(frame);
    return Stream.of(
        Arguments.of("VXLAN without a network", Undecoded.NOT_TCP, udp(4789, noId)),
        Arguments.of("GENEVE control", Undecoded.NOT_TCP, udp(6081, control)),
        Arguments.of("GENEVE of another version", Undecoded.NOT_TCP, udp(6081, version)),
        Arguments.of("other UDP", Undecoded.NOT_TCP, udp(53, frame)),
        Arguments.of("GRE with routes", Undecoded.TUNNEL, gre(0x4000, Wrapping.IPV4, inner)),
        Arguments.of("GRE of PPTP", Undecoded.TUNNEL, gre(1, 0x880b, inner)),
        Arguments.of("MPLS in GRE", Undecoded.TUNNEL, gre(0, 0x8847, inner)),
        Arguments.of("something in GRE", Undecoded.UNKNOWN_ETHERTYPE, gre(0, 0x1234, inner)),
        Arguments.of("ESP", Undecoded.TUNNEL, ipv4(50, inner)),
        Arguments.of("ARP in VXLAN", Undecoded.UNKNOWN_ETHERTYPE, udp(4789, arp())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unopened")
  void whatIsNotOpenedIsCountedByReason(String name, Undecoded reason, byte[] packet) {
    assertThat(decode(packet, packet.length)).isFalse();

    assertThat(decoder.statistics().undecodedPackets(reason)).isEqualTo(1);
  }

  @Provide
  Arbitrary<byte[]> wrapped() {
    return Arbitraries.of(Wrappings.all().values())
        .flatMap(
            wrapping ->
                Arbitraries.of(true, false).map(ipv6 -> wrapping.apply(inner(ipv6)).clone()));
  }

  @Property(tries = 3000)
  void damagedHeadersNeverThrowAndNothingBeyondThePacketIsRead(
      @ForAll("wrapped") byte[] packet, @ForAll @Size(max = 8) int[] damage, @ForAll byte cut) {
    for (int change : damage) {
      packet[Math.floorMod(change, packet.length)] = (byte) (change >>> 24);
    }
    int captured = Math.max(0, packet.length - Math.max(0, cut));

    long counted = counted(decoder.statistics());

    if (decode(packet, captured)) {
      int end = segment.payloadOffset() + segment.payloadLength();
      assertThat(segment.payloadLength()).isBetween(0, segment.wirePayloadLength());
      assertThat(segment.payloadLength() == 0 || end <= captured).isTrue();
    }
    assertThat(counted(decoder.statistics()) - counted).isEqualTo(1);
  }

  private static long counted(LinkStatistics statistics) {
    return statistics.decodedPackets()
        + Stream.of(Undecoded.values()).mapToLong(statistics::undecodedPackets).sum();
  }

  @Test
  void nothingIsAllocatedPerPacket() {
    List<ByteBuffer> packets =
        Wrappings.all().values().stream()
            .map(wrapping -> ByteBuffer.wrap(wrapping.apply(inner(false))))
            .toList();
    LinkDecoder warm = new LinkDecoder();
    Runnable rounds =
        () -> {
          for (int round = 0; round < 1_000; round++) {
            for (int i = 0; i < packets.size(); i++) {
              ByteBuffer packet = packets.get(i);
              warm.decode(
                  1, LinkType.ETHERNET, packet, 0, packet.capacity(), packet.capacity(), segment);
            }
          }
        };
    rounds.run();

    // Less than a byte for each packet: what the loop itself may take.
    assertThat(Allocations.of(rounds)).isLessThan(1_000L * packets.size());
  }

  private static byte[] inner(boolean ipv6) {
    PacketBuilder builder = PacketBuilder.tcp().payload(PAYLOAD);
    return ipv6
        ? builder.between("2001:db8::1", 1000, "2001:db8::2", 9092).build()
        : builder.between("1.2.3.4", 1000, "5.6.7.8", 9092).build();
  }

  private static byte[] udp(int port, byte[] payload) {
    return ipv4(UDP, Wrapping.udp(port, payload));
  }

  private static byte[] gre(int flags, int type, byte[] payload) {
    return ipv4(GRE, Wrapping.gre(flags, type, payload));
  }

  private static byte[] arp() {
    return Wrapping.vxlan(Wrapping.frame(0x0806, new byte[28]));
  }

  // The buffer ends where the capture does, so that reading on throws.
  private boolean decode(byte[] packet, int captured) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(captured).put(0, packet, 0, captured);
    return decoder.decode(1, LinkType.ETHERNET, buffer, 0, captured, packet.length, segment);
  }
}
