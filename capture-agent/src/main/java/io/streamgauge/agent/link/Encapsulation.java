package io.streamgauge.agent.link;

/** What packets are wrapped in that {@link LinkDecoder} opens. */
public enum Encapsulation {
  /** A tag of IEEE 802.1Q or 802.1ad (QinQ), each of them counted. */
  VLAN,
  /** RFC 7348, on the ports 4789 and 8472. */
  VXLAN,
  /** RFC 8926, on the port 6081. */
  GENEVE,
  /** RFC 2784 and RFC 2890, with IP or Ethernet inside. */
  GRE,
  /** Mirrored frames of type I, II or III (draft-foschiano-erspan) in GRE. */
  ERSPAN,
  /** IPv4 or IPv6 in IPv4 or IPv6 (RFC 2003, RFC 2473, RFC 4213). */
  IPIP
}
