package io.streamgauge.benchmarks.jobs;

import io.streamgauge.benchmarks.jobs.JobCase.Input;
import io.streamgauge.benchmarks.jobs.JobRun.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the cases and makes tables of them; a missed bar is marked. */
final class JobsReport {
  static final String HEAP = "hashmap";
  static final String ROCKSDB = "rocksdb";

  private static final Map<String, Double> LEAST_PER_CORE =
      Map.of(HEAP, 200_000.0, ROCKSDB, 40_000.0);
  private static final int MOST_MILLIS = 3_000;
  private static final double MOST_COST_RATIO = 2;
  private static final int SLOT_KEYS = 10_000;
  private static final double NANOS = 1e9;

  /**
   * How long a case is.
   *
   * @param warmEvents that do not count, of a run at full speed
   * @param events that count
   * @param warmSeconds that do not count, of a run at the pace of the wall
   * @param seconds that count
   */
  record Size(long warmEvents, long events, int warmSeconds, int seconds, Duration checkpoints) {
    static final Size WHOLE = new Size(1_000_000, 1_500_000, 20, 25, Duration.ofSeconds(10));
  }

  private final Path folder;
  private final Size size;
  private boolean missed;

  JobsReport(Path folder, Size size) {
    this.folder = folder;
    this.size = size;
  }

  boolean isMissed() {
    return missed;
  }

  /** As fast as events are taken; one slot, all processors. */
  List<String> throughput(List<Integer> keys, List<String> states)
      throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| state | keys | facts beside each | rollups/s per core | bar | events/s per core |"
            + " µs of CPU per event | to the fewest keys | bar | state, B per key |"
            + " checkpoint, ms |");
    rows.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    Map<String, Double> fewest = new LinkedHashMap<>();
    for (int count : keys) {
      double told = seconds(count, 5, 1).eventsPerSecond();
      int warm = (int) Math.ceil(size.warmEvents() / told);
      Input input = seconds(count, warm + (int) Math.ceil(size.events() / told), 1);
      for (String state : states) {
        JobRun run = new JobRun(state, 1, warm, false, size.checkpoints());
        Figures figures = JobCase.run(run, input, List.of(), folder);
        double micros = figures.cpuNanos() / 1e3 / figures.events();
        double ratio = micros / fewest.computeIfAbsent(state, first -> micros);
        double perCore = figures.rollups() * NANOS / figures.cpuNanos();
        rows.add(
            String.join(
                " | ",
                "| " + state,
                number(input.rollupsPerSecond()),
                decimal(input.factsPerSecond() / input.rollupsPerSecond()),
                number(perCore),
                atLeast(perCore, LEAST_PER_CORE.get(state)),
                number(1e6 / micros),
                decimal(micros),
                decimal(ratio),
                "≤ " + decimal(MOST_COST_RATIO) + mark(ratio > MOST_COST_RATIO),
                perKey(figures, input),
                figures.checkpointMillis() + " |"));
      }
      delete(input);
    }
    return rows;
  }

  /** At the pace of the wall. */
  List<String> latency(List<Integer> keys, List<String> states)
      throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| state | keys | events/s | processors busy | counters p50, ms | p99 | bar | lag p50 | p99"
            + " | bar | state, B per key | checkpoint, ms |");
    rows.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (int count : keys) {
      Input input = seconds(count, size.warmSeconds() + size.seconds(), 1);
      for (String state : states) {
        JobRun run = new JobRun(state, 1, size.warmSeconds(), true, size.checkpoints());
        Figures figures = JobCase.run(run, input, List.of(), folder);
        rows.add(
            String.join(
                " | ",
                "| " + state,
                number(input.rollupsPerSecond()),
                number(input.eventsPerSecond()),
                decimal((double) figures.cpuNanos() / figures.wallNanos()),
                figures.counterMillis().get(0).toString(),
                figures.counterMillis().get(1).toString(),
                atMost(figures.counterMillis().get(1)),
                figures.lagMillis().get(0).toString(),
                figures.lagMillis().get(1).toString(),
                atMost(figures.lagMillis().get(1)),
                perKey(figures, input),
                figures.checkpointMillis() + " |"));
      }
      delete(input);
    }
    return rows;
  }

  /** One slot on one processor, then two on two. */
  List<String> slots(List<String> states) throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>();
    rows.add("| state | keys | events/s, 1 slot | 2 slots | ratio |");
    rows.add("|---|--:|--:|--:|--:|");
    double told = seconds(SLOT_KEYS, 5, 1).eventsPerSecond();
    int warm = (int) Math.ceil(size.warmEvents() / told);
    int all = warm + (int) Math.ceil(size.events() / told);
    for (String state : states) {
      double[] speed = new double[2];
      for (int slots = 1; slots <= 2; slots++) {
        Input input = seconds(SLOT_KEYS, all, slots);
        JobRun run = new JobRun(state, slots, warm, false, size.checkpoints());
        List<String> processors = List.of("taskset", "-c", slots == 1 ? "0" : "0,1");
        Figures figures = JobCase.run(run, input, processors, folder);
        speed[slots - 1] = figures.events() * NANOS / figures.wallNanos();
        delete(input);
      }
      rows.add(
          String.join(
              " | ",
              "| " + state,
              number(SLOT_KEYS),
              number(speed[0]),
              number(speed[1]),
              decimal(speed[1] / speed[0]) + " |"));
    }
    return rows;
  }

  private Input seconds(int keys, int seconds, int slots) throws IOException {
    return Input.write(ClusterShape.ofKeys(keys), seconds, slots, folder);
  }

  private static void delete(Input input) throws IOException {
    for (Path file : input.files()) {
      Files.deleteIfExists(file);
    }
  }

  private static String perKey(Figures figures, Input input) {
    return figures.stateBytes() < 0 ? "–" : number(figures.stateBytes() / input.rollupsPerSecond());
  }

  private String atLeast(double value, double bar) {
    return "≥ " + number(bar) + mark(value < bar);
  }

  private String atMost(int millis) {
    return "≤ " + number(MOST_MILLIS) + mark(millis < 0 || millis > MOST_MILLIS);
  }

  private String mark(boolean miss) {
    missed |= miss;
    return miss ? " !" : "";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
