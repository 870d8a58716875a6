package io.streamgauge.agent.privacy;

import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.tcp.Endpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Addresses of clients as texts: as packets tell them, or as brokers do, with a slash before. */
final class HostText {
  private static final String SLASH = "/";
  private static final int IPV4_BITS_CUT = 8;
  private static final int IPV6_BITS_CUT = 80;

  private HostText() {}

  /** The same bytes for the same address, however it is written. */
  static byte[] canonical(String host) {
    String bare = bare(host);
    Endpoint address = parse(bare);
    return address == null
        ? bare.getBytes(StandardCharsets.UTF_8)
        : ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(address.high())
            .putLong(address.low())
            .array();
  }

  /** {@code 10.1.2.0/24} or {@code 2001:db8:1::/48}; empty for what is no address. */
  static String network(String host) {
    Endpoint address = parse(bare(host));
    if (address == null) {
      return "";
    }
    if (address.isIpv4()) {
      long low = address.low() >>> IPV4_BITS_CUT << IPV4_BITS_CUT;
      return new Endpoint(address.high(), low, 0).host() + "/24";
    }
    int ofHigh = IPV6_BITS_CUT - Long.SIZE;
    long high = address.high() >>> ofHigh << ofHigh;
    return new Endpoint(high, 0, 0).host() + "/48";
  }

  private static String bare(String host) {
    return host.startsWith(SLASH) ? host.substring(SLASH.length()) : host;
  }

  /** Null for what is no address; asks no name server. */
  private static Endpoint parse(String host) {
    if (host.contains(SLASH)) {
      return null;
    }
    try {
      Cidr one = Cidr.parse(host);
      return new Endpoint(one.high(), one.low(), 0);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
