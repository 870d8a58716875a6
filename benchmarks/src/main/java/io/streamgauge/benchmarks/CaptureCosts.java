package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.CaptureSide.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Runs processes that capture by turns, each time anew, and makes rows of what they took. */
final class CaptureCosts {
  private static final double OF_PCAP_BULK = 1.0 / 3;
  private static final double OF_TCPDUMP_BULK = 2;
  private static final double OF_PCAP_CHATTY = 0.5;
  private static final double OF_TCPDUMP_CHATTY = 8;
  private static final double OF_COUNTING = 1.5;
  private static final double TELEMETRY_PERCENT = 0.5;
  private static final double GROWTH = 1.5;
  private static final double PERCENT = 100;
  private static final double MICROS = 1e6;

  private final CapturedLoad.Size size;
  private final int rounds;
  private final Path launcher;
  private final FigureTable table;

  /**
   * @param rounds in each of which everybody has a turn
   * @param launcher whose options the JVMs get
   */
  CaptureCosts(CapturedLoad.Size size, int rounds, Path launcher, FigureTable table) {
    this.size = size;
    this.rounds = rounds;
    this.launcher = launcher;
    this.table = table;
  }

  /** CPU per GB, drops, telemetry, and what decoding adds. */
  void bulk() throws IOException, InterruptedException {
    Map<Kind, List<CaptureRun>> runs = byTurns(size.bulk());
    costs(
        "CPU s per GB, bulk",
        runs,
        run -> run.cpuSeconds() / run.gigabytes(),
        OF_PCAP_BULK,
        OF_TCPDUMP_BULK);
    double[] telemetry =
        values(runs.get(Kind.RING), run -> PERCENT * run.telemetryBytes() / run.bytes());
    table.atMost(
        "telemetry ÷ observed bytes, bulk, %", Kind.RING.title(), telemetry, TELEMETRY_PERCENT);
    rest("bulk", runs);
    table.plain(
        "rate of bulk, GB/s", "all rounds", all(runs, run -> run.gigabytes() / run.seconds()));
  }

  /** CPU per packet, drops, and what decoding adds. */
  void chatty() throws IOException, InterruptedException {
    Map<Kind, List<CaptureRun>> runs = byTurns(size.chatty());
    // A request and its answer: a packet each.
    long packets = 2L * size.chatty().measured();
    costs(
        "CPU µs per packet, chatty",
        runs,
        run -> run.cpuSeconds() * MICROS / packets,
        OF_PCAP_CHATTY,
        OF_TCPDUMP_CHATTY);
    rest("chatty", runs);
    table.plain(
        "rate of chatty, packets/s", "all rounds", all(runs, run -> packets / run.seconds()));
  }

  /** CPU for the same exchanges over few and over many connections. */
  void connections() throws IOException, InterruptedException {
    List<CaptureRun> few = new ArrayList<>();
    List<CaptureRun> many = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      few.add(run(Kind.RING, size.chatty()));
      many.add(run(Kind.RING, size.many()));
    }
    String measure = "CPU s for %,d exchanges, %,d connections";
    int exchanges = size.chatty().measured();
    double[] ours = values(few, CaptureRun::cpuSeconds);
    double[] theirs = values(many, CaptureRun::cpuSeconds);
    table.plain(measure.formatted(exchanges, size.chatty().connections()), Kind.RING.title(), ours);
    table.ratioAtMost(
        measure.formatted(exchanges, size.many().connections()),
        Kind.RING.title(),
        theirs,
        Interleaved.median(theirs) / Interleaved.median(ours),
        GROWTH);
    compiling("… of it compiling, many connections, %", Map.of(Kind.RING, many));
  }

  private Map<Kind, List<CaptureRun>> byTurns(CapturedLoad load)
      throws IOException, InterruptedException {
    Map<Kind, List<CaptureRun>> runs = new EnumMap<>(Kind.class);
    for (int round = 0; round < rounds; round++) {
      List<Kind> order = new ArrayList<>(List.of(Kind.values()));
      Collections.rotate(order, round);
      for (Kind kind : order) {
        runs.computeIfAbsent(kind, any -> new ArrayList<>()).add(run(kind, load));
      }
    }
    return runs;
  }

  /** It takes minutes: who waits hears of each. */
  private CaptureRun run(Kind kind, CapturedLoad load) throws IOException, InterruptedException {
    CaptureRun run = CaptureRun.of(kind, load, size, launcher);
    System.err.println(kind.title() + ", " + load.kinds() + ": " + run);
    return run;
  }

  /** Ratio: ours ÷ the other's, but of decoding: it ÷ counting. */
  private void costs(
      String measure,
      Map<Kind, List<CaptureRun>> runs,
      ToDoubleFunction<CaptureRun> cost,
      double ofPcap,
      double ofTcpdump) {
    double ours = Interleaved.median(values(runs.get(Kind.RING), cost));
    double counting = Interleaved.median(values(runs.get(Kind.COUNTING), cost));
    runs.forEach(
        (kind, list) -> {
          double[] values = values(list, cost);
          double ratio = ours / Interleaved.median(values);
          switch (kind) {
            case RING -> table.plain(measure, kind.title(), values);
            case PCAP -> table.ratioAtMost(measure, kind.title(), values, ratio, ofPcap);
            case DECODING -> {
              double ofCounting = Interleaved.median(values) / counting;
              table.ratioAtMost(measure, kind.title(), values, ofCounting, OF_COUNTING);
            }
            case COUNTING -> table.plain(measure, kind.title(), values);
            case TCPDUMP -> table.ratioAtMost(measure, kind.title(), values, ratio, ofTcpdump);
          }
        });
  }

  private void rest(String load, Map<Kind, List<CaptureRun>> runs) {
    compiling("… of it compiling, " + load + ", %", runs);
    long theirs = runs.get(Kind.TCPDUMP).stream().mapToLong(CaptureRun::drops).sum();
    runs.forEach(
        (kind, list) -> {
          String measure = "kernel drops, " + load + ", all rounds";
          double drops = list.stream().mapToDouble(CaptureRun::drops).sum();
          if (kind == Kind.RING && theirs == 0) {
            table.atMost(measure, kind.title(), new double[] {drops}, 0);
          } else {
            table.plain(measure, kind.title(), drops);
          }
          if (kind != Kind.TCPDUMP) {
            table.plain(
                "kernel drops while it started, " + load,
                kind.title(),
                list.stream().mapToDouble(CaptureRun::dropsBefore).sum());
          }
        });
  }

  /** It says how far a figure is from that of a process that is warm. */
  private void compiling(String measure, Map<Kind, List<CaptureRun>> runs) {
    runs.forEach(
        (kind, list) -> {
          if (kind != Kind.TCPDUMP) {
            table.plain(measure, kind.title(), values(list, run -> PERCENT * run.compiling()));
          }
        });
  }

  private static double[] all(
      Map<Kind, List<CaptureRun>> runs, ToDoubleFunction<CaptureRun> figure) {
    return runs.values().stream()
        .flatMapToDouble(list -> Arrays.stream(values(list, figure)))
        .toArray();
  }

  private static double[] values(List<CaptureRun> runs, ToDoubleFunction<CaptureRun> figure) {
    return runs.stream().mapToDouble(figure).toArray();
  }
}
