package io.streamgauge.agent.link;

import java.nio.ByteBuffer;

/**
 * One TCP segment inside a captured packet. A reusable flyweight: {@link LinkDecoder} overwrites it
 * for each packet, and the buffer is valid only until the packet source moves on.
 *
 * <p>An address is 128 bits in two longs; IPv4 is in its IPv4-mapped form ({@code ::ffff:a.b.c.d},
 * RFC 4291 section 2.5.5.2), which never appears on the wire as IPv6.
 */
public final class TcpSegment {

  public static final int FIN = 0x01;
  public static final int SYN = 0x02;
  public static final int RST = 0x04;
  public static final int PSH = 0x08;
  public static final int ACK = 0x10;

  private static final long IPV4_MAPPED = 0xffff_0000_0000L;

  private long timestampNanos;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int sourcePort;
  private int destinationPort;
  private int sequence;
  private int acknowledgment;
  private int flags;
  private ByteBuffer buffer;
  private int payloadOffset;
  private int payloadLength;
  private int wirePayloadLength;

  /** Sets IPv4 addresses, each as the four bytes in network order. */
  public void ipv4(int source, int destination) {
    ipv6(
        0,
        IPV4_MAPPED | Integer.toUnsignedLong(source),
        0,
        IPV4_MAPPED | Integer.toUnsignedLong(destination));
  }

  /** Sets IPv6 addresses. */
  public void ipv6(long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
    this.sourceHigh = sourceHigh;
    this.sourceLow = sourceLow;
    this.destinationHigh = destinationHigh;
    this.destinationLow = destinationLow;
  }

  /** Sets what the TCP header says. */
  public void tcp(
      int sourcePort, int destinationPort, int sequence, int acknowledgment, int flags) {
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.sequence = sequence;
    this.acknowledgment = acknowledgment;
    this.flags = flags;
  }

  /**
   * Sets where the payload is.
   *
   * @param length bytes captured
   * @param wireLength bytes on the wire, {@code >= length}
   */
  public void payload(
      long timestampNanos, ByteBuffer buffer, int offset, int length, int wireLength) {
    this.timestampNanos = timestampNanos;
    this.buffer = buffer;
    this.payloadOffset = offset;
    this.payloadLength = length;
    this.wirePayloadLength = wireLength;
  }

  /** Becomes a copy of another one; the payload stays where it is. */
  public void copyFrom(TcpSegment other) {
    ipv6(other.sourceHigh, other.sourceLow, other.destinationHigh, other.destinationLow);
    tcp(other.sourcePort, other.destinationPort, other.sequence, other.acknowledgment, other.flags);
    payload(
        other.timestampNanos,
        other.buffer,
        other.payloadOffset,
        other.payloadLength,
        other.wirePayloadLength);
  }

  public long timestampNanos() {
    return timestampNanos;
  }

  public long sourceHigh() {
    return sourceHigh;
  }

  public long sourceLow() {
    return sourceLow;
  }

  public long destinationHigh() {
    return destinationHigh;
  }

  public long destinationLow() {
    return destinationLow;
  }

  /** 0 to 65,535. */
  public int sourcePort() {
    return sourcePort;
  }

  /** 0 to 65,535. */
  public int destinationPort() {
    return destinationPort;
  }

  /** Sequence number of the first byte (of the SYN, if there is one); unsigned, see RFC 9293. */
  public int sequence() {
    return sequence;
  }

  /** Acknowledgment number; meaningful only with {@link #ACK}. */
  public int acknowledgment() {
    return acknowledgment;
  }

  /** The eight flag bits of the TCP header. */
  public int flags() {
    return flags;
  }

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Holds the payload; big-endian, to be read with absolute gets. */
  public ByteBuffer buffer() {
    return buffer;
  }

  public int payloadOffset() {
    return payloadOffset;
  }

  /** Payload bytes that were captured. */
  public int payloadLength() {
    return payloadLength;
  }

  /** Payload bytes on the wire; more than {@link #payloadLength()} when the packet was cut. */
  public int wirePayloadLength() {
    return wirePayloadLength;
  }
}
