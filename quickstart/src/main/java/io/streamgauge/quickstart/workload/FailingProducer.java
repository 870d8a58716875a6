package io.streamgauge.quickstart.workload;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer with two faults that brokers see every day: every third record is larger than its
 * topic allows ({@code MESSAGE_TOO_LARGE}), every tenth goes to a topic that does not exist ({@code
 * UNKNOWN_TOPIC_OR_PARTITION} in Metadata).
 */
final class FailingProducer implements Runnable {
  private static final int GOOD_BYTES = 2_000;
  private static final int TOO_LARGE_BYTES = 2 * WorkloadTopics.THUMBNAIL_LIMIT_BYTES;

  private final Map<String, Object> config;
  private final StopSignal stop;

  FailingProducer(Map<String, Object> config, StopSignal stop) {
    this.config = config;
    this.stop = stop;
  }

  @Override
  public void run() {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      for (int n = 1; stop.sleepMillis(400); n++) {
        String topic = n % 10 == 0 ? WorkloadTopics.MISSING : WorkloadTopics.THUMBNAILS;
        byte[] value = new byte[n % 3 == 0 ? TOO_LARGE_BYTES : GOOD_BYTES];
        send(producer, new ProducerRecord<>(topic, value));
      }
    } finally {
      producer.close(Duration.ofSeconds(1));
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      var unused = producer.send(record);
    } catch (KafkaException expected) {
      // The missing topic: send() waits max.block.ms for its metadata, then gives up.
    }
  }
}
