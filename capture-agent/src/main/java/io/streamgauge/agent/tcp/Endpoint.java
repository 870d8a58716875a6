package io.streamgauge.agent.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * One end of a flow: address and port. The address is 128 bits, IPv4 in its IPv4-mapped form
 * ({@code ::ffff:a.b.c.d}). Texts are made on first use and kept.
 */
public final class Endpoint {

  private static final long IPV4_MAPPED_PREFIX = 0xffffL;

  private final long high;
  private final long low;
  private final int port;
  private String host;
  private String text;

  /** An end with this address, two halves in network order, and port, 0 to 65,535. */
  public Endpoint(long high, long low, int port) {
    this.high = high;
    this.low = low;
    this.port = port;
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  public int port() {
    return port;
  }

  public boolean isIpv4() {
    return high == 0 && low >>> 32 == IPV4_MAPPED_PREFIX;
  }

  /** The address as text: {@code 1.2.3.4}, or RFC 5952's form of IPv6, {@code ::1}. */
  public String host() {
    if (host == null) {
      host = isIpv4() ? ipv4Text((int) low) : ipv6Text();
    }
    return host;
  }

  /** The address for the JDK. */
  public InetAddress address() {
    byte[] bytes =
        isIpv4()
            ? ByteBuffer.allocate(Integer.BYTES).putInt((int) low).array()
            : ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are always an address", e);
    }
  }

  /** {@code 1.2.3.4:9092} or {@code [::1]:9092}. */
  @Override
  public String toString() {
    if (text == null) {
      text = isIpv4() ? host() + ":" + port : "[" + host() + "]:" + port;
    }
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Endpoint that
        && high == that.high
        && low == that.low
        && port == that.port;
  }

  @Override
  public int hashCode() {
    return (Long.hashCode(high) * 31 + Long.hashCode(low)) * 31 + port;
  }

  private static String ipv4Text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff);
  }

  private String ipv6Text() {
    int runStart = -1;
    int runLength = 1;
    for (int start = 0; start < 8; start++) {
      int end = start;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - start > runLength) {
        runStart = start;
        runLength = end - start;
      }
    }
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        out.append("::");
        i += runLength - 1;
      } else {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(group(i)));
      }
    }
    return out.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
