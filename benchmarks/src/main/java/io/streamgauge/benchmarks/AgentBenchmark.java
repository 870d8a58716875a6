package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.CaptureSide.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What capturing costs: our agent with both of its backends, and tcpdump, which decodes nothing, on
 * the same traffic over loopback. They take turns in the same run; each round starts all of them
 * anew, lets them see a short and then a long stretch, and takes the difference in CPU time of the
 * whole process. Medians over the rounds count.
 *
 * <p>Arguments: {@code --rounds N}, 5 by default; {@code --check} to exit with 1 when a bar is
 * missed.
 */
public final class AgentBenchmark {
  private static final int CHATTY_CONNECTIONS = 10;
  private static final int MANY_CONNECTIONS = 9_900;
  private static final double GIGA = 1e9;

  /** Exchanges that a process sees before it is measured, and while it is. */
  private record Load(
      String title, List<Traffic> traffic, int connections, int before, int during) {}

  private static final Load BULK =
      new Load("bulk", List.of(Traffic.LARGE_PRODUCE, Traffic.LARGE_FETCH), 4, 300, 1_000);
  private static final Load CHATTY =
      new Load("chatty", List.of(Traffic.SMALL_PRODUCE), CHATTY_CONNECTIONS, 100_000, 200_000);
  private static final Load MANY =
      new Load(
          "many connections", List.of(Traffic.SMALL_PRODUCE), MANY_CONNECTIONS, 100_000, 200_000);

  /**
   * One process over one load.
   *
   * @param cost CPU seconds while measured
   */
  private record Result(
      double cost, long bytes, double packets, long drops, double telemetryShare) {}

  private int rounds = 5;
  private boolean check;
  private boolean missed;

