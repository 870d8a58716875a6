package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the scenario's records in a group, commits, goes back to the beginning, commits that too,
 * and reads and commits all of them a second time.
 */
final class Seek implements Action {
  private final Release release;

  Seek(Release release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    report.countRecords();
    Consumer<byte[], byte[]> consumer = release.newConsumer(bootstrap, scenario);
    try {
      consumer.subscribe(List.of(scenario.topic()));
      Reading.read(release, consumer, scenario.records(), report);
      Map<TopicPartition, OffsetAndMetadata> end = Reading.positions(scenario.topic(), report);
      Reading.commit(consumer, end, report);
      consumer.seekToBeginning(end.keySet());
      Map<TopicPartition, OffsetAndMetadata> start = new HashMap<>();
      for (TopicPartition partition : end.keySet()) {
        start.put(partition, new OffsetAndMetadata(consumer.position(partition)));
      }
      Reading.commit(consumer, start, report);
      Reading.read(release, consumer, 2 * scenario.records(), report);
      Reading.commit(consumer, end, report);
      release.reportMember(consumer, report);
    } finally {
      Usage.close(release, consumer.metrics(), consumer::close, report);
    }
  }
}
