package io.streamgauge.agent.identity;

import io.streamgauge.agent.tcp.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A range of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. IPv4 is held in its mapped
 * form, as in {@link Endpoint}.
 *
 * @param high first half of the network address
 * @param low second half
 * @param prefix bits of the 128 that count, 0 to 128
 */
public record Cidr(long high, long low, int prefix) {
  private static final long IPV4_MAPPED = 0xffff_0000_0000L;
  private static final int IPV4_PREFIX = 96;

  /**
   * Parses {@code ADDRESS/BITS} or a single address.
   *
   * @throws IllegalArgumentException with one line that says what would be right
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!address.matches("[0-9.]+")
        && !(address.contains(":") && address.matches("[0-9A-Fa-f:.]+"))) {
      throw invalid(text);
    }
    byte[] bytes;
    try {
      bytes = InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      throw invalid(text);
    }
    int bits = slash < 0 ? bytes.length * Byte.SIZE : bits(text, slash);
    if (bits < 0 || bits > bytes.length * Byte.SIZE) {
      throw invalid(text);
    }
    if (bytes.length == Integer.BYTES) {
      return masked(
          0,
          IPV4_MAPPED | Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt()),
          IPV4_PREFIX + bits);
    }
    ByteBuffer halves = ByteBuffer.wrap(bytes);
    return masked(halves.getLong(), halves.getLong(), bits);
  }

  private static int bits(String text, int slash) {
    try {
      return Integer.parseInt(text.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not an address range; write one like 10.0.0.0/8 or fd00::/8");
  }

  private static Cidr masked(long high, long low, int prefix) {
    return new Cidr(high & mask(prefix), low & mask(prefix - Long.SIZE), prefix);
  }

  /** The first {@code bits} of 64; bits below 1 mean none, above 63 all. */
  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
  }

  /** Whether the address of this end lies in the range. */
  public boolean contains(Endpoint end) {
    return (end.high() & mask(prefix)) == high && (end.low() & mask(prefix - Long.SIZE)) == low;
  }
}
