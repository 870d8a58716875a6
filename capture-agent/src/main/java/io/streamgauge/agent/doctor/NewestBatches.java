package io.streamgauge.agent.doctor;

import com.google.protobuf.InvalidProtocolBufferException;
import io.streamgauge.agent.identity.OwnTraffic;
import io.streamgauge.events.v1.EventBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the newest batches of the bus, without a group, for what their times say. */
final class NewestBatches {
  private static final int BATCHES_PER_PARTITION = 64;
  private static final int TIMEOUT_MILLIS = 8_000;
  private static final long RECENT_MILLIS = 60_000;

  private final String bootstrap;
  private final String topic;
  private final Map<String, String> settings;

  NewestBatches(String bootstrap, String topic, Map<String, String> settings) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.settings = settings;
  }

  /**
   * By agent: its time minus the time at which the bus appended its batch. A batch may be late and
   * never early, so of the recent ones the largest difference is the nearest to the clocks'.
   */
  ClockSkewCheck skew() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return new ClockSkewCheck(skew(read(consumer)), "");
    } catch (AuthorizationException e) {
      return new ClockSkewCheck(Map.of(), "this client may not read " + topic);
    } catch (KafkaException e) {
      return new ClockSkewCheck(Map.of(), e.getMessage());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> read(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> left = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long begin = Math.max(begins.get(partition), end - BATCHES_PER_PARTITION);
          consumer.seek(partition, begin);
          if (begin < end) {
            left.put(partition, end);
          }
        });
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      left.entrySet().removeIf(each -> consumer.position(each.getKey()) >= each.getValue());
    }
    return records;
  }

  private static Map<String, Long> skew(List<ConsumerRecord<byte[], byte[]>> records) {
    long newest = records.stream().mapToLong(ConsumerRecord::timestamp).max().orElse(0);
    Map<String, Long> skew = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      if (each.timestamp() < newest - RECENT_MILLIS) {
        continue;
      }
      try {
        EventBatch batch = EventBatch.parseFrom(each.value());
        if (!batch.getSeed()) {
          long agent = TimeUnit.NANOSECONDS.toMillis(batch.getAgentTimeNanos());
          skew.merge(batch.getAgentId(), agent - each.timestamp(), Math::max);
        }
      } catch (InvalidProtocolBufferException e) {
        // No batch, so no agent's time.
      }
    }
    return skew;
  }

  private Map<String, Object> settings() {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, OwnTraffic.CLIENT_PREFIX + "doctor");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return all;
  }
}
