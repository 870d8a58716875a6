package io.streamgauge.drivers.kafka11;

import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka011.Administer;
import io.streamgauge.drivers.kafka011.Kafka011;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Deletes every record but the last of each partition, too. */
public class DeleteRecords extends Administer {
  public DeleteRecords(Kafka011 release) {
    super(release);
  }

  @Override
  protected void useTopic(AdminClient admin, String bootstrap, Scenario scenario, Report report)
      throws Exception {
    super.useTopic(admin, bootstrap, scenario, report);
    Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
    report
        .lastOffsets()
        .forEach(
            (partition, offset) ->
                records.put(
                    new TopicPartition(scenario.topic(), partition),
                    RecordsToDelete.beforeOffset(offset)));
    admin.deleteRecords(records).all().get();
  }
}
