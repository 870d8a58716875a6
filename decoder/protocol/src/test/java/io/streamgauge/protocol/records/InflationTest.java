package io.streamgauge.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.testing.Allocations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Compressed sets made to inflate or to be wiped out of all proportion. Work is counted. */
class InflationTest {
  private static final int GZIP = 1;
  private static final int SNAPPY = 2;
  private static final int LZ4 = 3;

  private final RecordScratch scratch = new RecordScratch();

  private static final class Counted implements RecordBatchListener {
    private int batches;
    private int countable;

    @Override
    public void onBatch(RecordBatch batch) {
      batches++;
      countable += batch.recordCount() >= 0 ? 1 : 0;
    }

    @Override
    public void onTruncated(int bytes) {}

    @Override
    public void onUnreadable(Reason reason, int bytes) {}
  }

  private static byte[] set(int codec, byte[] value) {
    ByteBuffer set = ByteBuffer.allocate(34 + value.length);
    set.putLong(2).putInt(22 + value.length).putInt(0).put((byte) 1).put((byte) codec);
    return set.putLong(123).putInt(-1).putInt(value.length).put(value).array();
  }

  /** One message of {@code size} bytes, almost all of them zero. */
  private static byte[] bomb(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(ByteBuffer.allocate(size).putInt(Long.BYTES, size - 12).array());
    }
    return bytes.toByteArray();
  }

  private Counted scan(byte[] set, int times) {
    Counted counted = new Counted();
    RecordBatchScanner scanner = new RecordBatchScanner(scratch);
    scanner.begin(set.length * times, counted);
    for (int i = 0; i < times; i++) {
      scanner.feed(ByteBuffer.wrap(set), 0, set.length);
    }
    scanner.end();
    return counted;
  }

  @Test
  void thousandsOfSmallSetsThatInflateAThousandfoldAreNotAllInflated() throws IOException {
    // Given
    byte[] set = set(GZIP, bomb(250 << 10));

    // When
    Counted counted = scan(set, 1_000);

    // Then the exchange's allowance is used up once; from there on the ratio counts
    assertThat(counted.batches).isEqualTo(1_000);
    assertThat(counted.countable).isEqualTo(1);
    assertThat(scratch.work()).isLessThan(250L * set.length * 1_000);
  }

  @Test
  void everyExchangeMayInflateSomeSmallSets() throws IOException {
    // Given
    byte[] set = set(GZIP, bomb(250 << 10));
    RecordBatchScanner scanner = new RecordBatchScanner(scratch);
    Counted counted = new Counted();

    // When
    for (int i = 0; i < 3; i++) {
      scanner.beginExchange();
      scanner.begin(set.length, counted);
      scanner.feed(ByteBuffer.wrap(set), 0, set.length);
      scanner.end();
    }

    // Then
    assertThat(counted.countable).isEqualTo(3);
  }

  @Test
  void buffersThatALargeSetLeftAreNotWipedWholeForEachTinyOne() {
    // Given
    scan(set(GZIP, new byte[900 << 10]), 1);
    long before = scratch.work();
    byte[] tiny = set(LZ4, new byte[] {4, 34, 77, 24, 96, 112, 0, 3, 0, 0, 0, 16, 1, 2});

    // When
    scan(tiny, 10_000);

    // Then
    assertThat(scratch.work() - before).isLessThan(200L * tiny.length * 10_000);
  }

  @Test
  void claimedSizesOfDecompressedBlocksAllocateNothing() {
    // Given 2 GB in snappy's varint, and LZ4's largest block with nothing in it
    byte[] snappy = set(SNAPPY, new byte[] {-1, -1, -1, -1, 7, 0, 0});
    byte[] lz4 = set(LZ4, new byte[] {4, 34, 77, 24, 96, 112, 0, -1, -1, -1, 127, 0});
    scan(snappy, 1);
    scan(lz4, 1);

    // When
    long allocated = Allocations.of(() -> assertThat(scan(snappy, 50).countable).isZero());
    allocated += Allocations.of(() -> assertThat(scan(lz4, 50).countable).isZero());

    // Then
    assertThat(allocated).isLessThan(64 << 10);
  }
}
