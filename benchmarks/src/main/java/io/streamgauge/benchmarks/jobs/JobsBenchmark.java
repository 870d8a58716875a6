package io.streamgauge.benchmarks.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many events the traffic job takes per second and core, on the heap and on RocksDB, how long a
 * result takes from the packet on, how large state and how long checkpoints are, for clusters of
 * 10² to 10⁵ rollups a second; and how much faster two slots on two processors are than one on one.
 *
 * <p>Arguments: {@code throughput}, {@code latency} or {@code slots} for one of the parts; {@code
 * --state hashmap} or {@code rocksdb}, both by default; {@code --keys N,…} for other sizes; {@code
 * --check} to exit with 1 when a bar is missed. Wrong use, or a program that is missing, is exit 2.
 */
public final class JobsBenchmark {
  private static final String USAGE =
      "usage: benchmarks/jobs [throughput|latency|slots]... [--state hashmap|rocksdb]"
          + " [--keys N,...] [--check]";
  private static final String THROUGHPUT = "throughput";
  private static final String LATENCY = "latency";
  private static final String SLOTS = "slots";
  private static final int WRONG_USE = 2;
  private static final List<Integer> KEYS = List.of(100, 1_000, 10_000, 100_000);

  private final List<String> parts = new ArrayList<>();
  private List<String> states = List.of(JobsReport.HEAP, JobsReport.ROCKSDB);
  private List<Integer> keys = KEYS;
  private boolean check;

  private JobsBenchmark() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    JobsBenchmark benchmark = new JobsBenchmark();
    if (!benchmark.parse(args)) {
      System.err.println("benchmarks/jobs: " + USAGE);
      System.exit(WRONG_USE);
    }
    if (benchmark.wants(SLOTS) && !hasTaskset()) {
      System.err.println(
          "benchmarks/jobs: slots needs taskset;" + " mend it with: apt-get install util-linux");
      System.exit(WRONG_USE);
    }
    Path folder = Files.createTempDirectory("streamgauge-jobs-benchmark");
    // Also when it is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    System.exit(benchmark.run(folder));
  }

  private boolean parse(String... args) {
    for (int i = 0; i < args.length; i++) {
      boolean last = i == args.length - 1;
      switch (args[i]) {
        case "--check" -> check = true;
        case "--state" -> {
          if (last || !states.contains(args[++i])) {
            return false;
          }
          states = List.of(args[i]);
        }
        case "--keys" -> {
          if (last || !args[++i].matches("[1-9][0-9]{2,5}(,[1-9][0-9]{2,5})*")) {
            return false;
          }
          keys = Arrays.stream(args[i].split(",")).map(Integer::valueOf).toList();
        }
        case THROUGHPUT, LATENCY, SLOTS -> parts.add(args[i]);
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private boolean wants(String part) {
    return parts.isEmpty() || parts.contains(part);
  }

  private static boolean hasTaskset() {
    try {
      return new ProcessBuilder("taskset", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private int run(Path folder) throws IOException, InterruptedException {
    JobsReport report = new JobsReport(folder, JobsReport.Size.WHOLE);
    if (wants(THROUGHPUT)) {
      report.throughput(keys, states).forEach(System.out::println);
    }
    if (wants(LATENCY)) {
      report.latency(keys, states).forEach(System.out::println);
    }
    if (wants(SLOTS)) {
      report.slots(states).forEach(System.out::println);
    }
    if (report.isMissed()) {
      System.out.println("\nA bar marked with ! is missed.");
    }
    return check && report.isMissed() ? 1 : 0;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("benchmarks/jobs: left behind: " + folder);
    }
  }
}
