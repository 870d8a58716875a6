package io.streamgauge.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/**
 * Small sets that would become large: they are given up at a limit, counted, and cost no memory.
 */
class DecompressionBombTest {
  private static final int GZIP = 1;
  private static final int SNAPPY = 2;
  private static final int LZ4 = 3;
  private static final int ROUNDS = 40;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Beyond {@link RecordLimits#DEFAULT}'s output of any set. */
  private static final int LARGE = 16 << 20;

  private final RecordScratch scratch = new RecordScratch();
  private final RecordBatchScanner scanner = new RecordBatchScanner(scratch);
  private final Counts counts = new Counts();

  static Stream<Arguments> bombs() throws IOException {
    return Stream.of(
        Arguments.of("gzip", GZIP, gzip(oneMessage(LARGE))),
        Arguments.of("gzip members", GZIP, members(oneMessage(1 << 20), 32)),
        Arguments.of("snappy", SNAPPY, Snappy.compress(oneMessage(LARGE))),
        Arguments.of("snappy that claims 64 MB", SNAPPY, claims64Megabytes()),
        Arguments.of("lz4", LZ4, lz4(4 << 20, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void areGivenUpAndCounted(String name, int codec, byte[] bomb) {
    // When
    feed(set(codec, bomb));

    // Then
    assertThat(counts.last).isEqualTo(RecordBatch.NOT_COUNTABLE);
    assertThat(scratch.notCountable()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void leaveMemoryFlat(String name, int codec, byte[] bomb) {
    // Given
    ByteBuffer set = set(codec, bomb);
    long start = THREADS.getCurrentThreadAllocatedBytes();

    // When buffers get as large as they will
    feed(set);
    feed(set);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < ROUNDS; i++) {
      feed(set);
    }
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

    // Then
    assertThat(before - start).isLessThan(LARGE);
    assertThat(allocated / ROUNDS).isLessThan(4 << 10);
  }

  @Test
  void aSmallSetMayHaveSoMuchOutputAsTheRatioAllows() throws IOException {
    // Given sets below and above 200 bytes of output per byte, each in an exchange of its own
    RecordScratch roomy = new RecordScratch(new RecordLimits(1 << 20, LARGE, 200, 8 << 20));
    RecordBatchScanner limited = new RecordBatchScanner(roomy);
    byte[] steep = gzip(oneMessage(2 << 20));
    byte[] gentle = gzip(oneMessage(200 << 10));
    assertThat(2 << 20).isGreaterThan(200 * steep.length);

    // When
    int ofSteep = feed(limited, set(GZIP, steep));
    limited.beginExchange();
    int ofGentle = feed(limited, set(GZIP, gentle));

    // Then
    assertThat(ofSteep).isEqualTo(RecordBatch.NOT_COUNTABLE);
    assertThat(ofGentle).isEqualTo(1);
  }

  private int feed(ByteBuffer set) {
    return feed(scanner, set);
  }

  private int feed(RecordBatchScanner into, ByteBuffer set) {
    into.begin(set.limit(), counts);
    into.feed(set, 0, set.limit());
    into.end();
    return counts.last;
  }

  private static byte[] oneMessage(int bytes) {
    return ByteBuffer.allocate(bytes).putLong(0).putInt(bytes - 12).array();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] members(byte[] content, int count) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.write(gzip(content));
    }
    return all.toByteArray();
  }

  /** A bare block's first bytes: its length as a varint, here 2^26. */
  private static byte[] claims64Megabytes() {
    byte[] block = new byte[100];
    Arrays.fill(block, 0, 3, (byte) 0x80);
    block[3] = 0x20;
    return block;
  }

  /** A frame of independent blocks of zeros; the first begins a message as long as all of them. */
  private static byte[] lz4(int blockBytes, int blocks) {
    byte[] content = oneMessage(blockBytes * blocks);
    ByteBuffer frame = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0x184D2204).put((byte) 0x60).put((byte) 0x70).put((byte) 0);
    for (int i = 0; i < blocks; i++) {
      byte[] block =
          LZ4Factory.safeInstance().fastCompressor().compress(content, i * blockBytes, blockBytes);
      frame.putInt(block.length).put(block);
    }
    frame.putInt(0).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  private static ByteBuffer set(int codec, byte[] value) {
    ByteBuffer region = ByteBuffer.allocate(34 + value.length);
    region.putLong(2).putInt(22 + value.length).putInt(0).put((byte) 1).put((byte) codec);
    region.putLong(123).putInt(-1).putInt(value.length).put(value).flip();
    return region;
  }

  private static final class Counts implements RecordBatchListener {
    private int last;

    @Override
    public void onBatch(RecordBatch batch) {
      last = batch.recordCount();
    }

    @Override
    public void onTruncated(int bytes) {}

    @Override
    public void onUnreadable(Reason reason, int bytes) {}
  }
}
