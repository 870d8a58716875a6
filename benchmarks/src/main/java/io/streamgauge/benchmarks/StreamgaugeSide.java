package io.streamgauge.benchmarks;

import io.streamgauge.protocol.details.ConsumerGroupHeartbeatDetails;
import io.streamgauge.protocol.details.HeartbeatDetails;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.exchange.ConnectionDecoder;
import io.streamgauge.protocol.exchange.ConnectionOptions;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.ExchangeRecord;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Our decoder: bytes of a connection in, exchanges out, whose fields a listener reads. */
final class StreamgaugeSide implements Side {
  private static final long MILLI = 1_000_000;

  /** Immutable, and not quickly made. */
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  private final FieldReader reader = new FieldReader();
  private final Frames frames;
  private final int piece;
  private final ConnectionDecoder connection;
  private long now = 1_700_000_000_000L * MILLI;

  StreamgaugeSide(Frames frames, int piece) {
    this.frames = frames;
    this.piece = piece;
    this.connection =
        DECODER.newWorker().newConnection(ConnectionOptions.fromStart("broker:9092"), reader);
  }

  @Override
  public long exchange() {
    feed(Direction.REQUEST, frames.request);
    feed(Direction.RESPONSE, frames.response);
    return reader.sum();
  }

  private void feed(Direction direction, ByteBuffer frame) {
    now += MILLI;
    int length = frame.limit();
    for (int at = 0; at < length; at += piece) {
      connection.onBytes(direction, frame, at, Math.min(piece, length - at), now);
    }
  }

  @Override
  public Outcome outcome() {
    reader.keep(true);
    exchange();
    reader.keep(false);
    return outcome(reader.last());
  }

  @Override
  public void close() {
    connection.close(now);
    if (reader.anomalies() != 0) {
      throw new IllegalStateException(reader.anomalies() + " anomalies");
    }
  }

  private static Outcome outcome(ExchangeRecord exchange) {
    List<Object> scalars = new ArrayList<>();
    List<Outcome.Partition> partitions = new ArrayList<>();
    if (exchange.details() instanceof HeartbeatDetails beat) {
      scalars.addAll(List.of(beat.groupId(), beat.memberId(), beat.generation()));
    } else if (exchange.details() instanceof ConsumerGroupHeartbeatDetails beat) {
      scalars.addAll(List.of(beat.groupId(), beat.memberId(), beat.memberEpoch()));
      scalars.add(beat.heartbeatIntervalMillis());
    } else if (exchange.details() instanceof PartitionDetails details) {
      if (details.groupId() != null) {
        scalars.addAll(List.of(details.groupId(), details.memberId(), details.generation()));
      }
      for (int i = 0; i < details.size(); i++) {
        partitions.add(partition(details.row(i)));
      }
    }
    return new Outcome(
        exchange.apiKey(),
        exchange.correlationId(),
        exchange.clientId(),
        exchange.errorCode(),
        scalars,
        partitions);
  }

  private static Outcome.Partition partition(PartitionRow row) {
    String topic =
        row.topic() != null
            ? row.topic()
            : KafkaUuid.of(row.topicIdHigh(), row.topicIdLow()).toString();
    long offset = Math.max(row.committedOffset(), row.fetchOffset());
    boolean fetched = row.fetchOffset() != PartitionRow.NONE;
    return new Outcome.Partition(
        topic,
        row.partition(),
        row.errorCode(),
        Math.max(offset, fetched ? PartitionRow.NONE : row.baseOffset()),
        row.highWatermark(),
        row.records(),
        row.bytes(),
        fetched ? row.nextOffset() : PartitionRow.NONE,
        row.maxTimestamp());
  }
}
