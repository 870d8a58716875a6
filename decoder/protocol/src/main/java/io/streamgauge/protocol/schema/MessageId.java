package io.streamgauge.protocol.schema;

/**
 * What a message is, whatever a release calls it.
 *
 * @param apiKey Kafka's API key, 0 or more
 * @param version message version, 0 or more
 * @param direction request or response
 */
public record MessageId(int apiKey, int version, Direction direction)
    implements Comparable<MessageId> {
  @Override
  public int compareTo(MessageId other) {
    int order = Integer.compare(apiKey, other.apiKey);
    if (order == 0) {
      order = direction.compareTo(other.direction);
    }
    return order == 0 ? Integer.compare(version, other.version) : order;
  }
}
