package io.streamgauge.agent.capture.pcap4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.agent.testing.Wrapping;
import io.streamgauge.agent.testing.Wrappings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcap4j.core.BpfProgram;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.Pcaps;
import org.pcap4j.packet.namednumber.DataLinkType;

/** Runs what libpcap makes of the filters over packets. */
@RequiresCapture
class CompiledFilterIT {
  private static final TrafficFilter PORT = TrafficFilter.ofPorts(List.of(9092));
  private static final TrafficFilter ALL = PORT.withEncapsulated().withoutAcknowledgments();
  private static final byte[] PAYLOAD = {1};

  static Stream<String> wrappings() {
    return Wrappings.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("wrappings")
  void everythingThatIsOpenedPasses(String kind) throws PcapNativeException, NotOpenException {
    byte[] frame = Wrappings.all().get(kind).apply(packet(false, 9092).payload(PAYLOAD).build());

    assertThat(passes(ALL, frame)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allFragmentsPass(boolean ipv6) throws PcapNativeException, NotOpenException {
    byte[] frame = packet(ipv6, 9092).payload(new byte[1_000]).build();

    for (byte[] fragment : Wrapping.fragments(frame, 256, 7)) {
      assertThat(passes(ALL, fragment)).isTrue();
      assertThat(passes(ALL, Wrapping.tag(0x8100, fragment))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fragmentsOfATunnelPass(boolean ipv6) throws PcapNativeException, NotOpenException {
    byte[] frame = packet(ipv6, 9092).payload(new byte[1_000]).build();
    for (String kind : List.of("vxlan", "vxlan-over-ipv6", "gre", "ip-in-ipv6")) {
      byte[] tunnel = Wrappings.all().get(kind).apply(frame);
      for (byte[] fragment : Wrapping.fragments(tunnel, 256, 7)) {
        assertThat(passes(ALL, fragment)).as(kind).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "IPv6: {0}, flags {1}, payload {2} bytes")
  @CsvSource({
    "false, 16, 0, false",
    "true, 16, 0, false",
    "false, 24, 0, false",
    "false, 16, 1, true",
    "true, 16, 1, true",
    "false, 24, 1448, true",
    "false, 2, 0, true",
    "true, 2, 0, true",
    "false, 18, 0, true",
    "true, 18, 0, true",
    "false, 17, 0, true",
    "true, 17, 0, true",
    "false, 4, 0, true",
    "true, 20, 0, true"
  })
  void onlyPureAcknowledgmentsAreLeftOut(boolean ipv6, int flags, int bytes, boolean passes)
      throws PcapNativeException, NotOpenException {
    byte[] frame =
        packet(ipv6, 9092).sequence(7).flags(flags).payload(new byte[bytes]).padding(6).build();

    assertThat(passes(ALL, frame)).isEqualTo(passes);
    assertThat(passes(ALL, Wrapping.tag(0x8100, frame))).isEqualTo(passes);
    assertThat(passes(ALL, Wrapping.tag(0x88a8, Wrapping.tag(0x8100, frame)))).isEqualTo(passes);
    assertThat(passes(PORT, frame)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void segmentsBeyondWhatAHeaderCanSayPass(boolean ipv6)
      throws PcapNativeException, NotOpenException {
    PacketBuilder packet = packet(ipv6, 9092).flags(TcpSegment.ACK).payload(new byte[80_000]);
    if (ipv6) {
      packet.extension(0, new byte[] {0, 0, (byte) 0xc2, 4, 0, 1, 0, 0});
    }

    assertThat(passes(ALL, packet.zeroIpLength().build())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void otherTrafficIsLeftOut(boolean ipv6) throws PcapNativeException, NotOpenException {
    byte[] frame = packet(ipv6, 9091).payload(PAYLOAD).build();

    assertThat(passes(ALL, frame)).isFalse();
    assertThat(passes(ALL, Wrapping.tag(0x8100, frame))).isFalse();
    assertThat(passes(ALL, Wrapping.ipv4(17, Wrapping.udp(53, frame)))).isFalse();
    assertThat(passes(ALL, Wrapping.ipv6(17, Wrapping.udp(53, frame)))).isFalse();
    assertThat(passes(ALL, Wrapping.ipv4(1, new byte[64]))).isFalse();
    assertThat(passes(ALL, Wrapping.frame(0x0806, new byte[46]))).isFalse();
  }

  private static PacketBuilder packet(boolean ipv6, int port) {
    return ipv6
        ? PacketBuilder.tcp().between("2001:db8::1", 1000, "2001:db8::2", port)
        : PacketBuilder.tcp().between("1.2.3.4", 1000, "5.6.7.8", port);
  }

  private static boolean passes(TrafficFilter filter, byte[] frame)
      throws PcapNativeException, NotOpenException {
    PcapHandle dead = Pcaps.openDead(DataLinkType.EN10MB, PcapSource.SNAP_LENGTH);
    try {
      BpfProgram program =
          dead.compileFilter(
              filter.expressionWithVlan(),
              BpfCompileMode.OPTIMIZE,
              PcapHandle.PCAP_NETMASK_UNKNOWN);
      try {
        return program.applyFilter(frame, frame.length, frame.length);
      } finally {
        program.free();
      }
    } finally {
      dead.close();
    }
  }
}
