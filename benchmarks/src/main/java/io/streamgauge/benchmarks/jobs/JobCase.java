package io.streamgauge.benchmarks.jobs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One run of the job in a process of its own, and what it printed of itself. */
final class JobCase {
  private static final String FIGURES = "figures";

  private JobCase() {}

  /**
   * What agents of a cluster tell, on disk.
   *
   * @param files one per slot; a broker's batches are in one file
   * @param rollupsPerSecond mean
   * @param factsPerSecond mean
   */
  record Input(List<Path> files, double rollupsPerSecond, double factsPerSecond) {
    double eventsPerSecond() {
      return rollupsPerSecond + factsPerSecond;
    }

    /** Writes so many seconds of a cluster; holds one second at a time. */
    static Input write(ClusterShape shape, int seconds, int slots, Path folder) throws IOException {
      List<Path> files = new ArrayList<>();
      List<OutputStream> streams = new ArrayList<>();
      SyntheticEvents events = new SyntheticEvents(shape);
      try {
        for (int i = 0; i < slots; i++) {
          files.add(Files.createTempFile(folder, "batches-", ".bin"));
          streams.add(new BufferedOutputStream(Files.newOutputStream(files.get(i))));
        }
        for (int second = 0; second < seconds; second++) {
          for (var batch : events.nextSecond()) {
            int broker = batch.getListeners(0).getNodeId();
            batch.writeDelimitedTo(streams.get(broker % slots));
          }
        }
      } finally {
        for (OutputStream stream : streams) {
          stream.close();
        }
      }
      return new Input(
          files, (double) events.rollups() / seconds, (double) events.facts() / seconds);
    }
  }

  /**
   * Runs a case and waits for it.
   *
   * @param before what goes before {@code java}, to keep it on some processors for instance
   * @throws IOException if it did not say its figures
   */
  static JobRun.Figures run(JobRun run, Input input, List<String> before, Path folder)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "case-");
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx3g",
            "-cp",
            System.getProperty("java.class.path"),
            JobCase.class.getName(),
            run.backend(),
            Integer.toString(run.slots()),
            Integer.toString(run.warmSeconds()),
            Boolean.toString(run.paced()),
            Long.toString(run.checkpoints().toMillis()),
            own.toString()));
    input.files().forEach(file -> command.add(file.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines()
        .filter(line -> line.startsWith(FIGURES))
        .findFirst()
        .map(JobCase::parse)
        .orElseThrow(() -> new IOException("a run ended without figures: " + said));
  }

  /** Runs in the process that {@link #run} starts. */
  public static void main(String[] args) throws Exception {
    JobRun run =
        new JobRun(
            args[0],
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Boolean.parseBoolean(args[3]),
            Duration.ofMillis(Long.parseLong(args[4])));
    List<Path> files = Arrays.stream(args).skip(6).map(Path::of).collect(Collectors.toList());
    System.out.println(print(run.over(files, Path.of(args[5]))));
    // Flink's last threads take their time.
    System.exit(0);
  }

  private static String print(JobRun.Figures figures) {
    return String.join(
        " ",
        FIGURES,
        Long.toString(figures.events()),
        Long.toString(figures.rollups()),
        Long.toString(figures.cpuNanos()),
        Long.toString(figures.wallNanos()),
        Long.toString(figures.stateBytes()),
        Long.toString(figures.checkpointMillis()),
        figures.counterMillis().get(0).toString(),
        figures.counterMillis().get(1).toString(),
        figures.lagMillis().get(0).toString(),
        figures.lagMillis().get(1).toString());
  }

  private static JobRun.Figures parse(String line) {
    long[] n = Arrays.stream(line.split(" ")).skip(1).mapToLong(Long::parseLong).toArray();
    return new JobRun.Figures(
        n[0],
        n[1],
        n[2],
        n[3],
        n[4],
        n[5],
        List.of((int) n[6], (int) n[7]),
        List.of((int) n[8], (int) n[9]));
  }
}
