package io.streamgauge.agent.testing;

import static io.streamgauge.agent.testing.Wrapping.BRIDGED;
import static io.streamgauge.agent.testing.Wrapping.ERSPAN;
import static io.streamgauge.agent.testing.Wrapping.ERSPAN_III;
import static io.streamgauge.agent.testing.Wrapping.GRE_CHECKSUM;
import static io.streamgauge.agent.testing.Wrapping.GRE_KEY;
import static io.streamgauge.agent.testing.Wrapping.GRE_SEQUENCE;
import static io.streamgauge.agent.testing.Wrapping.erspan2;
import static io.streamgauge.agent.testing.Wrapping.erspan3;
import static io.streamgauge.agent.testing.Wrapping.geneve;
import static io.streamgauge.agent.testing.Wrapping.gre;
import static io.streamgauge.agent.testing.Wrapping.ipv4;
import static io.streamgauge.agent.testing.Wrapping.ipv6;
import static io.streamgauge.agent.testing.Wrapping.packet;
import static io.streamgauge.agent.testing.Wrapping.tag;
import static io.streamgauge.agent.testing.Wrapping.type;
import static io.streamgauge.agent.testing.Wrapping.udp;
import static io.streamgauge.agent.testing.Wrapping.vxlan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every way in which an Ethernet frame is wrapped in another, by name. */
public final class Wrappings {
  private static final int VLAN = 0x8100;
  private static final int QINQ = 0x88a8;
  private static final int VXLAN_PORT = 4789;
  private static final int VXLAN_PORT_LINUX = 8472;
  private static final int GENEVE_PORT = 6081;
  private static final int UDP = 17;
  private static final int GRE = 47;

  private Wrappings() {}

  /** From frame to frame; the order is the same every time. */
  public static Map<String, UnaryOperator<byte[]>> all() {
    Map<String, UnaryOperator<byte[]>> all = new LinkedHashMap<>();
    all.put("vlan", frame -> tag(VLAN, frame));
    all.put("qinq", frame -> tag(QINQ, tag(VLAN, frame)));
    all.put("vxlan", frame -> ipv4(UDP, udp(VXLAN_PORT, vxlan(frame))));
    all.put("vxlan-8472", frame -> ipv4(UDP, udp(VXLAN_PORT_LINUX, vxlan(frame))));
    all.put("vxlan-over-ipv6", frame -> ipv6(UDP, udp(VXLAN_PORT, vxlan(frame))));
    all.put("tagged-in-vxlan", frame -> ipv4(UDP, udp(VXLAN_PORT, vxlan(tag(VLAN, frame)))));
    all.put("vxlan-tagged", frame -> tag(VLAN, ipv4(UDP, udp(VXLAN_PORT, vxlan(frame)))));
    all.put("geneve", frame -> ipv4(UDP, udp(GENEVE_PORT, geneve(BRIDGED, 0, frame))));
    all.put("geneve-options", frame -> ipv4(UDP, udp(GENEVE_PORT, geneve(BRIDGED, 9, frame))));
    all.put(
        "geneve-ip", frame -> ipv4(UDP, udp(GENEVE_PORT, geneve(type(frame), 1, packet(frame)))));
    all.put("gre", frame -> ipv4(GRE, gre(0, type(frame), packet(frame))));
    all.put("gre-key", frame -> ipv4(GRE, gre(GRE_KEY, type(frame), packet(frame))));
    all.put(
        "gre-all-fields",
        frame -> ipv6(GRE, gre(GRE_CHECKSUM | GRE_KEY | GRE_SEQUENCE, type(frame), packet(frame))));
    all.put("gre-bridged", frame -> ipv4(GRE, gre(GRE_KEY, BRIDGED, frame)));
    all.put("erspan-1", frame -> ipv4(GRE, gre(0, ERSPAN, frame)));
    all.put("erspan-2", frame -> ipv4(GRE, gre(GRE_SEQUENCE, ERSPAN, erspan2(frame))));
    all.put(
        "erspan-3", frame -> ipv4(GRE, gre(GRE_SEQUENCE, ERSPAN_III, erspan3(0, false, frame))));
    all.put(
        "erspan-3-subheader",
        frame -> ipv4(GRE, gre(GRE_SEQUENCE, ERSPAN_III, erspan3(0, true, frame))));
    all.put(
        "erspan-3-ip",
        frame -> ipv4(GRE, gre(GRE_SEQUENCE, ERSPAN_III, erspan3(2, false, packet(frame)))));
    all.put("ip-in-ipv4", frame -> ipv4(ipProtocol(frame), packet(frame)));
    all.put("ip-in-ipv6", frame -> ipv6(ipProtocol(frame), packet(frame)));
    all.put(
        "mirrored-overlay",
        frame ->
            ipv4(
                UDP,
                udp(VXLAN_PORT, vxlan(ipv4(UDP, udp(GENEVE_PORT, geneve(BRIDGED, 2, frame)))))));
    return all;
  }

  private static int ipProtocol(byte[] frame) {
    return type(frame) == Wrapping.IPV6 ? 41 : 4;
  }
}
