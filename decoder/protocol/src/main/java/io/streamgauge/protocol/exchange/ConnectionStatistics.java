package io.streamgauge.protocol.exchange;

/**
 * Running totals of one connection: a live view, to be read by the connection's thread only.
 *
 * <p>Totals never fall. Each byte is counted once, as soon as it is certain which way: a frame's
 * bytes when it ends, bytes passed over while a boundary is searched for when no frame can claim
 * them any more. After {@link ConnectionDecoder#close} the three byte totals of a direction add up
 * to the bytes and gaps it was given.
 */
public interface ConnectionStatistics {
  /**
   * Bytes of frames that were read to their end, with the bytes a gap hid where nothing had to be
   * read.
   */
  long decodedBytes(Direction direction);

  /**
   * Bytes that could not be read: no boundary, implausible size, malformed body, unknown api or
   * version, frames that a gap damaged.
   */
  long undecodableBytes(Direction direction);

  /** Missing bytes that hid something. */
  long gapBytes(Direction direction);

  /** Frames that ended, readable or not, SASL tokens included. */
  long frames(Direction direction);

  /** Requests that wait for their answer now. */
  int pendingRequests();

  /** Sizes of the requests that wait for their answer now, in bytes. */
  long inFlightBytes();
}
