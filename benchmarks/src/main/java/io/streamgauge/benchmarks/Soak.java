package io.streamgauge.benchmarks;

import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs mutated frames through the packet path and the decoder, and looks at memory after full
 * collections: {@code Soak [--frames 10_000_000]}. Exit code 1 if the last quarter needs more than
 * the first quarter ended with, beyond {@link #TOLERANCE_BYTES}; 2 for wrong arguments.
 */
public final class Soak {
  static final long TOLERANCE_BYTES = 2 << 20;

  private static final long DEFAULT_FRAMES = 10_000_000;
  private static final int SAMPLES = 16;

  /** Fewer do not fill what is kept for reuse: too short to judge. */
  private static final long LEAST_JUDGED = 4_000_000;

  /** Reached within the first quarter, as is every other bound. */
  private static final TcpLimits LIMITS =
      TcpLimits.DEFAULTS.withMaxFlows(2_000).withBuffers(256 << 10, 8 << 20);

  private final Counts counts = new Counts();
  private final CapturePipeline pipeline =
      new CapturePipeline(
          new PipelineOptions(Set.of(), Ownership.EVERYTHING, LIMITS),
          KafkaDecoder.builder().build(),
          counts);
  private final SoakTraffic traffic = new SoakTraffic(pipeline);
  private final List<Memory> samples = new ArrayList<>();

  /** Memory in use after a full collection. */
  private record Memory(long frames, long heap, long direct, int classes, int threads) {
    static Memory now(long frames) {
      System.gc();
      System.gc();
      long direct = 0;
      for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
        direct += pool.getMemoryUsed();
      }
      return new Memory(
          frames,
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          direct,
          ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
          ManagementFactory.getThreadMXBean().getThreadCount());
    }

    long bytes() {
      return heap + direct;
    }
  }

  /** Everything that comes out is looked at, and nothing kept. */
  private static final class Counts implements ExchangeObserver {
    private long exchanges;
    private long anomalies;

    @Override
    public ConnectionObserver onConnection(Connection connection) {
      return new ConnectionObserver() {
        @Override
        public void onExchange(Exchange exchange) {
          exchanges++;
        }

        @Override
        public void onAnomaly(Anomaly anomaly) {
          anomalies++;
        }
      };
    }
  }

  private Soak() {}

  /** See the class. */
  public static void main(String[] arguments) {
    long frames = DEFAULT_FRAMES;
    try {
      if (arguments.length > 0) {
        if (arguments.length != 2 || !arguments[0].equals("--frames")) {
          throw new NumberFormatException();
        }
        frames = Long.parseLong(arguments[1].replace("_", ""));
      }
    } catch (NumberFormatException e) {
      System.err.println("usage: Soak [--frames COUNT], such as --frames 10_000_000");
      System.exit(2);
    }
    if (!new Soak().run(frames)) {
      System.exit(1);
    }
  }

  /** Whether memory stayed flat; true if there were too few frames to say. */
  boolean run(long frames) {
    System.out.printf(
        Locale.ROOT,
        "%12s %10s %10s %8s %8s %10s%n",
        "frames",
        "heap KiB",
        "direct KiB",
        "classes",
        "threads",
        "frames/s");
    long sent = 0;
    for (int sample = 1; sample <= SAMPLES; sample++) {
      long until = frames * sample / SAMPLES;
      long started = System.nanoTime();
      long before = sent;
      for (; sent < until; sent++) {
        traffic.next();
      }
      long nanos = System.nanoTime() - started;
      report(Memory.now(sent), (sent - before) * 1_000_000_000L / Math.max(1, nanos));
    }
    pipeline.finish();
    return judge(frames);
  }

  private void report(Memory memory, long framesPerSecond) {
    samples.add(memory);
    System.out.printf(
        Locale.ROOT,
        "%,12d %,10d %,10d %,8d %8d %,10d%n",
        memory.frames,
        memory.heap >> 10,
        memory.direct >> 10,
        memory.classes,
        memory.threads,
        framesPerSecond);
  }

  private boolean judge(long frames) {
    System.out.printf(
        Locale.ROOT,
        "%,d packets, %,d connections, %,d exchanges, %,d anomalies, %,d flows evicted%n",
        traffic.packets(),
        traffic.connections(),
        counts.exchanges,
        counts.anomalies,
        pipeline.tcpStatistics().flowsEvicted());
    if (counts.exchanges == 0 || counts.anomalies == 0) {
      System.out.println("nothing was decoded: this says nothing");
      return false;
    }
    if (frames < LEAST_JUDGED) {
      System.out.println("too few frames to judge memory by");
      return true;
    }
    long first = most(SAMPLES / 8, SAMPLES / 4);
    long last = most(SAMPLES * 3 / 4, SAMPLES);
    System.out.printf(
        Locale.ROOT,
        "most memory: %,d KiB in the first quarter, %,d KiB in the last; at most %,d KiB more is"
            + " flat%n",
        first >> 10,
        last >> 10,
        TOLERANCE_BYTES >> 10);
    return last - first <= TOLERANCE_BYTES;
  }

  private long most(int from, int to) {
    return samples.subList(from, to).stream().mapToLong(Memory::bytes).max().orElseThrow();
  }
}
