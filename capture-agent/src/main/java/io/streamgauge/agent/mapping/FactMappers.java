package io.streamgauge.agent.mapping;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import java.util.Arrays;
import java.util.Objects;

/** The table of api key → mapper. Apis that are not in it state no facts. */
final class FactMappers {
  private static final int KEYS = 128;

  private final FactMapper[] byApiKey = new FactMapper[KEYS];
  private final ClientMapper clients = new ClientMapper();

  private final MemberFacts members = new MemberFacts();

  FactMappers(PartitionOffsetsTracker offsets) {
    put(
        new OffsetsMapper(offsets),
        ApiKeys.PRODUCE,
        ApiKeys.FETCH,
        ApiKeys.SHARE_FETCH,
        ApiKeys.LIST_OFFSETS);
    put(new CommitMapper(), ApiKeys.OFFSET_COMMIT, ApiKeys.OFFSET_FETCH, ApiKeys.TXN_OFFSET_COMMIT);
    put(
        new TopologyMapper(),
        ApiKeys.METADATA,
        ApiKeys.DESCRIBE_CLUSTER,
        ApiKeys.CREATE_TOPICS,
        ApiKeys.DELETE_TOPICS,
        ApiKeys.LEADER_AND_ISR,
        ApiKeys.UPDATE_METADATA,
        ApiKeys.DESCRIBE_TOPIC_PARTITIONS,
        ApiKeys.SHARE_GROUP_DESCRIBE,
        ApiKeys.ALTER_SHARE_GROUP_OFFSETS,
        ApiKeys.DELETE_SHARE_GROUP_OFFSETS);
    put(
        new GroupMapper(members),
        ApiKeys.JOIN_GROUP,
        ApiKeys.SYNC_GROUP,
        ApiKeys.HEARTBEAT,
        ApiKeys.LEAVE_GROUP);
    put(
        new HeartbeatMapper(members),
        ApiKeys.CONSUMER_GROUP_HEARTBEAT,
        ApiKeys.SHARE_GROUP_HEARTBEAT,
        ApiKeys.STREAMS_GROUP_HEARTBEAT);
    put(new GroupDescriptions(), ApiKeys.DESCRIBE_GROUPS, ApiKeys.CONSUMER_GROUP_DESCRIBE);
    put(
        new AdminMapper(),
        ApiKeys.DELETE_RECORDS,
        ApiKeys.DESCRIBE_CONFIGS,
        ApiKeys.DELETE_GROUPS,
        ApiKeys.OFFSET_DELETE);
    put(
        new TransactionMapper(),
        ApiKeys.INIT_PRODUCER_ID,
        ApiKeys.END_TXN,
        ApiKeys.WRITE_TXN_MARKERS);
    put(
        new ShareMapper(),
        ApiKeys.READ_SHARE_GROUP_STATE,
        ApiKeys.WRITE_SHARE_GROUP_STATE,
        ApiKeys.DESCRIBE_SHARE_GROUP_OFFSETS);
    put(clients, ApiKeys.API_VERSIONS, ApiKeys.SASL_AUTHENTICATE);
  }

  private void put(FactMapper mapper, int... apiKeys) {
    for (int key : apiKeys) {
      byApiKey[key] = mapper;
    }
  }

  /**
   * States what an answered exchange says, if anything. Of one that a gap damaged only the rows of
   * partitions are taken: each stands for itself, whereas a list of members, brokers or assigned
   * partitions that was cut would pass for the whole.
   */
  void map(Exchange exchange, MappingContext context) {
    if (exchange.status() == ExchangeStatus.PARTIAL
        && !(exchange.details() instanceof PartitionDetails)) {
      return;
    }
    int key = exchange.apiKey();
    if (key >= 0 && key < KEYS && byApiKey[key] != null) {
      byApiKey[key].map(exchange, context);
    }
  }

  /** Statements and members that were forgotten because there were too many. */
  long dropped() {
    return members.dropped()
        + Arrays.stream(byApiKey)
            .filter(Objects::nonNull)
            .distinct()
            .mapToLong(FactMapper::dropped)
            .sum();
  }

  /** A SASL token without a Kafka header. */
  void mapToken(SaslAuthenticateDetails token, MappingContext context) {
    clients.mapToken(token, context);
  }
}
