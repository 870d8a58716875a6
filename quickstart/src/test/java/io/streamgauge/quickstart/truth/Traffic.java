package io.streamgauge.quickstart.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Real clients that do an exactly known amount of work, then close. */
final class Traffic {
  private Traffic() {}

  /**
   * What a producer did.
   *
   * @param recordSetBytes size of all record sets as they went over the wire, by the producer's own
   *     {@code byte-total} of the topic
   * @param requests all requests, by its own {@code request-total} over all nodes
   */
  record Produced(
      String clientId, String topic, long records, long recordSetBytes, long requests) {}

  /**
   * What a consumer did.
   *
   * @param requests all requests, by its own {@code request-total} over all nodes
   */
  record Consumed(String clientId, String group, String topic, long records, long requests) {}

  /**
   * Sends {@code records} records of 1–600 random bytes and waits for every acknowledgement. The
   * producer's partitioner may leave a partition without any: it changes partition by batch.
   */
  static Produced produce(
      String bootstrap, String clientId, String topic, int records, Map<String, Object> config)
      throws ExecutionException, InterruptedException {
    Map<String, Object> all = client(bootstrap, clientId);
    all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    all.putAll(config);
    SplittableRandom random = new SplittableRandom(clientId.hashCode() + records);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    Map<MetricName, ? extends Metric> metrics = producer.metrics();
    List<Metric> own;
    try (producer) {
      for (int i = 0; i < records; i++) {
        byte[] value = new byte[1 + random.nextInt(600)];
        random.nextBytes(value);
        var unused = producer.send(new ProducerRecord<>(topic, value));
      }
      producer.flush();
      own = List.copyOf(metrics.values());
    }
    long bytes = total(own, "producer-topic-metrics", "byte-total", "topic", topic);
    return new Produced(clientId, topic, records, bytes, requests(own, "producer-node-metrics"));
  }

  /**
   * Joins a group, reads until {@code records} have arrived, then commits the end of each partition
   * less {@code leave} records.
   */
  static Consumed consume(
      String bootstrap, String clientId, String group, String topic, int records, int leave) {
    Map<String, Object> all = client(bootstrap, clientId);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    Map<MetricName, ? extends Metric> metrics = consumer.metrics();
    List<Metric> own;
    long read = 0;
    try (consumer) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (read < records && System.nanoTime() < deadline) {
        read += consumer.poll(Duration.ofMillis(200)).count();
      }
      assertThat(read).as("records read by %s", clientId).isEqualTo(records);
      Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
      for (TopicPartition partition : consumer.assignment()) {
        long offset = Math.max(0, consumer.position(partition) - leave);
        offsets.put(partition, new OffsetAndMetadata(offset));
      }
      consumer.commitSync(offsets);
      own = List.copyOf(metrics.values());
    }
    long requests = requests(own, "consumer-node-metrics");
    return new Consumed(clientId, group, topic, read, requests);
  }

  private static Map<String, Object> client(String bootstrap, String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return config;
  }

  /** Read after the client has closed, so that what closing sends is counted too. */
  private static long requests(List<Metric> metrics, String group) {
    return total(metrics, group, "request-total");
  }

  private static long total(List<Metric> metrics, String group, String name, String... tag) {
    List<Metric> found = new ArrayList<>();
    for (Metric metric : metrics) {
      MetricName is = metric.metricName();
      if (is.group().equals(group)
          && is.name().equals(name)
          && (tag.length == 0 || tag[1].equals(is.tags().get(tag[0])))) {
        found.add(metric);
      }
    }
    assertThat(found).as("%s of %s", name, group).isNotEmpty();
    return Math.round(
        found.stream().mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue()).sum());
  }
}
