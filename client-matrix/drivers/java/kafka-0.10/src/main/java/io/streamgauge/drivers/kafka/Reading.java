package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Report;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Steps that the consuming actions share. */
public final class Reading {
  private static final long POLL_MILLIS = 100;

  private Reading() {}

  /** Polls until the report has so many records; the interrupt at the deadline ends a poll. */
  static void read(Release release, Consumer<byte[], byte[]> consumer, int records, Report report) {
    while (report.records() < records) {
      poll(release, consumer, report);
    }
  }

  /** Polls once; returns how many records came. */
  static int poll(Release release, Consumer<byte[], byte[]> consumer, Report report) {
    ConsumerRecords<byte[], byte[]> records = release.poll(consumer, POLL_MILLIS);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      report.saw(record.partition(), record.offset(), size(record.key()) + size(record.value()));
    }
    return records.count();
  }

  /** The group's positions just behind the records seen. */
  public static Map<TopicPartition, OffsetAndMetadata> positions(String topic, Report report) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    report
        .lastOffsets()
        .forEach(
            (partition, offset) ->
                positions.put(
                    new TopicPartition(topic, partition), new OffsetAndMetadata(offset + 1)));
    return positions;
  }

  /** Commits positions and notes them. */
  static void commit(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, OffsetAndMetadata> positions,
      Report report) {
    consumer.commitSync(positions);
    positions.forEach(
        (partition, position) -> report.committed(partition.partition(), position.offset()));
  }

  private static long size(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
