package io.streamgauge.protocol.exchange;

/**
 * What is known of a connection before its first byte.
 *
 * @param broker identifies the broker's listener, with {@code equals} and {@code hashCode}, as
 *     fetch sessions outlive connections; null if unknown, then they do not
 * @param requestsFromStart whether the first byte of the client's side is really its first (its SYN
 *     was seen)
 * @param responsesFromStart the same of the broker's side
 */
public record ConnectionOptions(
    Object broker, boolean requestsFromStart, boolean responsesFromStart) {

  /** A connection seen from its SYN on. */
  public static ConnectionOptions fromStart(Object broker) {
    return new ConnectionOptions(broker, true, true);
  }

  /** A connection that was open before the capture began. */
  public static ConnectionOptions midStream(Object broker) {
    return new ConnectionOptions(broker, false, false);
  }

  /** Whether a side is seen from its first byte. */
  public boolean seenFromStart(Direction direction) {
    return direction == Direction.REQUEST ? requestsFromStart : responsesFromStart;
  }
}
