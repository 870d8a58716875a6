package io.streamgauge.quickstart.workload;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One consumer of a group that takes a fixed time per record; leaves the group when stopped. */
final class GroupMember implements Runnable {
  private final String topic;
  private final double recordsPerSecond;
  private final Map<String, Object> config;
  private final StopSignal stop;

  /**
   * A member that joins when run.
   *
   * @param recordsPerSecond what it can work through; {@link Double#POSITIVE_INFINITY} for no limit
   */
  GroupMember(String topic, double recordsPerSecond, Map<String, Object> config, StopSignal stop) {
    this.topic = topic;
    this.recordsPerSecond = recordsPerSecond;
    this.config = config;
    this.stop = stop;
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (!stop.isSet()) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        stop.sleepMillis((long) (records.count() * 1000 / recordsPerSecond));
      }
    }
  }
}
