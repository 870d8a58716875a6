package io.streamgauge.drivers.kafka43;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka.Config;
import io.streamgauge.drivers.kafka.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the scenario's records as a member of a share group and acknowledges them: one by one, or
 * by polling on.
 */
final class Share implements Action {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Kafka43 release;

  Share(Kafka43 release) {
    this.release = release;
  }

  @Override
  public void run(String bootstrap, Scenario scenario, Report report) throws Exception {
    report.countRecords();
    startAtTheBeginning(bootstrap, scenario, report);
    ShareConsumer<byte[], byte[]> consumer = newConsumer(bootstrap, scenario);
    try {
      consumer.subscribe(List.of(scenario.topic()));
      boolean explicit = scenario.acknowledgement().equals("explicit");
      while (report.records() < scenario.records()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          report.saw(record.partition(), record.offset(), record.value().length);
          if (explicit) {
            consumer.acknowledge(record);
          }
        }
      }
      consumer.commitSync();
    } finally {
      Usage.close(release, consumer.metrics(), consumer::close, report);
    }
  }

  /** Where a share group starts is a setting of the group, not of its consumers. */
  private void startAtTheBeginning(String bootstrap, Scenario scenario, Report report)
      throws ExecutionException, InterruptedException {
    Admin admin = Admin.create(Config.common(bootstrap, scenario));
    try {
      ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, scenario.group());
      ConfigEntry earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
      admin
          .incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(earliest, OpType.SET))))
          .all()
          .get();
    } finally {
      Usage.close(release, admin.metrics(), admin::close, report);
    }
  }

  private static ShareConsumer<byte[], byte[]> newConsumer(String bootstrap, Scenario scenario) {
    Properties config = Config.common(bootstrap, scenario);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, scenario.group());
    config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, scenario.acknowledgement());
    return new KafkaShareConsumer<>(
        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
