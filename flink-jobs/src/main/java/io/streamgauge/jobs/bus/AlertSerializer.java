package io.streamgauge.jobs.bus;

import io.streamgauge.events.v1.Alert;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Key: the fingerprint. Value: the alert. */
final class AlertSerializer implements KafkaRecordSerializationSchema<Alert> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  AlertSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Alert alert, KafkaSinkContext context, Long timestamp) {
    byte[] key = alert.getFingerprint().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, null, null, key, alert.toByteArray());
  }
}
