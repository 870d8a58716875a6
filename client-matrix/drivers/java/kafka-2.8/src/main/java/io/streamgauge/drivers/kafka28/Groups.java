package io.streamgauge.drivers.kafka28;

import io.streamgauge.drivers.contract.Report;
import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.kafka.Reading;
import io.streamgauge.drivers.kafka11.DeleteRecords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Lists offsets, too, and makes, lists, describes and deletes the scenario's group. */
public class Groups extends DeleteRecords {
  public Groups(Kafka28 release) {
    super(release);
  }

  @Override
  protected void useTopic(AdminClient admin, String bootstrap, Scenario scenario, Report report)
      throws Exception {
    super.useTopic(admin, bootstrap, scenario, report);
    Map<TopicPartition, OffsetAndMetadata> ends = Reading.positions(scenario.topic(), report);
    listOffsets(admin, ends);
    List<String> groups = List.of(scenario.group());
    // Positions that no member commits make a group, as tools do that set them.
    admin.alterConsumerGroupOffsets(scenario.group(), ends).all().get();
    listGroups(admin);
    admin.describeConsumerGroups(groups).all().get();
    positions(admin, scenario.group())
        .forEach(
            (partition, position) -> report.committed(partition.partition(), position.offset()));
    admin.deleteConsumerGroups(groups).all().get();
  }

  private static void listOffsets(AdminClient admin, Map<TopicPartition, OffsetAndMetadata> ends)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    ends.keySet().forEach(partition -> question.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> answer = admin.listOffsets(question).all().get();
    ends.forEach(
        (partition, end) -> {
          long listed = answer.get(partition).offset();
          if (listed != end.offset()) {
            throw new IllegalStateException(
                "%s ends at %d, not at %d".formatted(partition, listed, end.offset()));
          }
        });
  }

  /** Lists all groups of the cluster. */
  protected void listGroups(AdminClient admin) throws ExecutionException, InterruptedException {
    admin.listConsumerGroups().all().get();
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(AdminClient admin, String group)
      throws ExecutionException, InterruptedException {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }
}
