package io.streamgauge.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamgauge.protocol.records.RecordBatch;
import io.streamgauge.protocol.records.RecordBatchListener;
import io.streamgauge.protocol.records.RecordBatchScanner;
import io.streamgauge.protocol.records.RecordLimits;
import io.streamgauge.protocol.records.RecordScratch;
import io.streamgauge.protocol.testing.Allocations;
import io.streamgauge.protocol.testing.FuzzScript;
import io.streamgauge.protocol.testing.Laws;
import io.streamgauge.protocol.testing.Twice;
import java.nio.ByteBuffer;

/** A records field of any magic and codec, in any pieces, with gaps. */
public class RecordBatchFuzzTest {
  private static final RecordLimits TIGHT = new RecordLimits(16 << 10, 64 << 10, 50, 32 << 10);

  /** Inflater, output buffers and the scratch, whatever the sets claim. */
  private static final long MOST_BYTES = 1 << 20;

  private static final class Sums implements RecordBatchListener {
    private long bytes;

    @Override
    public void onBatch(RecordBatch batch) {
      Laws.require(batch.sizeInBytes() > 0, "a batch of no bytes");
      Laws.require(batch.recordCount() >= RecordBatch.NOT_COUNTABLE, "fewer than no records");
      bytes += batch.sizeInBytes();
    }

    @Override
    public void onTruncated(int length) {
      bytes += length;
    }

    @Override
    public void onUnreadable(Reason reason, int length) {
      bytes += length;
    }
  }

  @FuzzTest(maxDuration = "10s")
  void countsEveryByteOnce(byte[] data) {
    FuzzScript script = new FuzzScript(data);
    int piece = 1 + script.next();
    int gapAt = script.next();
    byte[] region = script.rest();
    Twice.attempt(() -> scanMeasured(region, piece, gapAt));
  }

  private static void scanMeasured(byte[] region, int piece, int gapAt) {
    Sums sums = new Sums();

    long allocated = Allocations.of(() -> scan(region, piece, gapAt, sums));

    assertThat(allocated).isLessThan(MOST_BYTES + 20L * region.length);
    assertThat(sums.bytes).isEqualTo(region.length);
  }

  private static void scan(byte[] region, int most, int gapAt, Sums sums) {
    RecordBatchScanner scanner = new RecordBatchScanner(new RecordScratch(TIGHT));
    scanner.begin(region.length, sums);
    ByteBuffer buffer = ByteBuffer.wrap(region);
    int at = 0;
    int pieces = 0;
    while (at < region.length) {
      int length = Math.min(most, region.length - at);
      if (gapAt > 0 && ++pieces == gapAt) {
        scanner.gap();
        break;
      }
      int unwanted = scanner.feed(buffer, at, length);
      Laws.require(unwanted >= 0 && unwanted <= region.length - at - length, "past the end");
      at += length + unwanted;
    }
    scanner.end();
  }
}
