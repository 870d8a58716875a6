package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.CapturePath.Depth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a packet of small requests costs on each part of the agent's way, over few and over many
 * connections, without the kernel: from memory, in one thread ({@link ReplayedTraffic}). Each
 * figure comes from a JVM of its own with the launcher's options.
 *
 * <p>Arguments: numbers of connections, 10 and 10,000 without any. {@code STREAMGAUGE_JAVA_OPTS}
 * adds options of the JVM, as it does to the launcher. Run where the launcher is.
 */
final class PacketPath {
  private static final int IN_FLIGHT = 10;
  private static final long PACKET_NANOS = 2_000;
  private static final int PASSES = 40;
  private static final int WARM_UP = 20;
  private static final int BROKER_PORT = 9_092;

  private PacketPath() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> connections = args.length == 0 ? List.of("10", "10000") : List.of(args);
    List<String> options = new ArrayList<>(LauncherOptions.of("agent", Path.of("streamgauge")));
    Arrays.stream(System.getenv().getOrDefault("STREAMGAUGE_JAVA_OPTS", "").split(" "))
        .filter(option -> !option.isEmpty())
        .forEach(options::add);
    options.add("-Dslf4j.internal.verbosity=ERROR"); // nobody logs
    System.out.println("| way | connections | ns per packet | lowest – highest |");
    System.out.println("|---|--:|--:|--:|");
    for (Depth depth : Depth.values()) {
      for (String each : connections) {
        Process process =
            new ProcessBuilder(LauncherOptions.java(options, One.class, depth.name(), each))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
          throw new IOException("no figure of " + depth + " on " + each + " connections");
        }
      }
    }
  }

  /** One figure. */
  static final class One {
    private One() {}

    public static void main(String[] args) throws IOException {
      System.out.println(row(Depth.valueOf(args[0]), Integer.parseInt(args[1]), PASSES, WARM_UP));
    }

    /** Measures one way in this JVM. */
    static String row(Depth depth, int connections, int passes, int warmUp) throws IOException {
      CapturePath path = CapturePath.of(depth, BROKER_PORT, true);
      ReplayedTraffic traffic =
          new ReplayedTraffic(
              Traffic.SMALL_PRODUCE.frames(), connections, IN_FLIGHT, PACKET_NANOS, passes);
      path.run(traffic);
      if (path.bytes() != traffic.payloadBytes()) {
        throw new IllegalStateException(path.bytes() + " of " + traffic.payloadBytes() + " bytes");
      }
      double[] nanos = Arrays.copyOfRange(traffic.nanosPerPacket(), warmUp, passes);
      double[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return String.format(
          Locale.ROOT,
          "| %s | %,d | %.0f | %.0f – %.0f |",
          depth.name().toLowerCase(Locale.ROOT),
          connections,
          Interleaved.median(nanos),
          sorted[0],
          sorted[sorted.length - 1]);
    }
  }
}
