package io.streamgauge.agent.link;

/** Why a packet gave no TCP segment. */
public enum Undecoded {
  /** ARP, LLDP, spanning tree and whatever else is not IP. */
  UNKNOWN_ETHERTYPE,
  /** UDP, ICMP and other protocols over IP; nothing we look for. */
  NOT_TCP,
  /**
   * A fragment of an IP packet that did not make it whole; {@link FragmentDrop} says what is not.
   */
  FRAGMENT,
  /** ESP, MPLS, PPPoE and other encapsulations that are not opened. */
  TUNNEL,
  /** More tags or tunnels around each other than are opened. */
  TOO_DEEP,
  /** The capture cut the packet before the end of its TCP header. */
  CUT_HEADER,
  /** A length or version in an IP header that cannot be. */
  MALFORMED_IP,
  /** A TCP data offset that cannot be. */
  MALFORMED_TCP
}
