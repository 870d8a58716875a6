package io.streamgauge.jobs.bus;

import io.streamgauge.events.v1.TraceSpan;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Key: what all spans about one record have in common. Value: the span. */
final class SpanSerializer implements KafkaRecordSerializationSchema<TraceSpan> {
  private static final long serialVersionUID = 1L;

  private static final char SEPARATOR = '/';

  private final String topic;

  SpanSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TraceSpan span, KafkaSinkContext context, Long timestamp) {
    String key =
        span.getCluster()
            + SEPARATOR
            + span.getTopic()
            + SEPARATOR
            + span.getPartition()
            + SEPARATOR
            + span.getOffset();
    return new ProducerRecord<>(
        topic, null, null, key.getBytes(StandardCharsets.UTF_8), span.toByteArray());
  }
}
