package io.streamgauge.protocol.exchange;

import java.nio.ByteBuffer;

/**
 * Turns the two byte streams of one TCP connection into exchanges. Single-threaded.
 *
 * <p>Bytes come in stream order per direction; the two directions may run ahead of each other.
 * Nothing is thrown for any content: what cannot be read becomes an {@link Anomaly}. Times are
 * packet times in nanoseconds since the epoch and may step back a little.
 */
public final class ConnectionDecoder {

  ConnectionDecoder(DecoderWorker worker, ConnectionOptions options, ExchangeListener listener) {}

  /**
   * The next bytes of one side.
   *
   * @param buffer big-endian; read by absolute gets, not kept, its position and limit untouched
   * @param offset index of the first byte
   * @param length number of bytes, 0 or more. The end of a piece should be the end of a TCP
   *     segment: it helps to find a lost boundary, nothing else depends on it
   */
  public void onBytes(
      Direction direction, ByteBuffer buffer, int offset, int length, long timestampNanos) {}

  /**
   * Bytes of one side that were never captured.
   *
   * @param missingBytes 1 or more; {@link Long#MAX_VALUE} if unknown
   */
  public void onGap(Direction direction, long missingBytes, long timestampNanos) {}

  /** Lets requests go that waited for their answer beyond the age limit. */
  public void onTime(long timestampNanos) {}

  /** The connection ended, or the capture did: hands out what is still in flight. */
  public void close(long timestampNanos) {}

  /** A live view of the totals; readable after {@link #close} too. */
  @SuppressWarnings("DoNotCallSuggester")
  public ConnectionStatistics statistics() {
    throw new UnsupportedOperationException("not yet");
  }
}
