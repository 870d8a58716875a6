package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the scenario's records from given partitions, in no group. */
final class Assign implements Action {
  private final Release release;

  Assign(Release release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    report.countRecords();
    List<TopicPartition> partitions =
        IntStream.range(0, scenario.partitions())
            .mapToObj(partition -> new TopicPartition(scenario.topic(), partition))
            .toList();
    Consumer<byte[], byte[]> consumer = release.newConsumer(bootstrap, scenario);
    try {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Reading.read(release, consumer, scenario.records(), report);
    } finally {
      Usage.close(release, consumer.metrics(), consumer::close, report);
    }
  }
}
