package io.streamgauge.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** One exchange, request and response, from the bytes of its connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  @Param public Traffic traffic;

  /** Bytes per segment; 0: each frame in one piece. */
  @Param({"0", "65536", "1448"})
  public int segment;

  private Contest contest;

  @Setup
  public void open(Blackhole blackhole) {
    contest = new Contest(traffic, segment, blackhole);
    contest.check();
  }

  @TearDown
  public void close() {
    contest.ours().close();
  }

  @Benchmark
  public long streamgauge() {
    return contest.ours().exchange();
  }

  @Benchmark
  public long kafkaClients() {
    return contest.theirs().exchange();
  }

  @Benchmark
  public long kafkaClientsBare() {
    return contest.bare().exchange();
  }
}