  private AgentBenchmark() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    AgentBenchmark benchmark = new AgentBenchmark();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--check" -> benchmark.check = true;
        case "--rounds" -> benchmark.rounds = Integer.parseInt(args[++i]);
        default -> throw new IllegalArgumentException("unknown argument " + args[i]);
      }
    }
    benchmark.run();
    System.exit(benchmark.check && benchmark.missed ? 1 : 0);
  }

  private void run() throws IOException, InterruptedException {
    Map<Kind, List<Result>> bulk = empty();
    Map<Kind, List<Result>> chatty = empty();
    List<Result> many = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Kind> order = new ArrayList<>(List.of(Kind.values()));
      Collections.rotate(order, round);
      for (Kind kind : order) {
        bulk.get(kind).add(measure(kind, BULK));
        chatty.get(kind).add(measure(kind, CHATTY));
      }
      many.add(measure(Kind.AFPACKET, MANY));
    }
    System.out.println("| measure | side | median | lowest – highest | ratio | bar |");
    System.out.println("|---|---|--:|--:|--:|--:|");
    // tcpdump does not say how many packets it saw while it was measured; the others do.
    double packets =
        median(chatty.get(Kind.AFPACKET).stream().mapToDouble(Result::packets).toArray());
    report(
        "CPU s per GB, bulk", costs(bulk, each -> each.cost() / (each.bytes() / GIGA)), 1.0 / 3, 2);
    report("CPU µs per packet, chatty", costs(chatty, each -> each.cost() * 1e6 / packets), 0.5, 8);
    drops(bulk, chatty);
    row(
        "telemetry ÷ observed bytes, bulk, %",
        "agent",
        values(bulk.get(Kind.AFPACKET), each -> 100 * each.telemetryShare()),
        Double.NaN,
        0.5);
    double few = median(values(chatty.get(Kind.AFPACKET), Result::cost));
    row(
        "CPU, " + MANY_CONNECTIONS + " ÷ " + CHATTY_CONNECTIONS + " connections, chatty",
        "agent",
        values(many, each -> each.cost() / few),
        Double.NaN,
        1.5);
    if (missed) {
      System.out.println("\nA bar marked with ! is missed.");
    }
  }

  private static Map<Kind, List<Result>> empty() {
    Map<Kind, List<Result>> map = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      map.put(kind, new ArrayList<>());
    }
    return map;
  }

  private static Result measure(Kind kind, Load load) throws IOException, InterruptedException {
    try (Blaster blaster = new Blaster();
        CaptureSide side = kind.start(blaster.port())) {
      blaster.connect(Math.max(CHATTY.connections(), load.connections()));
      // A process in use has seen all kinds; what is compiled meanwhile is not what traffic costs.
      blast(blaster, CHATTY, CHATTY.before());
      blast(blaster, BULK, BULK.before());
      blast(blaster, load, load.before());
      Mark before = side.settled();
      long bytes = blast(blaster, load, load.during());
      Mark during = side.settled().since(before);
      long drops =
          side instanceof CaptureSide.Tcpdump tcpdump
              ? tcpdump.end().drops()
              : before.drops() + during.drops();
      return new Result(
          during.cpuNanos() / GIGA,
          bytes,
          during.packets(),
          drops,
          (double) during.telemetryBytes() / bytes);
    }
  }

  private static long blast(Blaster blaster, Load load, int exchanges) {
    long bytes = 0;
    List<Frames> kinds = load.traffic().stream().map(Traffic::frames).toList();
    int slice = kinds.size() == 1 ? exchanges : load.connections();
    for (int done = 0, turn = 0; done < exchanges; done += slice, turn++) {
      bytes += blaster.exchange(kinds.get(turn % kinds.size()), slice, 0);
    }
    return bytes;
  }

  private interface Figure {
    double of(Result result);
  }

  private static Map<Kind, double[]> costs(Map<Kind, List<Result>> results, Figure figure) {
    Map<Kind, double[]> costs = new EnumMap<>(Kind.class);
    results.forEach((kind, list) -> costs.put(kind, values(list, figure)));
    return costs;
  }

  private static double[] values(List<Result> results, Figure figure) {
    return results.stream().mapToDouble(figure::of).toArray();
  }

  private void report(String measure, Map<Kind, double[]> costs, double ofPcap, double ofTcpdump) {
    double ours = median(costs.get(Kind.AFPACKET));
    for (Kind kind : Kind.values()) {
      double ratio = ours / median(costs.get(kind));
      double bar =
          switch (kind) {
            case AFPACKET -> Double.NaN;
            case PCAP -> ofPcap;
            case TCPDUMP -> ofTcpdump;
          };
      row(measure, kind.title, costs.get(kind), ratio, bar);
    }
  }

  private void drops(Map<Kind, List<Result>> bulk, Map<Kind, List<Result>> chatty) {
    for (Kind kind : Kind.values()) {
      long drops =
          bulk.get(kind).stream().mapToLong(Result::drops).sum()
              + chatty.get(kind).stream().mapToLong(Result::drops).sum();
      boolean ours = kind == Kind.AFPACKET;
      missed |= ours && drops > 0;
      System.out.printf(
          Locale.ROOT,
          "| kernel drops, all rounds | %s | %d | – | – | %s |%n",
          kind.title,
          drops,
          ours ? "0" + (drops > 0 ? " !" : "") : "–");
    }
  }

  /** One row; with a ratio the bar is held against it, without one against the median. */
  private void row(String measure, String side, double[] values, double ratio, double bar) {
    double held = Double.isNaN(ratio) ? median(values) : ratio;
    boolean isMissed = held > bar;
    missed |= isMissed;
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.3f | %.3f – %.3f | %s | %s |%n",
        measure,
        side,
        median(values),
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN),
        Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f", ratio),
        Double.isNaN(bar)
            ? "–"
            : String.format(Locale.ROOT, "≤ %.2f%s", bar, isMissed ? " !" : ""));
  }

  private static double median(double[] values) {
    return Interleaved.median(values);
  }
}
