package io.streamgauge.agent.publish;

import io.streamgauge.agent.identity.OwnTraffic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the agent's Kafka producer. */
public final class BusProducer {
  /** Above the largest batch: a single event may exceed the usual 256 KiB. */
  static final int MAX_REQUEST_BYTES = BusTopics.MAX_MESSAGE_BYTES;

  private static final int LINGER_MILLIS = 20;
  private static final int MAX_BLOCK_MILLIS = 2_000;
  private static final long MEMORY_BYTES = 64L << 20;

  private BusProducer() {}

  /**
   * A producer that never loses order and retries for ever: {@link EventPublisher} bounds what
   * waits.
   *
   * @param overrides security and other settings of the user's; they win, except over what the
   *     agent depends on
   */
  public static Producer<byte[], byte[]> create(
      String bootstrap, String agentId, Map<String, String> overrides) {
    return new KafkaProducer<>(
        settings(bootstrap, agentId, overrides),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  static Map<String, Object> settings(
      String bootstrap, String agentId, Map<String, String> overrides) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MEMORY_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    settings.putAll(overrides);
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, OwnTraffic.CLIENT_PREFIX + "agent-" + agentId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    return settings;
  }
}
