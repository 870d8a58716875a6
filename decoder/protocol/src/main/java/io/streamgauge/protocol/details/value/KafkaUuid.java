package io.streamgauge.protocol.details.value;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A uuid as Kafka uses it: topic ids, client instance ids.
 *
 * @param high the first eight bytes on the wire
 * @param low the last eight
 */
public record KafkaUuid(long high, long low) {
  /** Stands for none, as on the wire. */
  public static final KafkaUuid ZERO = new KafkaUuid(0, 0);

  /** The instance of these halves; {@link #ZERO} itself for none. */
  public static KafkaUuid of(long high, long low) {
    return (high | low) == 0 ? ZERO : new KafkaUuid(high, low);
  }

  /** Whether this stands for none. */
  public boolean isZero() {
    return (high | low) == 0;
  }

  /** As Kafka prints it: 22 characters of base64 for URLs, without padding. */
  @Override
  public String toString() {
    byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
