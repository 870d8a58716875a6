package io.streamgauge.agent.mapping;

import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicConfigured;
import io.streamgauge.protocol.details.DeleteGroupsDetails;
import io.streamgauge.protocol.details.DeleteRecordsDetails;
import io.streamgauge.protocol.details.DescribeConfigsDetails;
import io.streamgauge.protocol.details.OffsetDeleteDetails;
import io.streamgauge.protocol.details.PartitionResult;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** DeleteRecords, DescribeConfigs, DeleteGroups, OffsetDelete: what administrators did or read. */
final class AdminMapper implements FactMapper {
  private static final long REPEAT_NANOS = 60_000_000_000L;
  private static final int MAX_TOPICS = 20_000;

  private final RepeatFilter retention = new RepeatFilter(MAX_TOPICS, REPEAT_NANOS);

  private record ConfigSubject(String address, int port, String topic) {}

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof DeleteRecordsDetails records) {
      records.partitions().forEach(partition -> mapRecords(partition, context));
    } else if (exchange.details() instanceof DescribeConfigsDetails configs) {
      configs.topics().forEach(topic -> mapRetention(topic, context));
    } else if (exchange.details() instanceof DeleteGroupsDetails groups) {
      for (DeleteGroupsDetails.Group group : groups.groups()) {
        if (group.errorCode() == KafkaErrors.NONE && context.admitsGroup(group.groupId())) {
          context.emit(
              (tables, event) ->
                  event.getGroupDeletedBuilder().setGroup(tables.string(group.groupId())));
        }
      }
    } else if (exchange.details() instanceof OffsetDeleteDetails offsets
        && context.admitsGroup(offsets.groupId())) {
      mapOffsets(offsets, context);
    }
  }

  @Override
  public long dropped() {
    return retention.dropped();
  }

  private static void mapRecords(DeleteRecordsDetails.Partition partition, MappingContext context) {
    TopicRef topic = context.topicOfFact(partition.topic(), KafkaUuid.ZERO);
    if (partition.errorCode() != KafkaErrors.NONE
        || partition.lowWatermark() < 0
        || topic == null) {
      return;
    }
    context.emit(
        (tables, event) ->
            event
                .getRecordsDeletedBuilder()
                .setTopic(tables.topic(topic))
                .setPartition(partition.partition())
                .setLowWatermark(partition.lowWatermark()));
    context.emit(
        (tables, event) ->
            event
                .getPartitionOffsetsBuilder()
                .setTopic(tables.topic(topic))
                .setPartition(partition.partition())
                .setSource(Source.ADMIN)
                .setLogStartOffset(partition.lowWatermark()));
  }

  private void mapRetention(DescribeConfigsDetails.TopicRetention told, MappingContext context) {
    TopicRef topic = context.topicOfFact(told.topic(), KafkaUuid.ZERO);
    if (told.errorCode() != KafkaErrors.NONE || topic == null) {
      return;
    }
    ConfigSubject subject =
        new ConfigSubject(
            context.listener().ref().address(), context.listener().ref().port(), told.topic());
    if (!retention.passes(subject, told, context.timeNanos())) {
      return;
    }
    context.emit(
        (tables, event) -> {
          TopicConfigured.Builder fact =
              event
                  .getTopicConfiguredBuilder()
                  .setTopic(tables.topic(topic))
                  .setCleanupPolicy(tables.string(told.cleanupPolicy()));
          if (told.retentionMillis() != DescribeConfigsDetails.NOT_TOLD) {
            fact.setRetentionMillis(told.retentionMillis());
          }
          if (told.retentionBytes() != DescribeConfigsDetails.NOT_TOLD) {
            fact.setRetentionBytes(told.retentionBytes());
          }
        });
  }

  private static void mapOffsets(OffsetDeleteDetails offsets, MappingContext context) {
    Map<String, List<Integer>> deleted = new LinkedHashMap<>();
    for (PartitionResult partition : offsets.partitions()) {
      if (partition.errorCode() == KafkaErrors.NONE) {
        deleted
            .computeIfAbsent(partition.topic(), t -> new ArrayList<>())
            .add(partition.partition());
      }
    }
    deleted.forEach(
        (name, partitions) -> {
          TopicRef topic = context.topicOfFact(name, KafkaUuid.ZERO);
          if (topic != null) {
            context.emit(
                (tables, event) ->
                    event
                        .getOffsetsDeletedBuilder()
                        .setGroup(tables.string(offsets.groupId()))
                        .setTopic(tables.topic(topic))
                        .addAllPartitions(partitions));
          }
        });
  }
}
