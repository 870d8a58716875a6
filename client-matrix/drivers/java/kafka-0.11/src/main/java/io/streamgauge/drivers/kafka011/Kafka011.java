package io.streamgauge.drivers.kafka011;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka010.Kafka010;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/** How 0.11 is asked for what is new in it. */
public class Kafka011 extends Kafka010 {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka011().run(args);
  }

  @Override
  protected Map<String, Action> actions() {
    Map<String, Action> actions = super.actions();
    actions.put("transact", new Transact(this));
    actions.put("admin", new Administer(this));
    return actions;
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(Scenario scenario, int partition, byte[] value) {
    ProducerRecord<byte[], byte[]> record = super.record(scenario, partition, value);
    for (int i = 0; i < scenario.headers(); i++) {
      record.headers().add("header-" + i, ("value-" + i).getBytes(StandardCharsets.US_ASCII));
    }
    return record;
  }

  /** Makes positions of the group part of the producer's transaction. */
  protected void sendOffsets(
      Producer<byte[], byte[]> producer,
      Map<TopicPartition, OffsetAndMetadata> positions,
      String group) {
    producer.sendOffsetsToTransaction(positions, group);
  }

  /** Closes a producer without ending its transaction, as if its process had died. */
  protected void abandon(Producer<byte[], byte[]> producer) {
    producer.close(0, TimeUnit.MILLISECONDS);
  }

  /** The admin client's metrics; none before 2.0. */
  protected Map<MetricName, ? extends Metric> metrics(AdminClient admin) {
    return Map.of();
  }
}
