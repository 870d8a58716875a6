package io.streamgauge.quickstart.privacy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic's content so far, decompressed: keys, values and headers one after the other. */
final class BusBytes {
  private BusBytes() {}

  static byte[] of(String bus, String topic) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bus, "client.id", "streamgauge-test"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          append(all, record.key());
          append(all, record.value());
          for (Header header : record.headers()) {
            append(all, header.key().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            append(all, header.value());
          }
        }
      }
    }
    return all.toByteArray();
  }

  private static void append(ByteArrayOutputStream all, byte[] bytes) {
    if (bytes != null) {
      all.writeBytes(bytes);
    }
  }
}
