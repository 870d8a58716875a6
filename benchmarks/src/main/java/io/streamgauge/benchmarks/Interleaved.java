package io.streamgauge.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The same pairs as the JMH benchmarks, for a machine that others use too: both sides take turns in
 * rounds of a few milliseconds, in thread CPU time, and the medians are compared. What others do
 * then falls on both alike, where JMH's iterations of wall-clock time measure the neighbours.
 *
 * <p>Prints one Markdown row per pair. Arguments: {@code cursor}, or names of {@link Traffic}; by
 * default everything. Each pair should have a JVM of its own for figures that are to be kept.
 */
public final class Interleaved {
  private static final int[] SEGMENTS = {0, 65_536, 1_448};
  private static final int ROUNDS = 61;
  private static final long ROUND_NANOS = 5_000_000;
  private static final long WARM_UP_NANOS = 2_000_000_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Consumer<String> rows;

  private Interleaved(Consumer<String> rows) {
    this.rows = rows;
  }

  /** Measures what {@code args} name and prints a row for each. */
  public static void main(String[] args) {
    Interleaved interleaved = new Interleaved(System.out::println);
    if (args.length == 0) {
      interleaved.cursor();
      Arrays.stream(Traffic.values()).forEach(interleaved::decode);
    }
    for (String arg : args) {
      if (arg.equals("cursor")) {
        interleaved.cursor();
      } else {
        interleaved.decode(Traffic.valueOf(arg.toUpperCase(Locale.ROOT)));
      }
    }
  }

  private void cursor() {
    for (int segment : SEGMENTS) {
      CursorBenchmark benchmark = new CursorBenchmark();
      benchmark.segment = segment;
      benchmark.compile();
      long[] sink = new long[1];
      compare(
          "cursor",
          segment,
          () -> sink[0] += benchmark.streamgauge(),
          () -> sink[0] += benchmark.kafkaClients().responses().size());
    }
  }

  private void decode(Traffic traffic) {
    Blackhole blackhole = newBlackhole();
    for (int segment : SEGMENTS) {
      DecodeBenchmark benchmark = new DecodeBenchmark();
      benchmark.traffic = traffic;
      benchmark.segment = segment;
      benchmark.open();
      compare(
          traffic.name(), segment, benchmark::streamgauge, () -> benchmark.kafkaClients(blackhole));
      benchmark.close();
      if (!benchmark.isCut()) {
        return;
      }
    }
  }

  private static Blackhole newBlackhole() {
    return new Blackhole(
        "Today's password is swordfish. I understand instantiating Blackholes directly is"
            + " dangerous.");
  }

  private void compare(String what, int segment, Runnable ours, Runnable theirs) {
    int ourTimes = warmUp(ours);
    int theirTimes = warmUp(theirs);
    double[] our = new double[ROUNDS];
    double[] their = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      our[round] = nanosEach(ours, ourTimes);
      their[round] = nanosEach(theirs, theirTimes);
    }
    double ourMedian = median(our);
    double theirMedian = median(their);
    rows.accept(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.0f | %.0f | %.2f |",
            what,
            segment == 0 ? "whole" : segment,
            ourMedian,
            theirMedian,
            theirMedian / ourMedian));
  }

  /** Runs for some seconds and returns how many times fill a round. */
  private int warmUp(Runnable work) {
    long start = threads.getCurrentThreadCpuTime();
    long times = 0;
    long used = 0;
    while (used < WARM_UP_NANOS) {
      for (int i = 0; i < 100; i++) {
        work.run();
      }
      times += 100;
      used = threads.getCurrentThreadCpuTime() - start;
    }
    return (int) Math.max(1, times * ROUND_NANOS / used);
  }

  private double nanosEach(Runnable work, int times) {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      work.run();
    }
    return (double) (threads.getCurrentThreadCpuTime() - start) / times;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
