package io.streamgauge.drivers.kafka28;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.kafka11.Kafka11;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/** How 2.8 is asked for what changed since 1.1. */
public class Kafka28 extends Kafka11 {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka28().run(args);
  }

  @Override
  protected Map<String, Action> actions() {
    Map<String, Action> actions = super.actions();
    actions.put("admin", new Groups(this));
    return actions;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, long millis) {
    return consumer.poll(Duration.ofMillis(millis));
  }

  @Override
  public void reportMember(Consumer<byte[], byte[]> consumer, Report report) {
    ConsumerGroupMetadata membership = consumer.groupMetadata();
    report.member(membership.memberId(), membership.generationId());
  }

  @Override
  protected void sendOffsets(
      Producer<byte[], byte[]> producer,
      Map<TopicPartition, OffsetAndMetadata> positions,
      String group) {
    producer.sendOffsetsToTransaction(positions, new ConsumerGroupMetadata(group));
  }

  @Override
  protected void abandon(Producer<byte[], byte[]> producer) {
    producer.close(Duration.ZERO);
  }

  @Override
  protected Map<MetricName, ? extends Metric> metrics(AdminClient admin) {
    return admin.metrics();
  }
}
