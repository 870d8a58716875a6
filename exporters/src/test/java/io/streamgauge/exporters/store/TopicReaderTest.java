package io.streamgauge.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
  private static final String TOPIC = "streamgauge.results";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  @Test
  void isReadyOnceItReadWhatWasThereAndAppliesTombstonesAndSkipsJunk() {
    // Given a topic with a value, a tombstone of another, a record without key and one that is no
    // result
    ResultStore store = new ResultStore();
    Result kept =
        Results.gauge(MetricCatalog.KAFKA_CONSUMERGROUP_LAG, List.of("c", "g", "t", "0"), 5, 10);
    store.apply("gone{}", kept);
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    Node node = new Node(1, "localhost", 9092);
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 4L));
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(record(0, SeriesKey.of(kept), kept.toByteArray()));
          consumer.addRecord(record(1, "gone{}", null));
          consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 2, null, new byte[] {1}));
          consumer.addRecord(record(3, "junk{}", new byte[] {1, 2, 3}));
        });

    // When it is read
    try (TopicReader reader = new TopicReader(() -> consumer, TOPIC, store::read)) {
      reader.start();
      await().until(reader::ready);

      // Then
      assertThat(store.snapshot()).containsExactly(kept);
      assertThat(reader.unreadable()).isEqualTo(2);
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key, byte[] value) {
    return new ConsumerRecord<>(TOPIC, 0, offset, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
