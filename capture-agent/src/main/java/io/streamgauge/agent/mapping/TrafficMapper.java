package io.streamgauge.agent.mapping;

import io.streamgauge.agent.rollup.ClientTraffic;
import io.streamgauge.agent.rollup.RequestAccumulator;
import io.streamgauge.agent.rollup.TopicAccumulator;
import io.streamgauge.agent.rollup.TopicLabel;
import io.streamgauge.events.v1.TopicRollup;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import io.streamgauge.protocol.exchange.FetchSession;

/** Adds an exchange to the sums of its api and of its topics. Hot path: allocates nothing. */
final class TrafficMapper {
  private static final int NO_ACKS = 0;
  private static final int ORDINARY_CONSUMER = -1;

  private TrafficMapper() {}

  /** Adds the request and its answer to the sums of api and version. */
  static void addRequest(Exchange exchange, ClientTraffic traffic) {
    RequestAccumulator sums = traffic.requests(exchange.apiKey(), exchange.apiVersion());
    sums.addRequest(Math.max(0, exchange.requestBytes()));
    if (exchange.responseBytes() != Exchange.UNKNOWN) {
      sums.addResponse(exchange.responseBytes(), exchange.throttleMillis());
    } else if (asksForNoAnswer(exchange)) {
      sums.addFireAndForget();
    } else if (exchange.status() == ExchangeStatus.NO_RESPONSE) {
      sums.addUnanswered();
    }
    if (exchange.errorCode() != Exchange.NO_ERROR_CODE) {
      sums.addError(exchange.errorCode());
    }
    if (exchange.brokerNanos() != Exchange.UNKNOWN) {
      addTime(exchange, sums);
      addWait(exchange, traffic);
    }
  }

  /** Where a consumer was idle, and for how many partitions at this broker. */
  private static void addWait(Exchange exchange, ClientTraffic traffic) {
    if (exchange.apiKey() != ApiKeys.FETCH
        || exchange.waitNanos() <= 0
        || !(exchange.details() instanceof PartitionDetails details)
        || details.replicaId() != ORDINARY_CONSUMER) {
      return;
    }
    FetchSession session = exchange.fetchSession();
    if (session != null && !session.isComplete()) {
      return; // It is not known what else the fetch asked for.
    }
    int partitions = session == null ? details.size() : session.size();
    long end = exchange.responseFirstNanos();
    traffic.waits().add(end - exchange.waitNanos(), end, partitions);
  }

  /** A broker that waited on purpose says nothing of how fast it is: each time is of one kind. */
  private static void addTime(Exchange exchange, RequestAccumulator sums) {
    if (waited(exchange)) {
      sums.addWaitTime(exchange.waitNanos());
    } else {
      sums.addBrokerTime(exchange.brokerNanos());
    }
    long had = exchange.brokerNanos() + Math.max(0, exchange.waitNanos());
    sums.addInflight(Math.max(0, exchange.requestBytes()), had);
  }

  private static boolean waited(Exchange exchange) {
    return switch (exchange.apiKey()) {
      case ApiKeys.SHARE_FETCH, ApiKeys.JOIN_GROUP, ApiKeys.SYNC_GROUP -> true;
      default -> exchange.waitNanos() > 0;
    };
  }

  private static boolean asksForNoAnswer(Exchange exchange) {
    return exchange.apiKey() == ApiKeys.PRODUCE
        && exchange.details() instanceof PartitionDetails details
        && details.acks() == NO_ACKS;
  }

  /**
   * Adds what the broker accepted or delivered to the sums of its topics.
   *
   * @return bytes of Streamgauge's own topics, which are in no sum
   */
  static long addTopics(Exchange exchange, ClientTraffic traffic, MappingContext context) {
    TopicRollup.Kind kind = kind(exchange);
    if (kind == null || !(exchange.details() instanceof PartitionDetails details)) {
      return 0;
    }
    long ownBytes = 0;
    boolean unacknowledged = asksForNoAnswer(exchange);
    for (int i = 0; i < details.size(); i++) {
      PartitionRow row = details.row(i);
      boolean accepted =
          row.errorCode() == KafkaErrors.NONE
              || (unacknowledged && row.errorCode() == Exchange.NO_ERROR_CODE);
      if (!accepted || row.bytes() == PartitionRow.NONE) {
        continue;
      }
      long bytes = row.bytes() - row.truncatedBytes();
      TopicLabel topic = context.topic(row);
      if (topic.isOwn()) {
        ownBytes += bytes;
      } else if (bytes > 0) {
        add(traffic.topic(topic, kind), row, delivered(exchange.apiKey(), row), bytes);
      }
    }
    return ownBytes;
  }

  private static void add(TopicAccumulator sums, PartitionRow row, long records, long bytes) {
    if (records == PartitionRow.NONE) {
      sums.addUncountable(bytes);
    } else {
      sums.add(records, bytes, Math.max(0, row.batches()));
    }
  }

  /** A share fetch's batches may hold records that other members have; only acquired ones count. */
  private static long delivered(int apiKey, PartitionRow row) {
    return apiKey == ApiKeys.SHARE_FETCH ? Math.max(0, row.acquiredRecords()) : row.records();
  }

  private static TopicRollup.Kind kind(Exchange exchange) {
    return switch (exchange.apiKey()) {
      case ApiKeys.PRODUCE -> TopicRollup.Kind.PRODUCE;
      case ApiKeys.SHARE_FETCH -> TopicRollup.Kind.CONSUME;
      case ApiKeys.FETCH ->
          exchange.details() instanceof PartitionDetails details ? fetchKind(details) : null;
      default -> null;
    };
  }

  /**
   * Replication is not consumption. A fetch whose damaged request did not come to say who asks is
   * taken for neither: its bytes are missing from both, and coverage says so.
   */
  private static TopicRollup.Kind fetchKind(PartitionDetails details) {
    if (details.replicaId() == PartitionDetails.UNKNOWN_REPLICA) {
      return null;
    }
    return details.replicaId() >= 0 ? TopicRollup.Kind.REPLICATE : TopicRollup.Kind.CONSUME;
  }

  /** Whether an exchange is about Streamgauge's own topics and nothing else. */
  static boolean isOwn(Exchange exchange, MappingContext context) {
    if (!(exchange.details() instanceof PartitionDetails details) || details.size() == 0) {
      return false;
    }
    for (int i = 0; i < details.size(); i++) {
      if (!context.topic(details.row(i)).isOwn()) {
        return false;
      }
    }
    return true;
  }
}
