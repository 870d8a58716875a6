package io.streamgauge.agent.capture;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * BPF expressions (pcap-filter(7)) for TCP traffic of given ports. An empty list of ports means all
 * TCP traffic.
 */
public final class TrafficFilter {

  private static final int MAX_PORT = 65_535;

  private final String plain;

  private TrafficFilter(String plain) {
    this.plain = plain;
  }

  /**
   * Traffic from or to any of these ports.
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
      return new TrafficFilter("tcp");
    }
    return new TrafficFilter(
        new TreeSet<>(ports)
            .stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or ")));
  }

  /** For interfaces without VLAN tags: loopback, cooked ("any"), tunnels. */
  public String expression() {
    return plain;
  }

  /**
   * For Ethernet: the same traffic with one VLAN tag or none. The untagged term comes first,
   * because {@code vlan} moves all offsets behind it.
   */
  public String expressionWithVlan() {
    return "(" + plain + ") or (vlan and (" + plain + "))";
  }

  @Override
  public String toString() {
    return plain;
  }
}
