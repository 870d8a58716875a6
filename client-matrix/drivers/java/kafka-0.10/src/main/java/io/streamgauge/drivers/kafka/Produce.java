package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Payload;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes the scenario's records and waits until the broker has them. */
public final class Produce implements Action {
  private final Release release;

  public Produce(Release release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    Producer<byte[], byte[]> producer = release.newProducer(bootstrap, scenario);
    try {
      send(release, producer, scenario, report);
    } finally {
      Usage.close(release, producer.metrics(), producer::close, report);
    }
  }

  /** Writes all records of the scenario with a producer. */
  public static void send(
      Release release, Producer<byte[], byte[]> producer, Scenario scenario, Report report)
      throws ExecutionException, InterruptedException {
    report.countRecords();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < scenario.records(); i++) {
      byte[] value = Payload.of(i, scenario.recordBytes());
      Future<RecordMetadata> future =
          producer.send(release.record(scenario, scenario.partitionOf(i), value));
      sent.add(future);
      if (future.isDone()) {
        future.get(); // refused at once, for one because logging in has failed: so would all be
      }
    }
    producer.flush();
    for (Future<RecordMetadata> future : sent) {
      RecordMetadata metadata = future.get();
      report.saw(
          metadata.partition(),
          metadata.offset(),
          size(metadata.serializedKeySize()) + size(metadata.serializedValueSize()));
    }
  }

  /** Sizes of null keys and values are given as -1. */
  private static long size(int serialized) {
    return Math.max(serialized, 0);
  }
}
