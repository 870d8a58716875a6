package io.streamgauge.benchmarks;

import io.streamgauge.protocol.frame.BoundaryTest;
import io.streamgauge.protocol.frame.Resynchronizer;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Looking for a frame's beginning in 64 KiB of payload, as after lost packets: as it is done, and
 * place by place. Time per piece.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SearchBenchmark {
  private static final int PIECE = 64 << 10;
  private static final int LARGEST = 100 << 20;

  /** What payload is made of. */
  public enum Payload {
    /** As compressed or encrypted payload is. */
    RANDOM,
    /** Lower-case letters and blanks, as JSON is. */
    TEXT,
    /** Nothing but zeros. */
    ZEROS
  }

  @Param public Payload payload;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE);
  private final BoundaryTest test = new SizeAlone();
  private final Resynchronizer resynchronizer = new Resynchronizer(test);
  private long found;

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < PIECE; i++) {
      int value =
          switch (payload) {
            case RANDOM -> random.nextInt();
            case TEXT -> random.nextInt(8) == 0 ? ' ' : 'a' + random.nextInt(26);
            case ZEROS -> 0;
          };
      bytes.put(i, (byte) value);
    }
    if (inWords() != placeByPlace()) {
      throw new IllegalStateException("both must find the same places");
    }
  }

  @Benchmark
  public long inWords() {
    found = 0;
    resynchronizer.forget();
    resynchronizer.search(
        bytes,
        0,
        PIECE,
        0,
        0,
        (position, nanos, head, headOffset, headLength, pieceOffset) -> found++);
    return found;
  }

  @Benchmark
  public long placeByPlace() {
    found = 0;
    for (int at = 0; at <= PIECE - test.bytesNeeded(); at++) {
      if (test.isPlausible(bytes, at, PIECE - at)) {
        found++;
      }
    }
    return found;
  }

  private static final class SizeAlone implements BoundaryTest {
    @Override
    public int bytesNeeded() {
      return Long.BYTES;
    }

    @Override
    public int maxFrameBytes() {
      return LARGEST;
    }

    @Override
    public boolean isPlausible(ByteBuffer buffer, int offset, int available) {
      int size = buffer.getInt(offset);
      return size > 0 && size <= LARGEST;
    }
  }
}
