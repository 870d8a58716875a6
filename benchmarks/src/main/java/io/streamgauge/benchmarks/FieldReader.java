package io.streamgauge.benchmarks;

import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.protocol.details.ConsumerGroupHeartbeatDetails;
import io.streamgauge.protocol.details.HeartbeatDetails;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeRecord;

/**
 * Reads what {@link FieldSums} reads of kafka-clients' objects: of each api what there is, into a
 * sum, so that no field can go unread.
 */
final class FieldReader implements ConnectionObserver {
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;

  private long sum;
  private long anomalies;
  private boolean keep;
  private ExchangeRecord last;

  @Override
  public void onExchange(Exchange exchange) {
    if (keep) {
      last = exchange.toRecord();
    }
    long total =
        exchange.correlationId()
            + length(exchange.clientId())
            + exchange.errorCode()
            + exchange.throttleMillis();
    if (exchange.details() instanceof PartitionDetails details) {
      total += partitions(exchange.apiKey(), details);
    } else if (exchange.details() instanceof HeartbeatDetails beat) {
      total += length(beat.groupId()) + length(beat.memberId()) + beat.generation();
    } else if (exchange.details() instanceof ConsumerGroupHeartbeatDetails beat) {
      total += length(beat.groupId()) + length(beat.memberId()) + beat.memberEpoch();
      total += beat.answeredEpoch();
    }
    sum += total;
  }

  private static long partitions(int apiKey, PartitionDetails details) {
    long total = 0;
    if (apiKey == PRODUCE) {
      total += details.acks();
      for (int i = 0; i < details.size(); i++) {
        PartitionRow row = details.row(i);
        total += length(row.topic()) + named(row) + row.baseOffset() + row.logStartOffset();
        total += records(row);
      }
    } else if (apiKey == FETCH) {
      total += (long) details.maxWaitMillis() + details.minBytes() + details.isolation();
      total += details.sessionId();
      for (int i = 0; i < details.size(); i++) {
        PartitionRow row = details.row(i);
        total += row.topicIdLow() + named(row) + row.fetchOffset() + row.highWatermark();
        total += row.lastStableOffset() + row.logStartOffset() + row.baseOffset() + records(row);
      }
    } else {
      total += length(details.groupId()) + length(details.memberId());
      total += details.generation();
      for (int i = 0; i < details.size(); i++) {
        PartitionRow row = details.row(i);
        total += length(row.topic()) + named(row) + row.committedOffset();
      }
    }
    return total;
  }

  /** What a loss hid is null. */
  private static long length(String text) {
    return text == null ? 0 : text.length();
  }

  private static long named(PartitionRow row) {
    return (long) row.partition() + row.errorCode();
  }

  private static long records(PartitionRow row) {
    return row.records()
        + row.bytes()
        + row.nextOffset()
        + row.maxTimestamp()
        + row.magic()
        + row.codecs();
  }

  @Override
  public void onAnomaly(Anomaly anomaly) {
    anomalies++;
  }

  /** So that it cannot be left out. */
  long sum() {
    return sum;
  }

  /** What could not be read. */
  long anomalies() {
    return anomalies;
  }

  /** Whether a copy of the last exchange is to be had. */
  void keep(boolean copy) {
    keep = copy;
  }

  /** The copy; null before {@link #keep}. */
  ExchangeRecord last() {
    return last;
  }
}
