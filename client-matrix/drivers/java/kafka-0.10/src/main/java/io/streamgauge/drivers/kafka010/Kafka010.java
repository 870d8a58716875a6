package io.streamgauge.drivers.kafka010;

import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka.Release;
import java.io.IOException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;

/** How 0.10.2 is asked. */
public class Kafka010 extends Release {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka010().run(args);
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(Scenario scenario, int partition, byte[] value) {
    return new ProducerRecord<>(scenario.topic(), partition, null, value);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> consumer, long millis) {
    return consumer.poll(millis);
  }

  @Override
  public double value(Metric metric) {
    return metric.value();
  }

  @Override
  public void reportMember(Consumer<byte[], byte[]> consumer, Report report) {
    // Nothing in the API tells a member's id or generation before 2.5.
  }
}
