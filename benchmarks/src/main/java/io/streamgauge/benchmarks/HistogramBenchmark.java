package io.streamgauge.benchmarks;

import io.streamgauge.events.ExponentialHistogram;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One latency into a histogram: log-uniform between 0.1 ms and 0.1 s, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramBenchmark {
  private static final int VALUES = 4096;

  private final ExponentialHistogram histogram = new ExponentialHistogram();
  private final long[] latencies =
      new SplittableRandom(1)
          .doubles(VALUES, 5, 8)
          .mapToLong(exponent -> (long) Math.pow(10, exponent))
          .toArray();
  private int next;

  @Benchmark
  public long record() {
    next = (next + 1) % VALUES;
    histogram.record(latencies[next]);
    return histogram.count();
  }
}
