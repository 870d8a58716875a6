package io.streamgauge.quickstart.tls;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Does the same work once per run it is told of, one after the other, and prints how many requests
 * each client made. Arguments: the certificate, then {@code name=bootstrap} for a run without TLS
 * and {@code name=bootstrap=protocol=suite} for one with it.
 */
final class TlsClientProcess {
  static final int RECORDS = 120;
  static final int LARGE_RECORD_BYTES = 300_000;

  private TlsClientProcess() {}

  public static void main(String[] arguments) throws ExecutionException, InterruptedException {
    for (String run : Arrays.asList(arguments).subList(1, arguments.length)) {
      String[] words = run.split("=");
      Map<String, Object> client = new HashMap<>();
      client.put("bootstrap.servers", words[1]);
      if (words.length > 2) {
        client.put("security.protocol", "SSL");
        client.put("ssl.truststore.type", "PEM");
        client.put("ssl.truststore.location", arguments[0]);
        client.put("ssl.enabled.protocols", words[2]);
        client.put("ssl.cipher.suites", words[3]);
      }
      produce(client, words[0]);
      consume(client, words[0]);
    }
  }

  private static void produce(Map<String, Object> client, String name)
      throws ExecutionException, InterruptedException {
    client.put("client.id", "p-" + name);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    Map<MetricName, ? extends Metric> metrics = producer.metrics();
    List<Metric> own;
    try (producer) {
      Random random = new Random(1);
      for (int i = 0; i < RECORDS; i++) {
        byte[] value = new byte[i == RECORDS / 2 ? LARGE_RECORD_BYTES : 1 + random.nextInt(2_000)];
        // One by one, so that every run makes the same requests.
        producer.send(new ProducerRecord<>(name, 0, null, value)).get();
      }
      own = List.copyOf(metrics.values());
    }
    say("p-" + name, own, "producer-node-metrics");
  }

  private static void consume(Map<String, Object> client, String name) {
    client.put("client.id", "c-" + name);
    client.put("fetch.min.bytes", 1);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    Map<MetricName, ? extends Metric> metrics = consumer.metrics();
    List<Metric> own;
    try (consumer) {
      TopicPartition partition = new TopicPartition(name, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (int read = 0; read < RECORDS; ) {
        read += consumer.poll(Duration.ofSeconds(1)).count();
      }
      own = List.copyOf(metrics.values());
    }
    say("c-" + name, own, "consumer-node-metrics");
  }

  /** After the client has closed, so that what closing sends is counted too. */
  private static void say(String clientId, List<Metric> metrics, String group) {
    double requests = 0;
    for (Metric metric : metrics) {
      MetricName is = metric.metricName();
      if (is.group().equals(group) && is.name().equals("request-total")) {
        requests += ((Number) metric.metricValue()).doubleValue();
      }
    }
    System.out.println("requests " + clientId + " " + Math.round(requests));
  }
}
