package io.streamgauge.agent.mapping;

import io.streamgauge.agent.rollup.TopicLabel;
import io.streamgauge.events.v1.Source;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.HashSet;
import java.util.Set;

/**
 * Produce, Fetch, ShareFetch, ListOffsets: where partitions end, and where consumers read.
 * Allocates nothing for partitions that are known; {@link PartitionOffsetsTracker} decides when to
 * tell.
 */
final class OffsetsMapper implements FactMapper {
  private static final int LATEST = -1;
  private static final int EARLIEST = -2;
  private static final int ORDINARY_CONSUMER = -1;
  private static final int CLOSING_EPOCH = -1;

  private final PartitionOffsetsTracker tracker;

  OffsetsMapper(PartitionOffsetsTracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (!(exchange.details() instanceof PartitionDetails details)) {
      return;
    }
    boolean fetch = exchange.apiKey() == ApiKeys.FETCH;
    PartitionOffsetsTracker.Session session =
        fetch && details.sessionId() != 0 ? context.session(details.sessionId(), tracker) : null;
    for (int i = 0; i < details.size(); i++) {
      PartitionRow row = details.row(i);
      if (row.errorCode() != KafkaErrors.NONE) {
        continue;
      }
      TopicLabel topic = context.topic(row);
      if (!topic.isOwn() && !topic.isOverflow()) {
        mapRow(exchange.apiKey(), details, row, topic, session, context);
      }
    }
    if (session != null && exchange.errorCode() == KafkaErrors.NONE) {
      follow(session, details, context);
    }
  }

  /** What the session gave up is not renewed any more, nor what it held when it is closed. */
  private void follow(
      PartitionOffsetsTracker.Session session, PartitionDetails details, MappingContext context) {
    if (details.sessionEpoch() == CLOSING_EPOCH) {
      tracker.close(context.listener(), details.sessionId());
      context.forgetSession();
      return;
    }
    if (details.forgottenSize() > 0) {
      Set<PartitionOffsetsTracker.Forgotten> forgotten = new HashSet<>();
      for (int i = 0; i < details.forgottenSize(); i++) {
        PartitionRow row = details.forgotten(i);
        forgotten.add(new PartitionOffsetsTracker.Forgotten(context.topic(row), row.partition()));
      }
      session.forget(forgotten);
    }
    session.renew(context.timeNanos());
  }

  private void mapRow(
      int apiKey,
      PartitionDetails details,
      PartitionRow row,
      TopicLabel topic,
      PartitionOffsetsTracker.Session session,
      MappingContext context) {
    switch (apiKey) {
      case ApiKeys.FETCH -> mapFetch(details, row, topic, session, context);
      case ApiKeys.PRODUCE -> mapProduce(details, row, topic, context);
      case ApiKeys.SHARE_FETCH -> mapShareFetch(row, topic, context);
      default -> mapListOffsets(details, row, topic, context);
    }
  }

  private void mapFetch(
      PartitionDetails details,
      PartitionRow row,
      TopicLabel topic,
      PartitionOffsetsTracker.Session session,
      MappingContext context) {
    if (row.highWatermark() < 0 || details.replicaId() == PartitionDetails.UNKNOWN_REPLICA) {
      return;
    }
    boolean follower = details.replicaId() >= 0;
    PartitionOffsetsTracker.Slot slot =
        tracker.slot(
            follower ? Source.FOLLOWER_FETCH : Source.FETCH,
            details.isolation(),
            topic,
            row.partition(),
            follower ? null : context.client(),
            context.listener());
    slot.highWatermark = row.highWatermark();
    slot.lastStableOffset = row.lastStableOffset();
    slot.logStartOffset = row.logStartOffset();
    slot.leaderEpoch = row.leaderEpoch();
    slot.isolation = details.isolation();
    if (!follower) {
      slot.fetchOffset = row.fetchOffset();
      slot.maxTimestamp = row.maxTimestamp();
    }
    boolean tellsMarkers = follower ? row.nextOffset() >= 0 : reachesEnd(row);
    if (tellsMarkers && row.trailingControlRecords() >= 0) {
      slot.endsInMarkers(row.trailingControlRecords(), row.fetchOffset(), row.nextOffset());
    }
    tracker.observe(slot, context.timeNanos());
    if (session != null) {
      session.add(slot);
    }
  }

  /** Whether a consumer read all there is to read: only then do trailing markers tell anything. */
  private static boolean reachesEnd(PartitionRow row) {
    return row.nextOffset() != PartitionRow.NONE
        && (row.nextOffset() == row.lastStableOffset() || row.nextOffset() == row.highWatermark());
  }

  private void mapProduce(
      PartitionDetails details, PartitionRow row, TopicLabel topic, MappingContext context) {
    if (row.baseOffset() < 0 || row.nextOffset() < 0) {
      return;
    }
    PartitionOffsetsTracker.Slot slot =
        tracker.slot(
            Source.PRODUCE, details.acks(), topic, row.partition(), null, context.listener());
    slot.logEndOffset = row.nextOffset();
    slot.logStartOffset = row.logStartOffset();
    slot.acks = details.acks();
    tracker.observe(slot, context.timeNanos());
  }

  private void mapShareFetch(PartitionRow row, TopicLabel topic, MappingContext context) {
    if (row.baseOffset() < 0) {
      return;
    }
    PartitionOffsetsTracker.Slot slot =
        tracker.slot(
            Source.SHARE_FETCH, 0, topic, row.partition(), context.client(), context.listener());
    slot.fetchOffset = row.baseOffset();
    slot.maxTimestamp = row.maxTimestamp();
    tracker.observe(slot, context.timeNanos());
  }

  private void mapListOffsets(
      PartitionDetails details, PartitionRow row, TopicLabel topic, MappingContext context) {
    boolean latest = row.timestamp() == LATEST;
    // Who is no ordinary consumer is told the log end, which is above the high watermark.
    if (row.offset() < 0
        || (!latest && row.timestamp() != EARLIEST)
        || (latest && details.replicaId() != ORDINARY_CONSUMER)) {
      return;
    }
    boolean committedOnly = details.isolation() == 1;
    PartitionOffsetsTracker.Slot slot =
        tracker.slot(
            Source.LIST_OFFSETS,
            latest ? details.isolation() : EARLIEST,
            topic,
            row.partition(),
            null,
            context.listener());
    if (!latest) {
      slot.logStartOffset = row.offset();
    } else if (committedOnly) {
      slot.lastStableOffset = row.offset();
    } else {
      slot.highWatermark = row.offset();
    }
    slot.leaderEpoch = row.leaderEpoch();
    tracker.observe(slot, context.timeNanos());
  }
}
