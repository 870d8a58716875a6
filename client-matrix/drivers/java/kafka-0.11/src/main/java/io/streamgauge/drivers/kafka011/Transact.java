package io.streamgauge.drivers.kafka011;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka.Produce;
import io.streamgauge.drivers.kafka.Reading;
import io.streamgauge.drivers.kafka.Usage;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Writes the scenario's records in one transaction, and commits, aborts or abandons it. */
final class Transact implements Action {
  private final Kafka011 release;

  Transact(Kafka011 release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    Producer<byte[], byte[]> producer = release.newProducer(bootstrap, scenario);
    Runnable close = producer::close;
    try {
      producer.initTransactions();
      producer.beginTransaction();
      Produce.send(release, producer, scenario, report);
      if (scenario.commitOffsetsInTransaction()) {
        sendOffsets(producer, scenario, report);
      }
      switch (scenario.outcome()) {
        case "commit" -> producer.commitTransaction();
        case "abort" -> producer.abortTransaction();
        case "timeout" -> close = () -> release.abandon(producer);
        default -> throw new IllegalArgumentException("outcome " + scenario.outcome());
      }
    } finally {
      Usage.close(release, producer.metrics(), close, report);
    }
  }

  /** The positions behind the records just written; a consumer would have them behind its input. */
  private void sendOffsets(Producer<byte[], byte[]> producer, Scenario scenario, Report report) {
    Map<TopicPartition, OffsetAndMetadata> positions = Reading.positions(scenario.topic(), report);
    release.sendOffsets(producer, positions, scenario.group());
    if (scenario.outcome().equals("commit")) {
      positions.forEach(
          (partition, position) -> report.committed(partition.partition(), position.offset()));
    }
  }
}
