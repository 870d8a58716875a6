package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;

/** Reads the scenario's records as the only member of its group and commits behind them. */
final class Consume implements Action {
  private final Release release;

  Consume(Release release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    report.countRecords();
    Consumer<byte[], byte[]> consumer = release.newConsumer(bootstrap, scenario);
    try {
      consumer.subscribe(List.of(scenario.topic()));
      Reading.read(release, consumer, scenario.records(), report);
      Reading.commit(consumer, Reading.positions(scenario.topic(), report), report);
      release.reportMember(consumer, report);
    } finally {
      Usage.close(release, consumer.metrics(), consumer::close, report);
    }
  }
}
