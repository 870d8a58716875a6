package io.streamgauge.quickstart.outage;

import com.google.protobuf.InvalidProtocolBufferException;
import io.streamgauge.events.v1.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An events topic of a bus, with one partition. */
final class BusTopic {
  private BusTopic() {}

  static void create(String bus, List<String> names)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bus))) {
      admin
          .createTopics(names.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList())
          .all()
          .get();
    }
  }

  /** Its batches so far, in their order. */
  static List<EventBatch> read(String bus, String topic) throws InvalidProtocolBufferException {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<EventBatch> batches = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bus),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          batches.add(EventBatch.parseFrom(record.value()));
        }
      }
    }
    return batches;
  }
}
