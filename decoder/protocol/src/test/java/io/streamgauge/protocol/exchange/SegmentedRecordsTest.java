package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/**
 * Record sets in segments, most of which hold nothing but payload: a side skips those by itself and
 * takes a short way to the next batch's header. Byte by byte there is no such way, so that is what
 * everything is compared with.
 */
class SegmentedRecordsTest {
  private static final long TIME = 1_700_000_000_000_000_000L;
  private static final int GAP = 40;
  private static final byte[] PRODUCE = produce();
  private static final byte[] PRODUCED = Produced.response(1);
  private static final byte[] FETCH =
      Frames.request(12, 1, "c", new FetchRequestData().setSessionId(9).setSessionEpoch(3));
  private static final byte[] FETCHED = fetched();

  /** Five batches of several sizes, the last one cut as brokers cut it. */
  private static MemoryRecords records(int seed) {
    ByteBuffer all = ByteBuffer.allocate(4_096);
    for (int batch = 0; batch < 5; batch++) {
      SimpleRecord record = new SimpleRecord(TIME, new byte[seed + 37 * batch * batch]);
      all.put(MemoryRecords.withRecords(100L + batch, Compression.NONE, record).buffer());
    }
    return MemoryRecords.readableRecords(all.limit(all.position() - seed % 70).position(0));
  }

  private static byte[] produce() {
    ProduceRequestData.TopicProduceData topic =
        new ProduceRequestData.TopicProduceData().setName("orders");
    for (int index = 0; index < 3; index++) {
      topic
          .partitionData()
          .add(
              new ProduceRequestData.PartitionProduceData()
                  .setIndex(index)
                  .setRecords(records(70 * (index + 1))));
    }
    ProduceRequestData data = new ProduceRequestData().setAcks((short) -1);
    data.topicData().add(topic);
    return Frames.request(Produced.VERSION, 1, "c", data);
  }

  private static byte[] fetched() {
    FetchResponseData.FetchableTopicResponse topic =
        new FetchResponseData.FetchableTopicResponse().setTopic("orders");
    for (int index = 0; index < 3; index++) {
      topic
          .partitions()
          .add(
              new FetchResponseData.PartitionData()
                  .setPartitionIndex(index)
                  .setRecords(records(100 + 63 * index)));
    }
    return Frames.response(12, 1, new FetchResponseData().setResponses(List.of(topic)));
  }

  /** Plays both exchanges in segments, without the bytes from {@code lost} on. */
  private static String play(int segment, Direction side, int lost) {
    Recorder heard = new Recorder();
    ConnectionDecoder connection =
        Talk.decoder().newWorker().newConnection(ConnectionOptions.fromStart("b"), heard);
    feed(connection, Direction.REQUEST, PRODUCE, segment, side == Direction.REQUEST ? lost : -1);
    feed(connection, Direction.RESPONSE, PRODUCED, PRODUCED.length, -1);
    feed(connection, Direction.REQUEST, FETCH, FETCH.length, -1);
    feed(connection, Direction.RESPONSE, FETCHED, segment, side == Direction.RESPONSE ? lost : -1);
    StringBuilder told = new StringBuilder().append(heard.everything()).append(heard.anomalies);
    for (Direction direction : Direction.values()) {
      ConnectionStatistics totals = connection.statistics();
      told.append(' ').append(totals.decodedBytes(direction));
      told.append(' ').append(totals.undecodableBytes(direction));
      told.append(' ').append(totals.gapBytes(direction));
      told.append(' ').append(totals.frames(direction));
    }
    return told.toString();
  }

  private static void feed(
      ConnectionDecoder connection, Direction direction, byte[] frame, int segment, int lost) {
    int first = lost < 0 ? frame.length : lost;
    pieces(connection, direction, frame, 0, first, segment);
    if (lost >= 0) {
      connection.onGap(direction, GAP, TIME);
      pieces(connection, direction, frame, lost + GAP, frame.length, segment);
    }
  }

  private static void pieces(
      ConnectionDecoder connection,
      Direction direction,
      byte[] frame,
      int from,
      int to,
      int segment) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    for (int at = from; at < to; at += segment) {
      connection.onBytes(direction, bytes, at, Math.min(segment, to - at), TIME);
    }
  }

  @Test
  void segmentsOfAnySizeSayWhatSingleBytesSay() {
    String expected = play(1, Direction.REQUEST, -1);
    assertThat(expected).contains("COMPLETE").doesNotContain("PARTIAL");

    for (int segment = 2; segment <= 1_500; segment++) {
      assertThat(play(segment, Direction.REQUEST, -1)).as("%d", segment).isEqualTo(expected);
    }
  }

  @Test
  void theEndOfTheConnectionIsToldToTheByte() {
    for (int end = 60; end < PRODUCE.length; end += 97) {
      assertThat(cut(Direction.REQUEST, PRODUCE, end)).isEqualTo(end);
    }
    for (int end = 60; end < FETCHED.length; end += 97) {
      assertThat(cut(Direction.RESPONSE, FETCHED, end)).isEqualTo(end);
    }
  }

  /** Bytes of a frame that was cut short, as they are told. */
  private static long cut(Direction direction, byte[] frame, int end) {
    Recorder heard = new Recorder();
    ConnectionDecoder connection =
        Talk.decoder().newWorker().newConnection(ConnectionOptions.fromStart("b"), heard);
    if (direction == Direction.RESPONSE) {
      pieces(connection, Direction.REQUEST, FETCH, 0, FETCH.length, FETCH.length);
    }
    pieces(connection, direction, frame, 0, end, 150);
    connection.close(TIME);
    assertThat(heard.reasons()).containsExactly(AnomalyReason.CUT_SHORT);
    return heard.anomalies.get(0).bytes();
  }

  @Test
  void aGapAnywhereCostsTheSameInSegmentsAsInSingleBytes() {
    for (Direction side : Direction.values()) {
      int length = side == Direction.REQUEST ? PRODUCE.length : FETCHED.length;
      for (int lost = 60; lost + GAP < length; lost += 11) {
        String expected = play(1, side, lost);
        for (int segment : new int[] {64, 150, 400}) {
          assertThat(play(segment, side, lost))
              .as("%s without %d, in segments of %d", side, lost, segment)
              .isEqualTo(expected);
        }
      }
    }
  }
}
