package io.streamgauge.agent.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * BPF expressions (pcap-filter(7)) for TCP traffic of given ports. An empty list of ports means all
 * TCP traffic. Immutable; libpcap compiles it.
 *
 * <p>What is inside a tunnel or behind a fragment's header the kernel cannot look at by port:
 * {@link #withEncapsulated()} lets all of it through, and the ports are looked at behind
 * reassembly.
 */
public final class TrafficFilter {

  private static final int MAX_PORT = 65_535;

  /**
   * Not a pure acknowledgment: SYN, FIN or RST, or a length that leaves room for payload. Of IPv4 a
   * total length of 0 (BIG TCP) counts as payload; of IPv6 libpcap does not offer tcp[] and the
   * header has a fixed place, as extension headers are let through elsewhere.
   */
  private static final String SAYS_SOMETHING =
      "(ip and (tcp[13] & 7 != 0"
          + " or ip[2:2] - ((ip[0] & 0xf) << 2) - ((tcp[12] & 0xf0) >> 2) != 0))"
          + " or (ip6 and (ip6[53] & 7 != 0 or ip6[4:2] - ((ip6[52] & 0xf0) >> 2) != 0))";

  /** Fragments that do not show ports: those behind the first one, of what TCP may be in. */
  private static final String FRAGMENTS =
      "(ip[6:2] & 0x3fff != 0 and (ip[9] = 6 or ip[9] = 17 or ip[9] = 47 or ip[9] = 4"
          + " or ip[9] = 41))";

  /** Hop-by-hop (jumbograms), routing, fragment, authentication and destination headers. */
  private static final String EXTENSIONS =
      "(ip6[6] = 0 or ip6[6] = 43 or ip6[6] = 44 or ip6[6] = 51 or ip6[6] = 60)";

  private static final String TUNNELS =
      "ip proto 4 or ip proto 41 or ip proto 47 or ip6 proto 4 or ip6 proto 41 or ip6 proto 47"
          + " or udp dst port 4789 or udp dst port 8472 or udp dst port 6081";

  /**
   * Payload that begins like a Kafka request: a length of 10 bytes to 100 MB, an api key, a version
   * and the length of a client id that there are.
   */
  private static final String REQUEST =
      likeRequest("tcp", "((tcp[12] & 0xf0) >> 2)", "ip[2:2] - ((ip[0] & 0xf) << 2)")
          + " or "
          + likeRequest("ip6", "(40 + ((ip6[52] & 0xf0) >> 2))", "40 + ip6[4:2]");

  private final String ports;
  private final boolean encapsulated;
  private final boolean acknowledgments;

  private TrafficFilter(String ports, boolean encapsulated, boolean acknowledgments) {
    this.ports = ports;
    this.encapsulated = encapsulated;
    this.acknowledgments = acknowledgments;
  }

  /**
   * Traffic from or to any of these ports that is in no tunnel and no fragment.
   *
   * @throws IllegalArgumentException if a port is not within 1 to 65,535
   */
  public static TrafficFilter ofPorts(List<Integer> ports) {
    for (int port : ports) {
      if (port < 1 || port > MAX_PORT) {
        throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
      }
    }
    if (ports.isEmpty()) {
      return new TrafficFilter("tcp", false, true);
    }
    return new TrafficFilter(anyOf(ports), false, true);
  }

  /**
   * Segments whose payload begins like a Kafka request, on any port but those that are known, and
   * all traffic of some others. Low in volume: hardly anything else begins so.
   *
   * @param known ports that are looked at elsewhere
   * @param candidates ports of which everything is wanted
   */
  public static TrafficFilter ofRequests(Set<Integer> known, Set<Integer> candidates) {
    String requests = "(" + REQUEST + ")";
    if (!known.isEmpty()) {
      requests += " and not (" + anyOf(known) + ")";
    }
    String expression =
        candidates.isEmpty() ? requests : anyOf(candidates) + " or (" + requests + ")";
    return new TrafficFilter(expression, false, true);
  }

  private static String anyOf(Collection<Integer> ports) {
    return new TreeSet<>(ports)
        .stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
  }

  // header: what loads are relative to; payload: where it begins; end: where the packet does.
  private static String likeRequest(String header, String payload, String end) {
    String at = header + "[" + payload;
    return ("(" + (header.equals("tcp") ? "tcp" : "ip6 proto 6"))
        + (" and " + end + " - " + payload + " >= 14")
        + (" and " + at + ":2] <= 1600")
        + (" and " + at + ":4] >= 10")
        + (" and " + at + " + 4:2] <= 120")
        + (" and " + at + " + 6:2] <= 30")
        + (" and (" + at + " + 12:2] <= 255 or " + at + " + 12:2] = 0xffff))");
  }

  /**
   * The same, and everything in tunnels that {@code LinkDecoder} opens (VXLAN, GENEVE, GRE, ERSPAN,
   * IP in IP), in fragments, and behind IPv6 extension headers.
   */
  public TrafficFilter withEncapsulated() {
    return new TrafficFilter(ports, true, acknowledgments);
  }

  /**
   * The same, but without pure acknowledgments: segments without payload that carry no SYN, FIN or
   * RST. Reassembly takes from acknowledgments how soon a hole is a gap, and segments with payload
   * carry them as well; see {@code docs/adr/0014}. Inside tunnels they stay.
   */
  public TrafficFilter withoutAcknowledgments() {
    return new TrafficFilter(ports, encapsulated, false);
  }

  /** For interfaces without VLAN tags: loopback, cooked ("any"), tunnels. */
  public String expression() {
    List<String> terms = new ArrayList<>();
    terms.add(acknowledgments ? ports : "(" + ports + ") and (" + SAYS_SOMETHING + ")");
    if (encapsulated) {
      terms.add(FRAGMENTS);
      terms.add(EXTENSIONS);
      terms.add(TUNNELS);
    }
    return terms.size() == 1
        ? terms.get(0)
        : terms.stream().map(term -> "(" + term + ")").collect(Collectors.joining(" or "));
  }

  /**
   * For Ethernet: the same traffic with two VLAN tags, one or none. The untagged term comes first,
   * because {@code vlan} moves all offsets behind it.
   */
  public String expressionWithVlan() {
    String plain = expression();
    return "(" + plain + ") or (vlan and ((" + plain + ") or (vlan and (" + plain + "))))";
  }

  @Override
  public String toString() {
    return expression();
  }
}
