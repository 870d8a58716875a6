package io.streamgauge.agent.mapping;

import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.ShareOffset;
import io.streamgauge.protocol.details.DescribeShareGroupOffsetsDetails;
import io.streamgauge.protocol.details.ReadShareGroupStateDetails;
import io.streamgauge.protocol.details.WriteShareGroupStateDetails;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.Exchange;

/**
 * ReadShareGroupState, WriteShareGroupState, DescribeShareGroupOffsets (KIP-932): how far share
 * groups are. They have no offset commits.
 */
final class ShareMapper implements FactMapper {
  /** The message does not tell a lag. */
  private static final long NO_LAG = -1;

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof ReadShareGroupStateDetails read) {
      for (ReadShareGroupStateDetails.Partition partition : read.partitions()) {
        if (partition.errorCode() == KafkaErrors.NONE) {
          emit(
              read.groupId(),
              null,
              partition.topicId(),
              partition.partition(),
              partition.startOffset(),
              NO_LAG,
              context);
        }
      }
    } else if (exchange.details() instanceof WriteShareGroupStateDetails written) {
      for (WriteShareGroupStateDetails.Partition partition : written.partitions()) {
        if (partition.errorCode() == KafkaErrors.NONE) {
          emit(
              written.groupId(),
              null,
              partition.topicId(),
              partition.partition(),
              partition.startOffset(),
              NO_LAG,
              context);
        }
      }
    } else if (exchange.details() instanceof DescribeShareGroupOffsetsDetails described) {
      described.groups().forEach(group -> mapGroup(group, context));
    }
  }

  private static void mapGroup(
      DescribeShareGroupOffsetsDetails.Group group, MappingContext context) {
    if (group.errorCode() != KafkaErrors.NONE) {
      return;
    }
    for (DescribeShareGroupOffsetsDetails.Partition partition : group.partitions()) {
      if (partition.errorCode() == KafkaErrors.NONE) {
        emit(
            group.groupId(),
            partition.topic(),
            partition.topicId(),
            partition.partition(),
            partition.startOffset(),
            partition.lag(),
            context);
      }
    }
  }

  private static void emit(
      String group,
      String topicName,
      KafkaUuid topicId,
      int partition,
      long startOffset,
      long lag,
      MappingContext context) {
    TopicRef topic = context.topicOfFact(topicName, topicId);
    if (startOffset < 0 || topic == null || !context.admitsGroup(group)) {
      return;
    }
    context.emit(
        (tables, event) -> {
          ShareOffset.Builder fact =
              event
                  .getShareOffsetBuilder()
                  .setGroup(tables.string(group))
                  .setTopic(tables.topic(topic))
                  .setPartition(partition)
                  .setStartOffset(startOffset);
          if (lag >= 0) {
            fact.setLag(lag);
          }
        });
  }
}
