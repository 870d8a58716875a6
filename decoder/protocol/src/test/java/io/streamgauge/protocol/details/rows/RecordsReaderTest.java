package io.streamgauge.protocol.details.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.records.RecordScratch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

/** A record set says the same whether it is summed up in one go or goes through the scanner. */
class RecordsReaderTest {
  /** What stands around a set in its frame, and must not matter. */
  private static final int MARGIN = 70;

  /**
   * What is read.
   *
   * @param piece bytes of the pieces in which it comes the second time
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for a moment, is never compared
  private record RecordSet(byte[] bytes, int piece, boolean ofBroker) {}

  @Provide
  Arbitrary<RecordSet> sets() {
    Arbitrary<byte[]> batch =
        Combinators.combine(
                Arbitraries.of(0, 1, 2, 2, 2, 2, 3, 4, 5),
                Arbitraries.integers().between(1, 20),
                Arbitraries.longs().between(0, 1L << 40))
            .as(RecordsReaderTest::batch);
    Arbitrary<byte[]> set = batch.list().ofMinSize(1).ofMaxSize(6).map(RecordsReaderTest::join);
    Arbitrary<byte[]> damaged =
        Combinators.combine(set, Arbitraries.longs(), Arbitraries.integers().between(0, 3))
            .as(RecordsReaderTest::damage);
    return Combinators.combine(
            Arbitraries.oneOf(set, damaged),
            Arbitraries.of(1, 7, 61, 64, 200, 5_000),
            Arbitraries.of(true, false))
        .as(RecordSet::new);
  }

  /** Magic 0 to 2; 3: compressed, 4: a marker, 5: emptied by compaction. */
  private static byte[] batch(int kind, int records, long offset) {
    if (kind == 4) {
      EndTransactionMarker marker = new EndTransactionMarker(ControlRecordType.COMMIT, 0);
      return bytes(
          MemoryRecords.withEndTransactionMarker(offset, 9L, 1, 5L, (short) 0, marker).buffer());
    }
    if (kind == 5) {
      ByteBuffer empty = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
      DefaultRecordBatch.writeEmptyHeader(
          empty,
          (byte) 2,
          5L,
          (short) 0,
          3,
          offset,
          offset + records,
          0,
          TimestampType.CREATE_TIME,
          1L,
          false,
          false);
      return bytes(empty.flip());
    }
    SimpleRecord[] all = new SimpleRecord[records];
    for (int i = 0; i < records; i++) {
      all[i] = new SimpleRecord(1_000L + i, new byte[i]);
    }
    Compression codec = kind == 3 ? Compression.gzip().build() : Compression.NONE;
    byte magic = (byte) Math.min(kind, 2);
    return bytes(
        MemoryRecords.withRecords(magic, offset, codec, TimestampType.CREATE_TIME, all).buffer());
  }

  private static byte[] join(List<byte[]> batches) {
    ByteBuffer joined = ByteBuffer.allocate(batches.stream().mapToInt(one -> one.length).sum());
    batches.forEach(joined::put);
    return joined.array();
  }

  /** Cuts the set, and changes bytes of headers and of anything else. */
  private static byte[] damage(byte[] set, long seed, int changes) {
    Random random = new Random(seed);
    byte[] damaged = set.clone();
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(61, set.length) : set.length);
      damaged[at] = (byte) (random.nextBoolean() ? random.nextInt() : damaged[at] ^ 1 << i);
    }
    return random.nextBoolean()
        ? damaged
        : Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Property
  void aSetInOnePieceSaysWhatItSaysInMany(@ForAll("sets") RecordSet set, @ForAll byte around) {
    // Given
    ByteBuffer frame = ByteBuffer.allocateDirect(set.bytes().length + 2 * MARGIN);
    for (int i = 0; i < frame.capacity(); i++) {
      frame.put(i, around);
    }
    frame.put(MARGIN, set.bytes());
    RecordsReader reader = new RecordsReader(new RecordScratch());
    Row whole = new Row();
    Row cut = new Row();

    // When
    reader.reset();
    reader.whole(whole, frame, MARGIN, set.bytes().length, set.ofBroker());
    int uncountable = reader.uncountable();
    reader.reset();
    feed(reader, cut, frame, set);

    // Then
    assertThat(whole.cells).isEqualTo(cut.cells);
    assertThat(uncountable).isEqualTo(reader.uncountable());
  }

  @Test
  void countsRecordsNotOffsetsAndNoMarkers() {
    // Given twenty records that compaction left of thirty, and two markers
    byte[] compacted = batch(2, 20, 10);
    ByteBuffer.wrap(compacted).putInt(DefaultRecordBatch.LAST_OFFSET_DELTA_OFFSET, 29);
    byte[] set = join(List.of(compacted, batch(4, 1, 40), batch(4, 1, 41)));
    Row row = new Row();

    // When
    new RecordsReader(new RecordScratch()).whole(row, ByteBuffer.wrap(set), 0, set.length, true);

    // Then
    assertThat(row.records()).isEqualTo(20);
    assertThat(row.batches()).isEqualTo(3);
    assertThat(row.trailingControlRecords()).isEqualTo(2);
    assertThat(row.baseOffset()).isEqualTo(10);
    assertThat(row.nextOffset()).isEqualTo(42);
  }

  private static void feed(RecordsReader reader, Row row, ByteBuffer frame, RecordSet set) {
    int length = set.bytes().length;
    int unwanted = reader.begin(row, length, set.ofBroker());
    for (int at = 0; at < length && unwanted >= 0; at += set.piece()) {
      int bytes = Math.min(set.piece(), length - at);
      int skipped = Math.min(unwanted, bytes);
      unwanted -= skipped;
      if (skipped < bytes) {
        unwanted = reader.feed(frame, MARGIN + at + skipped, bytes - skipped);
      }
    }
    reader.end();
  }
}
