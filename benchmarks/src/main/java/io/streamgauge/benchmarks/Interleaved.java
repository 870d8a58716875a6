package io.streamgauge.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures one {@link Contest} in this JVM: the sides take turns in rounds of a few milliseconds,
 * in thread CPU time, and the medians count. What others do on the machine then falls on all alike,
 * where JMH's iterations of wall-clock time measure the neighbours.
 *
 * <p>Before that, all sides take all kinds of traffic, as a parser in use has: none may profit from
 * a JIT compiler that has seen one message only.
 */
final class Interleaved {
  private static final int ROUNDS = 61;
  private static final long ROUND_NANOS = 5_000_000;
  private static final long MIXED_NANOS = 300_000_000;
  private static final long WARM_UP_NANOS = 1_500_000_000;
  private static final int BATCH = 100;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Blackhole blackhole = newBlackhole();
  private long sum;

  /**
   * Arguments: a name of {@link Traffic} and bytes per segment. Prints one line that {@link
   * Measurement#parse} reads.
   */
  public static void main(String[] args) {
    Traffic traffic = Traffic.valueOf(args[0].toUpperCase(Locale.ROOT));
    System.out.println(new Interleaved().measure(traffic, Integer.parseInt(args[1])));
  }

  private Measurement measure(Traffic traffic, int segment) {
    for (Traffic each : Traffic.values()) {
      Contest contest = new Contest(each, segment, blackhole);
      contest.check();
      contest.sides().forEach(side -> run(side, MIXED_NANOS));
      contest.ours().close();
    }
    Contest contest = new Contest(traffic, segment, blackhole);
    List<Side> sides = contest.sides();
    int[] times = sides.stream().mapToInt(side -> run(side, WARM_UP_NANOS)).toArray();
    double[][] nanos = new double[sides.size()][ROUNDS];
    double[] bytes = new double[sides.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int side = 0; side < sides.size(); side++) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        nanos[side][round] = nanosEach(sides.get(side), times[side]);
        bytes[side] +=
            (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / times[side];
      }
    }
    contest.ours().close();
    return new Measurement(
        traffic,
        segment,
        Arrays.stream(nanos).mapToDouble(Interleaved::median).toArray(),
        Arrays.stream(bytes).map(all -> all / ROUNDS).toArray());
  }

  /** Runs for some CPU time and returns how many times fill a round. */
  private int run(Side side, long nanos) {
    long start = threads.getCurrentThreadCpuTime();
    long times = 0;
    long used = 0;
    while (used < nanos) {
      for (int i = 0; i < BATCH; i++) {
        sum += side.exchange();
      }
      times += BATCH;
      used = threads.getCurrentThreadCpuTime() - start;
    }
    return (int) Math.max(1, times * ROUND_NANOS / used);
  }

  private double nanosEach(Side side, int times) {
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      sum += side.exchange();
    }
    long used = threads.getCurrentThreadCpuTime() - start;
    blackhole.consume(sum);
    return (double) used / times;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Blackhole newBlackhole() {
    return new Blackhole(
        "Today's password is swordfish. I understand instantiating Blackholes directly is"
            + " dangerous.");
  }
}
