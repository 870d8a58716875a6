package io.streamgauge.agent.link;

import java.util.Optional;

/**
 * The header a captured packet begins with, by its number in the registry of link types
 * (https://www.tcpdump.org/linktypes.html).
 */
public enum LinkType {
  /** BSD loopback: address family in the byte order of the capturing host. */
  NULL(0),
  ETHERNET(1),
  /** IPv4 or IPv6, told apart by the version nibble. */
  RAW(101),
  /** OpenBSD loopback: address family in network byte order. */
  LOOP(108),
  /** Linux cooked capture, what {@code tcpdump -i any} wrote before libpcap 1.11. */
  LINUX_SLL(113),
  IPV4(228),
  IPV6(229),
  /** Linux cooked capture v2. */
  LINUX_SLL2(276);

  // DLT_RAW as operating systems number it; libpcap accepts both in files.
  private static final int DLT_RAW = 12;
  private static final int DLT_RAW_OPENBSD = 14;

  private final int number;

  LinkType(int number) {
    this.number = number;
  }

  /** Its number in capture file headers. */
  public int number() {
    return number;
  }

  /** The link type with this number, empty if it is not one we read. */
  public static Optional<LinkType> ofNumber(int number) {
    int wanted = number == DLT_RAW || number == DLT_RAW_OPENBSD ? RAW.number : number;
    for (LinkType type : values()) {
      if (type.number == wanted) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
