package io.streamgauge.agent.mapping;

import io.streamgauge.events.TopicRef;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.Source;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Exchange;

/** OffsetCommit, OffsetFetch, TxnOffsetCommit: where groups are. Only successful partitions. */
final class CommitMapper implements FactMapper {
  /** OffsetFetch: the group has no commit for the partition. */
  private static final long NO_COMMIT = -1;

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (!(exchange.details() instanceof PartitionDetails details)) {
      return;
    }
    for (int i = 0; i < details.size(); i++) {
      PartitionRow row = details.row(i);
      if (row.errorCode() == KafkaErrors.NONE && row.committedOffset() != PartitionRow.NONE) {
        mapRow(exchange.apiKey(), details, row, context);
      }
    }
  }

  private static void mapRow(
      int apiKey, PartitionDetails details, PartitionRow row, MappingContext context) {
    String group = row.groupId() == null ? details.groupId() : row.groupId();
    TopicRef topic = context.topicOfFact(row);
    if (topic == null || !context.admitsGroup(group)) {
      return;
    }
    switch (apiKey) {
      case ApiKeys.TXN_OFFSET_COMMIT -> emitTransactional(details, row, group, topic, context);
      case ApiKeys.OFFSET_FETCH -> {
        if (row.committedOffset() >= NO_COMMIT) {
          emitCommitted(Source.OFFSET_FETCH, details, row, group, topic, context);
        }
      }
      default -> {
        if (row.committedOffset() >= 0) {
          emitCommitted(Source.OFFSET_COMMIT, details, row, group, topic, context);
        }
      }
    }
  }

  private static void emitCommitted(
      Source source,
      PartitionDetails details,
      PartitionRow row,
      String group,
      TopicRef topic,
      MappingContext context) {
    context.emit(
        (tables, event) -> {
          OffsetCommitted.Builder fact =
              event
                  .getOffsetCommittedBuilder()
                  .setGroup(tables.string(group))
                  .setTopic(tables.topic(topic))
                  .setPartition(row.partition())
                  .setOffset(row.committedOffset())
                  .setSource(source)
                  .setClient(tables.client(context.client()))
                  .setMemberId(tables.string(details.memberId()))
                  .setGeneration(details.generation());
          if (row.leaderEpoch() >= 0) {
            fact.setLeaderEpoch((int) row.leaderEpoch());
          }
        });
  }

  private static void emitTransactional(
      PartitionDetails details,
      PartitionRow row,
      String group,
      TopicRef topic,
      MappingContext context) {
    context.emit(
        (tables, event) ->
            event
                .getTransactionalOffsetBuilder()
                .setTransactionalId(tables.string(details.transactionalId()))
                .setProducerId(details.producerId())
                .setProducerEpoch(details.producerEpoch())
                .setGroup(tables.string(group))
                .setTopic(tables.topic(topic))
                .setPartition(row.partition())
                .setOffset(row.committedOffset())
                .setClient(tables.client(context.client())));
  }
}
