package io.streamgauge.protocol.schema;

import java.util.Comparator;

/**
 * What a message is, whatever a release calls it.
 *
 * @param apiKey Kafka's API key, 0 or more
 * @param version message version, 0 or more
 * @param direction request or response
 */
public record MessageId(int apiKey, int version, Direction direction)
    implements Comparable<MessageId> {
  private static final Comparator<MessageId> ORDER =
      Comparator.comparingInt(MessageId::apiKey)
          .thenComparing(MessageId::direction)
          .thenComparingInt(MessageId::version);

  @Override
  public int compareTo(MessageId other) {
    return ORDER.compare(this, other);
  }
}
