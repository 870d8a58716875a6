package io.streamgauge.agent.tcp;

/**
 * One TCP connection as seen so far. A view of the flow table: what it says of handshake and times
 * grows while packets come. Side 0 is the source of the first packet seen.
 */
public interface Flow {

  /** One end; {@code side} is 0 or 1. */
  Endpoint endpoint(int side);

  /** The side that opened the connection, or -1 if no SYN was seen of either side. */
  int initiator();

  /** Whether a SYN (of the initiator) or SYN-ACK (of the other) of this side was seen. */
  boolean sawSyn(int side);

  /**
   * Initial sequence number of this side; with {@link #sawSyn} false, the first sequence number
   * seen with payload, or 0 if there was none.
   */
  int initialSequence(int side);

  /** Packet time of the first segment, nanoseconds since the epoch. */
  long firstTimestampNanos();

  /** Packet time of the last segment, nanoseconds since the epoch. */
  long lastTimestampNanos();
}
