package io.streamgauge.protocol.details.assembly;

import static io.streamgauge.protocol.details.PartitionRow.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.schema.Direction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/** Record sets as Kafka builds them, summed up in their rows. */
class RecordsInRowsTest {
  private final Walk walk = new Walk();

  @Test
  void severalBatchesOfDifferentMagicAndCodecAddUp() {
    // Given
    byte[] set =
        concat(
            batch(0, 10, Compression.NONE, 1),
            batch(1, 11, Compression.NONE, 2),
            batch(2, 13, Compression.gzip().build(), 5));

    // When
    PartitionRow row = fetched(set);

    // Then
    assertThat(row.records()).isEqualTo(8);
    assertThat(row.batches()).isEqualTo(4);
    assertThat(row.bytes()).isEqualTo(set.length);
    assertThat(row.baseOffset()).isEqualTo(10);
    assertThat(row.nextOffset()).isEqualTo(18);
    assertThat(row.magic()).isZero();
    assertThat(row.codecs()).isEqualTo(0b11);
    assertThat(row.maxTimestamp()).isEqualTo(1004);
    assertThat(row.truncatedBytes()).isZero();
    assertThat(row.trailingControlRecords()).isZero();
  }

  @Test
  void truncatedLastBatchIsCountedInBytesOnly() {
    // Given
    byte[] cut = Arrays.copyOf(batch(2, 15, Compression.NONE, 3), 70);

    // When
    PartitionRow row = fetched(concat(batch(2, 13, Compression.NONE, 2), cut));

    // Then
    assertThat(row.records()).isEqualTo(2);
    assertThat(row.batches()).isEqualTo(1);
    assertThat(row.truncatedBytes()).isEqualTo(70);
    assertThat(row.nextOffset()).isEqualTo(15);
  }

  @Test
  void controlBatchesAreNoRecordsAndTrailingMarkersAreTold() {
    // When
    PartitionRow row =
        fetched(concat(marker(9), batch(2, 10, Compression.NONE, 2), marker(12), marker(13)));

    // Then
    assertThat(row.records()).isEqualTo(2);
    assertThat(row.batches()).isEqualTo(4);
    assertThat(row.baseOffset()).isEqualTo(9);
    assertThat(row.nextOffset()).isEqualTo(14);
    assertThat(row.trailingControlRecords()).isEqualTo(2);
  }

  @Test
  void aCompactedBatchCountsItsRecordsNotItsOffsets() {
    // Given three records that compaction left of ten
    byte[] compacted = batch(2, 10, Compression.NONE, 3);
    ByteBuffer.wrap(compacted).putInt(DefaultRecordBatch.LAST_OFFSET_DELTA_OFFSET, 9);

    // When
    PartitionRow row = fetched(compacted);

    // Then
    assertThat(row.records()).isEqualTo(3);
    assertThat(row.nextOffset()).isEqualTo(20);
  }

  @Test
  void aBatchThatCompactionEmptiedHidesNoTrailingMarker() {
    // Given
    ByteBuffer empty = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
    DefaultRecordBatch.writeEmptyHeader(
        empty, (byte) 2, 9L, (short) 0, 3, 13, 15, 0, TimestampType.CREATE_TIME, 1L, false, false);

    // When
    PartitionRow row =
        fetched(concat(batch(2, 10, Compression.NONE, 2), marker(12), bytes(empty.flip())));

    // Then
    assertThat(row.records()).isEqualTo(2);
    assertThat(row.trailingControlRecords()).isEqualTo(1);
    assertThat(row.nextOffset()).isEqualTo(16);
  }

  @Test
  void producedRecordsGetTheirOffsetsFromTheAnswer() {
    // Given
    String records = base64(batch(2, 0, Compression.lz4().build(), 3));

    // When
    PartitionRow row =
        walk.exchange(
                0,
                9,
                "{topicData:[{name:'t',partitionData:[{index:0,records:'" + records + "'}]}]}",
                "{responses:[{name:'t',partitionResponses:[{index:0,baseOffset:100}]}]}")
            .as(PartitionDetails.class)
            .row(0);

    // Then
    assertThat(row.records()).isEqualTo(3);
    assertThat(row.baseOffset()).isEqualTo(100);
    assertThat(row.nextOffset()).isEqualTo(103);
    assertThat(row.codecs()).isEqualTo(1 << 3);
  }

  @Test
  void aGapInABatchHeaderMakesTheSetUncountableAndNothingElse() {
    // Given
    byte[] records = batch(2, 0, Compression.NONE, 3);
    byte[] body =
        Walk.KAFKA.response(
            1,
            11,
            "{responses:[{topic:'t',partitions:[{partitionIndex:0,highWatermark:3,records:'"
                + base64(records)
                + "'},{partitionIndex:1,highWatermark:5}]}]}");
    int start = indexOf(body, records) + 5;
    PendingDetails pending = walk.assembler.acquire(1, 11);
    ProgramCursor cursor = new ProgramCursor();
    cursor.begin(
        Walk.PROGRAMS.programs().find(1, 11, Direction.RESPONSE),
        body.length,
        walk.assembler.responseSink(pending));

    // When
    cursor.feed(ByteBuffer.wrap(body), 0, start);
    assertThat(cursor.skipGap(4)).isTrue();
    cursor.feed(ByteBuffer.wrap(body), start + 4, body.length - start - 4);

    // Then
    PartitionDetails details = (PartitionDetails) walk.assembler.details(pending);
    assertThat(cursor.state()).isEqualTo(ProgramCursor.State.DONE);
    assertThat(details.size()).isEqualTo(2);
    assertThat(details.row(0).records()).isEqualTo(NONE);
    assertThat(details.row(0).nextOffset()).isEqualTo(NONE);
    assertThat(details.row(0).bytes()).isEqualTo(records.length);
    assertThat(details.row(1).highWatermark()).isEqualTo(5);
    assertThat(walk.assembler.uncountableRecordSets(pending)).isEqualTo(1);
    walk.assembler.release(pending);
    assertThat(walk.assembler.counters().recordSetsUncountable()).isEqualTo(1);
    assertThat(walk.assembler.isIdle()).isTrue();
  }

  private PartitionRow fetched(byte[] records) {
    return walk.exchange(
            1,
            12,
            "{topics:[{topic:'t',partitions:[{partition:0,fetchOffset:10}]}]}",
            "{responses:[{topic:'t',partitions:[{partitionIndex:0,records:'"
                + base64(records)
                + "'}]}]}")
        .as(PartitionDetails.class)
        .row(0);
  }

  private static byte[] batch(int magic, long offset, Compression compression, int records) {
    SimpleRecord[] content = new SimpleRecord[records];
    for (int i = 0; i < records; i++) {
      content[i] = new SimpleRecord(1000L + i, new byte[] {1}, new byte[] {2, 3});
    }
    return bytes(
        MemoryRecords.withRecords(
                (byte) magic, offset, compression, TimestampType.CREATE_TIME, content)
            .buffer());
  }

  private static byte[] marker(long offset) {
    return bytes(
        MemoryRecords.withEndTransactionMarker(
                offset, 5L, 0, 9L, (short) 0, new EndTransactionMarker(ControlRecordType.COMMIT, 0))
            .buffer());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Stream.of(parts).mapToInt(part -> part.length).sum());
    Stream.of(parts).forEach(all::put);
    return all.array();
  }

  private static int indexOf(byte[] body, byte[] part) {
    for (int at = 0; ; at++) {
      if (Arrays.equals(body, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
