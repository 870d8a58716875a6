package io.streamgauge.protocol.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fuzzes a class with one {@code @FuzzTest} method, for a while, in a JVM of its own: Jazzer can
 * fuzz only one per JVM, and what it instruments is to slow down no other test.
 */
public final class Fuzzer {
  /** How long each is fuzzed. */
  private static final int SECONDS = Integer.getInteger("streamgauge.fuzz.seconds", 6);

  private static final int GRACE_SECONDS = 540;
  private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

  /** Such as {@code #123 INITED cov: 812 ft: 2011 corp: 9/12Kb ...}. */
  private static final Pattern PROGRESS =
      Pattern.compile("#(\\d+)\\s+(\\w+)\\s+cov: (\\d+) ft: (\\d+).*");

  /**
   * What a run came to.
   *
   * @param runs inputs tried
   * @param firstEdges edges of the control flow that the seeds covered
   * @param edges that were covered in the end
   * @param features edges with how often they were taken, and comparisons, in the end
   * @param log all that the fuzzer printed
   * @param exitCode 0 if nothing was found
   */
  public record Outcome(
      long runs, int firstEdges, int edges, int features, Path log, int exitCode) {
    @Override
    public String toString() {
      return "%d inputs, %d edges covered, %d by the seeds, %d features"
          .formatted(runs, edges, firstEdges, features);
    }
  }

  private Fuzzer() {}

  /**
   * Fuzzes.
   *
   * @param target its seeds are its resources {@code CLASSInputs/METHOD}
   */
  public static Outcome fuzz(Class<?> target) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(FOLDER.resolve(target.getSimpleName()));
    Path log = folder.resolve("fuzzer.log");
    Process process =
        new ProcessBuilder(command(target))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS + GRACE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The fuzzer does not end: " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    return outcome(log, process.exitValue());
  }

  private static List<String> command(Class<?> target) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "-XX:-OmitStackTraceInFastThrow",
        "-cp",
        System.getProperty("java.class.path"),
        "-Dstreamgauge.oracle.legacy=" + System.getProperty("streamgauge.oracle.legacy", ""),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.getName(),
        "--instrumentation_includes=io.streamgauge.**",
        "--instrumentation_excludes="
            + "io.streamgauge.protocol.fuzz.**:io.streamgauge.protocol.testing.**:"
            + "io.streamgauge.protocol.schema.**:"
            + "io.streamgauge.agent.fuzz.**:io.streamgauge.agent.testing.**",
        "--max_duration=" + SECONDS + "s",
        "-max_total_time=" + SECONDS,
        "-max_len=32768",
        "-timeout=120",
        "-rss_limit_mb=0",
        "-print_final_stats=1");
  }

  private static Outcome outcome(Path log, int exitCode) throws IOException {
    long runs = 0;
    int firstEdges = 0;
    int edges = 0;
    int features = 0;
    for (String line : Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList()) {
      Matcher progress = PROGRESS.matcher(line);
      if (progress.matches()) {
        runs = Long.parseLong(progress.group(1));
        edges = Integer.parseInt(progress.group(3));
        features = Integer.parseInt(progress.group(4));
        firstEdges = progress.group(2).equals("INITED") ? edges : firstEdges;
      }
    }
    return new Outcome(runs, firstEdges, edges, features, log, exitCode);
  }
}
