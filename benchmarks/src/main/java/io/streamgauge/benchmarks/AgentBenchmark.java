package io.streamgauge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What capturing costs: our agent with both of its backends, the agent's reassembly alone, and
 * tcpdump, which decodes nothing, on the same traffic over loopback ({@link CaptureCosts}); what a
 * real broker loses by it ({@link BrokerPairs}); what it weighs ({@link AgentMemory}). All take
 * turns in the same run; medians over the rounds count.
 *
 * <p>Run as root where the launcher is ({@code benchmarks/agent} sees to that). Arguments: parts,
 * all of them without any; {@code --rounds N}, 5 by default, and never fewer than 9 pairs with the
 * broker; {@code --check} to exit with 1 when a bar is missed. Wrong use, or a machine that does
 * not allow it, is exit 2.
 */
public final class AgentBenchmark {
  private static final String USAGE =
      "usage: benchmarks/agent [bulk|chatty|connections|broker|memory]... [--rounds N] [--check]";
  private static final int WRONG_USE = 2;

  /** What can be asked for by name. */
  enum Part {
    BULK,
    CHATTY,
    CONNECTIONS,
    BROKER,
    MEMORY
  }

  private final Set<Part> parts = EnumSet.noneOf(Part.class);
  private int rounds = 5;
  private boolean check;

  private AgentBenchmark() {}

  /** See the class. */
  public static void main(String[] args) throws InterruptedException {
    Optional<AgentBenchmark> benchmark = of(args);
    if (benchmark.isEmpty()) {
      System.err.println("benchmarks/agent: " + USAGE);
      System.exit(WRONG_USE);
    }
    try {
      System.exit(benchmark.get().run());
    } catch (IOException e) {
      System.err.println("benchmarks/agent: " + e.getMessage());
      System.exit(WRONG_USE);
    }
  }

  /** What the arguments ask for; empty if they are wrong. */
  static Optional<AgentBenchmark> of(String... args) {
    AgentBenchmark benchmark = new AgentBenchmark();
    return benchmark.parse(args) ? Optional.of(benchmark) : Optional.empty();
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
        default -> {
          try {
            parts.add(Part.valueOf(args[i].toUpperCase(Locale.ROOT)));
          } catch (IllegalArgumentException e) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private int run() throws IOException, InterruptedException {
    FigureTable table = new FigureTable(System.out::println);
    Path project = Path.of("");
    Path launcher = project.resolve("streamgauge");
    CaptureCosts costs = new CaptureCosts(CapturedLoad.Size.FULL, rounds, launcher, table);
    System.out.println(FigureTable.HEADER);
    for (Part part : parts()) {
      switch (part) {
        case BULK -> costs.bulk();
        case CHATTY -> costs.chatty();
        case CONNECTIONS -> costs.connections();
        case BROKER -> new BrokerPairs(BrokerPairs.Size.full(rounds), project, table).run();
        case MEMORY -> new AgentMemory(AgentMemory.Size.FULL, launcher, table).run();
      }
    }
    if (table.isMissed()) {
      System.out.println("\nA bar was missed.");
    }
    return status(table);
  }

  /** The parts that are run, in this order. */
  Set<Part> parts() {
    return parts.isEmpty() ? EnumSet.allOf(Part.class) : parts;
  }

  int rounds() {
    return rounds;
  }

  /** Exit code for what a table shows. */
  int status(FigureTable table) {
    return check && table.isMissed() ? 1 : 0;
  }
}
