package io.streamgauge.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class RecordBatchScannerTest {
  private static final long BASE = 5_000;

  private final Random random = new Random(7);
  private final RecordScratch scratch = new RecordScratch();
  private final RecordBatchScanner scanner = new RecordBatchScanner(scratch);

  static Stream<Arguments> formats() {
    List<Arguments> formats = new ArrayList<>();
    for (int magic = 0; magic <= 2; magic++) {
      for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
        if (magic == 2 || !codec.equals("zstd")) {
          formats.add(Arguments.of(magic, codec));
        }
      }
    }
    return formats.stream();
  }

  @ParameterizedTest(name = "magic {0}, {1}")
  @MethodSource("formats")
  void seesWhatKafkaWroteInAnyPieces(int magic, String codec) {
    for (int round = 0; round < 40; round++) {
      // Given
      ByteBuffer region = records(magic, codec, 1 + random.nextInt(50), random.nextInt(300));

      // When
      Seen seen = scan(region, round % 2 == 0 ? Integer.MAX_VALUE : 64);

      // Then
      assertThat(seen.batches).isEqualTo(expected(region));
      assertThat(seen.truncated).isZero();
      assertThat(seen.unreadable).isEmpty();
    }
    assertThat(scratch.notCountable()).isZero();
  }

  @Test
  void readsMixedFormatsAndATruncatedEnd() {
    for (int round = 0; round < 300; round++) {
      // Given
      ByteBuffer region = ByteBuffer.allocate(1 << 20);
      int complete = random.nextInt(5);
      for (int i = 0; i < complete; i++) {
        region.put(anyRecords());
      }
      int whole = region.position();
      ByteBuffer last = records(random.nextInt(3), "gzip", 3, 200);
      int cut = random.nextInt(Math.toIntExact(firstBatchSize(last)));
      region.put(last.slice(0, cut)).flip();

      // When
      Seen seen = scan(region, 1 + random.nextInt(2000));

      // Then
      assertThat(seen.batches).isEqualTo(expected(region.duplicate().limit(whole)));
      assertThat(seen.truncated).isEqualTo(cut);
      assertThat(seen.unreadable).isEmpty();
    }
  }

  @Test
  void flagsControlAndTransactionalBatches() {
    // Given
    MemoryRecords marker =
        MemoryRecords.withEndTransactionMarker(
            70, 1_000, 4, 9, (short) 3, new EndTransactionMarker(ControlRecordType.COMMIT, 0));
    MemoryRecords transactional =
        MemoryRecords.withTransactionalRecords(
            80,
            Compression.NONE,
            9,
            (short) 3,
            12,
            4,
            new SimpleRecord(1, "v".getBytes(StandardCharsets.UTF_8)));
    ByteBuffer region = ByteBuffer.allocate(marker.sizeInBytes() + transactional.sizeInBytes());
    region.put(marker.buffer()).put(transactional.buffer()).flip();

    // When
    Seen seen = scan(region, Integer.MAX_VALUE);

    // Then
    assertThat(seen.batches).isEqualTo(expected(region));
    assertThat(seen.batches).extracting(Batch::control).containsExactly(true, false);
    assertThat(seen.batches).extracting(Batch::transactional).containsExactly(true, true);
    assertThat(seen.batches).extracting(Batch::producerId).containsExactly(9L, 9L);
  }

  @Test
  void skipsPayloadWithoutLookingAtIt() {
    // Given
    ByteBuffer region = records(2, "none", 10, 1000);
    int header = 61;
    Seen seen = new Seen();

    // When only the header is fed
    scanner.begin(region.limit(), seen);
    int unwanted = scanner.feed(region, 0, header);
    scanner.end();

    // Then
    assertThat(unwanted).isEqualTo(region.limit() - header);
    assertThat(seen.batches).isEqualTo(expected(region));
  }

  @Test
  void aGapInAHeaderLosesTheRestOfTheRegionOnly() {
    // Given
    ByteBuffer first = records(2, "none", 4, 10);
    Seen seen = new Seen();
    scanner.begin(first.limit() + 500, seen);

    // When
    scanner.feed(first, 0, first.limit());
    scanner.gap();
    scanner.end();

    // Then
    assertThat(seen.batches).hasSize(1);
    assertThat(seen.unreadable).containsExactly("GAP 500");
    assertThat(seen.truncated).isZero();
  }

  @Test
  void unknownMagicAndTinySizesAreMalformed() {
    for (int magic : new int[] {3, -1, 127, 0, 1, 2}) {
      ByteBuffer region = ByteBuffer.allocate(100);
      region.put(16, (byte) magic);
      region.putInt(8, magic > 2 || magic < 0 ? 60 : 13);
      Seen seen = scan(region, 7);
      assertThat(seen.unreadable).containsExactly("MALFORMED 100");
      assertThat(seen.batches).isEmpty();
    }
  }

  @Test
  void opensBareSnappyAsSomeClientsSendIt() throws IOException {
    // Given two messages with relative offsets 0 and 1, in a wrapper that says 41
    ByteBuffer inner = ByteBuffer.allocate(2 * 40);
    for (int offset = 0; offset < 2; offset++) {
      inner.putLong(offset).putInt(28).put(new byte[28]);
    }
    byte[] value = Snappy.compress(inner.array());
    ByteBuffer region = ByteBuffer.allocate(34 + value.length);
    region.putLong(41).putInt(22 + value.length).putInt(0).put((byte) 1).put((byte) 2);
    region.putLong(123).putInt(-1).putInt(value.length).put(value).flip();

    // When
    Seen seen = scan(region, 5);

    // Then
    assertThat(seen.batches).extracting(Batch::count).containsExactly(2);
    assertThat(seen.batches).extracting(Batch::baseOffset).containsExactly(40L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "snappy", "lz4"})
  void keepsNothingOfWhatItOpened(String codec) throws Exception {
    for (int magic = 0; magic <= 1; magic++) {
      // Given
      ByteBuffer region = records(magic, codec, 20, 300);
      ByteBuffer cut = region.slice(0, region.limit() - 30);
      byte[] damaged = new byte[region.limit()];
      region.get(0, damaged);
      Arrays.fill(damaged, damaged.length / 2, damaged.length, (byte) 0x5a);

      // When
      Seen whole = scan(region, 64);
      for (ByteBuffer other : List.of(cut, ByteBuffer.wrap(damaged))) {
        scan(other, 64);
      }

      // Then
      assertThat(whole.batches).isNotEmpty();
      assertThat(largeArrays(scratch)).isNotEmpty().allMatch(RecordBatchScannerTest::isBlank);
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte value : bytes) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** The buffers that may have held payload, found by their type wherever they hang. */
  private static List<byte[]> largeArrays(Object root) throws IllegalAccessException {
    List<byte[]> found = new ArrayList<>();
    for (Field field : root.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
        continue;
      }
      field.setAccessible(true);
      Object value = field.get(root);
      if (value instanceof byte[] bytes) {
        found.add(bytes);
      } else if (value instanceof Deque<?> free) {
        free.forEach(lent -> found.add((byte[]) lent));
      } else if (value != null
          && value.getClass().getPackage().equals(RecordScratch.class.getPackage())) {
        found.addAll(largeArrays(value));
      }
    }
    return found;
  }

  @Test
  void setsBeyondTheLimitsAreNotCountable() {
    // Given
    ByteBuffer region = records(1, "gzip", 200, 5000);
    RecordScratch small = new RecordScratch(new RecordLimits(1 << 20, 100_000, 200, 8 << 20));

    // When
    Seen seen = new Seen();
    RecordBatchScanner limited = new RecordBatchScanner(small);
    limited.begin(region.limit(), seen);
    limited.feed(region, 0, region.limit());
    limited.end();

    // Then
    assertThat(seen.batches).extracting(Batch::count).containsExactly(RecordBatch.NOT_COUNTABLE);
    assertThat(small.notCountable()).isEqualTo(1);
  }

  @Test
  void gatheredBytesAreBoundedAndGivenBack() {
    // Given
    ByteBuffer wrapper = records(1, "lz4", 100, 3000);
    ByteBuffer tiny = records(1, "lz4", 3, 10);
    RecordScratch small = new RecordScratch(new RecordLimits(1 << 20, 4 << 20, 200, 4 << 10));
    RecordBatchScanner holder = new RecordBatchScanner(small);
    RecordBatchScanner other = new RecordBatchScanner(small);
    Seen seen = new Seen();

    // When one scanner holds all the scratch, another cannot count, until it is given back
    holder.begin(wrapper.limit(), new Seen());
    holder.feed(wrapper, 0, 60);
    scan(other, tiny, seen);
    holder.end();
    scan(other, tiny, seen);
    scan(other, wrapper, seen);

    // Then the small set counts once there is room, and the large one never
    assertThat(seen.batches)
        .extracting(Batch::count)
        .containsExactly(RecordBatch.NOT_COUNTABLE, 3, RecordBatch.NOT_COUNTABLE);
  }

  private static void scan(RecordBatchScanner scanner, ByteBuffer region, Seen seen) {
    scanner.begin(region.limit(), seen);
    scanner.feed(region, 0, region.limit());
    scanner.end();
  }

  @Test
  void neverThrowsOnMutatedRegions() {
    for (int round = 0; round < 4000; round++) {
      ByteBuffer source = anyRecords();
      ByteBuffer region = ByteBuffer.allocate(source.limit()).put(source).flip();
      for (int i = 0; i <= random.nextInt(6); i++) {
        region.put(random.nextInt(region.limit()), (byte) random.nextInt());
      }
      Seen seen = scan(region, 1 + random.nextInt(3000));
      int accounted =
          seen.batches.stream().mapToInt(Batch::size).sum() + seen.truncated + seen.lost;
      assertThat(accounted).isEqualTo(region.limit());
    }
  }

  private ByteBuffer anyRecords() {
    int magic = random.nextInt(3);
    String[] codecs = {"none", "gzip", "snappy", "lz4", "zstd"};
    return records(magic, codecs[random.nextInt(magic == 2 ? 5 : 4)], 1 + random.nextInt(9), 200);
  }

  private static long firstBatchSize(ByteBuffer records) {
    return records.getInt(8) + 12L;
  }

  private ByteBuffer records(int magic, String codec, int count, int valueBytes) {
    Compression compression = Compression.of(codec).build();
    boolean transactional = magic == 2 && random.nextBoolean();
    TimestampType type =
        magic > 0 && random.nextBoolean()
            ? TimestampType.LOG_APPEND_TIME
            : TimestampType.CREATE_TIME;
    MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(1 << 16),
            (byte) magic,
            compression,
            magic == 0 ? TimestampType.CREATE_TIME : type,
            BASE,
            1_700_000_000_000L,
            transactional ? 77 : -1,
            (short) (transactional ? 5 : -1),
            transactional ? 300 : -1,
            transactional,
            11);
    long offset = BASE;
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[valueBytes];
      random.nextBytes(value);
      byte[] key = random.nextBoolean() ? null : "key".getBytes(StandardCharsets.UTF_8);
      builder.appendWithOffset(offset, magic == 0 ? -1 : 1_600_000_000_000L + i, key, value);
      offset += 1 + random.nextInt(3);
    }
    ByteBuffer built = builder.build().buffer();
    return ByteBuffer.allocate(built.remaining()).put(built).flip();
  }

  /** Feeds a region as a cursor does: never what the scanner does not want. */
  private Seen scan(ByteBuffer region, int maxPiece) {
    Seen seen = new Seen();
    scanner.begin(region.limit(), seen);
    int at = 0;
    while (at < region.limit()) {
      int piece =
          Math.min(
              region.limit() - at,
              maxPiece == Integer.MAX_VALUE ? maxPiece : 1 + random.nextInt(maxPiece));
      ByteBuffer exact = region.duplicate().limit(at + piece);
      int unwanted = scanner.feed(exact, at, piece);
      assertThat(unwanted).isBetween(0, region.limit() - at - piece);
      at += piece + unwanted;
    }
    scanner.end();
    return seen;
  }

  private static List<Batch> expected(ByteBuffer region) {
    List<Batch> batches = new ArrayList<>();
    for (MutableRecordBatch batch : MemoryRecords.readableRecords(region.duplicate()).batches()) {
      int count = 0;
      long first = -1;
      long last = -1;
      for (Record record : batch) {
        first = count == 0 ? record.offset() : first;
        last = record.offset();
        count++;
      }
      boolean v2 = batch.magic() == 2;
      batches.add(
          new Batch(
              batch.magic(),
              v2 ? batch.baseOffset() : first,
              count,
              batch.sizeInBytes(),
              batch.compressionType().name(),
              batch.isControlBatch(),
              batch.isTransactional(),
              batch.timestampType() == TimestampType.LOG_APPEND_TIME,
              batch.producerId(),
              batch.producerEpoch(),
              batch.baseSequence(),
              batch.partitionLeaderEpoch(),
              batch.maxTimestamp(),
              (int) (v2 ? batch.lastOffset() - batch.baseOffset() : last - first)));
    }
    return batches;
  }

  private record Batch(
      int magic,
      long baseOffset,
      int count,
      int size,
      String codec,
      boolean control,
      boolean transactional,
      boolean logAppendTime,
      long producerId,
      int producerEpoch,
      int baseSequence,
      int leaderEpoch,
      long maxTimestamp,
      int lastOffsetDelta) {}

  private static final class Seen implements RecordBatchListener {
    private final List<Batch> batches = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private int truncated;
    private int lost;

    @Override
    public void onBatch(RecordBatch batch) {
      batches.add(
          new Batch(
              batch.magic(),
              batch.baseOffset(),
              batch.recordCount(),
              batch.sizeInBytes(),
              batch.codec().name(),
              batch.isControl(),
              batch.isTransactional(),
              batch.isLogAppendTime(),
              batch.producerId(),
              batch.producerEpoch(),
              batch.baseSequence(),
              batch.partitionLeaderEpoch(),
              batch.maxTimestamp(),
              batch.lastOffsetDelta()));
    }

    @Override
    public void onTruncated(int bytes) {
      truncated += bytes;
    }

    @Override
    public void onUnreadable(Reason reason, int bytes) {
      lost += bytes;
      unreadable.add(reason + " " + bytes);
    }
  }
}
