package io.streamgauge.jobs.bus;

import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Key: the series in text. Value: the finding that the result carries; null for one that ended. */
final class FindingSerializer implements KafkaRecordSerializationSchema<Result> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  FindingSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Result result, KafkaSinkContext context, Long timestamp) {
    byte[] key = SeriesKey.of(result).getBytes(StandardCharsets.UTF_8);
    byte[] value = Results.isTombstone(result) ? null : result.getFinding().toByteArray();
    return new ProducerRecord<>(topic, null, null, key, value);
  }
}
