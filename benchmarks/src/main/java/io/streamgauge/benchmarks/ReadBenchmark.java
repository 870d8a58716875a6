package io.streamgauge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How fast {@code ./streamgauge read --format summary} is beside tshark, which decodes Kafka, and
 * tcpdump, which only reads and writes packets. All read the same captures, in turns, each time as
 * a process of its own; what counts is the time from its start to its end. Beside tcpdump it is the
 * slope between two sizes, so that nobody's start counts.
 *
 * <p>Run where the launcher is ({@code benchmarks/read} sees to that). Arguments: {@code bulk} or
 * {@code small} for one of the two captures; {@code --rounds N}, by default 5 for bulk and 1 for
 * small, of which tshark needs minutes for each; {@code --check} to exit with 1 when a bar is
 * missed. Wrong use, or a program that is missing, is exit 2. The captures are written to the
 * directory for temporary files (5.3 GB for bulk, about 1 GB for small) and deleted afterwards.
 */
public final class ReadBenchmark {
  private static final String USAGE =
      "usage: benchmarks/read [bulk|small]... [--rounds N] [--check]";
  private static final String BULK = "bulk";
  private static final String SMALL = "small";
  private static final int WRONG_USE = 2;
  private static final int BULK_ROUNDS = 5;
  private static final int SMALL_ROUNDS = 1;

  private final List<String> parts = new ArrayList<>();
  private int rounds; // 0 for the defaults
  private boolean check;

  private ReadBenchmark() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ReadBenchmark benchmark = new ReadBenchmark();
    String wrong = benchmark.parse(args) ? CaptureReader.missing().orElse("") : USAGE;
    if (!wrong.isEmpty()) {
      System.err.println("benchmarks/read: " + wrong);
      System.exit(WRONG_USE);
    }
    Path folder = Files.createTempDirectory("streamgauge-read-benchmark");
    // Also when it is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    System.exit(benchmark.run(folder));
  }

  private boolean parse(String... args) {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--check" -> check = true;
        case "--rounds" -> {
          i++;
          if (i == args.length || !args[i].matches("[1-9][0-9]{0,3}")) {
            return false;
          }
          rounds = Integer.parseInt(args[i]);
        }
        case BULK, SMALL -> parts.add(args[i]);
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private int run(Path folder) throws IOException, InterruptedException {
    ReadContest bulk = contest(folder, BULK_ROUNDS);
    ReadContest small = contest(folder, SMALL_ROUNDS);
    System.out.println(ReadContest.HEADER);
    if (parts.isEmpty() || parts.contains(BULK)) {
      bulk.bulk().forEach(System.out::println);
    }
    if (parts.isEmpty() || parts.contains(SMALL)) {
      small.small().forEach(System.out::println);
    }
    boolean missed = bulk.isMissed() || small.isMissed();
    if (missed) {
      System.out.println("\nA bar marked with ! is missed.");
    }
    return check && missed ? 1 : 0;
  }

  private ReadContest contest(Path folder, int defaultRounds) {
    return new ReadContest(
        folder,
        ReadContest.Size.FULL,
        rounds == 0 ? defaultRounds : rounds,
        List.of("./streamgauge"));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      System.err.println("benchmarks/read: left behind: " + folder);
    }
  }
}
