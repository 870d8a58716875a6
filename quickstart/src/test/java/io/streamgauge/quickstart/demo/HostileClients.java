package io.streamgauge.quickstart.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients whose names would do harm on a page that takes them for markup, or for short. */
final class HostileClients {
  /** Of a client that produces. */
  static final String SCRIPT = "<script>window.hacked = true</script>";

  /** Of another, 10,000 characters. */
  private static final String LONG = "x".repeat(10_000);

  /** What the decoder keeps of it. */
  static final String CUT = LONG.substring(0, 1_024);

  /** Of a group, partly from right to left. */
  static final String GROUP = "<img src=x onerror='window.hacked = true'> קבוצת חיובים";

  /** Records that the group has not committed. */
  static final int LAG = 30;

  private static final String TOPIC = "hostile";
  private static final int COMMITTED = 20;

  private HostileClients() {}

  static void createTopic(Admin admin) throws Exception {
    admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
  }

  /** Produces, consumes, and commits a part of it. */
  static void work(String bootstrap) {
    produce(bootstrap, SCRIPT, COMMITTED);
    produce(bootstrap, LONG, LAG);
    commit(bootstrap);
  }

  private static void produce(String bootstrap, String clientId, int records) {
    Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "client.id", clientId);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < records; i++) {
        var unused = producer.send(new ProducerRecord<>(TOPIC, new byte[100]));
      }
    }
  }

  private static void commit(String bootstrap) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "client.id",
            "\"><svg onload=window.hacked=true>",
            "group.id",
            GROUP,
            "enable.auto.commit",
            false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition) < COMMITTED + LAG) {
        consumer.poll(Duration.ofMillis(100));
      }
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(COMMITTED)));
    }
  }
}
