package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.CaptureSide.Kind;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a real broker loses when an agent captures its traffic: at half of the highest rate that it
 * reaches without one, throughput and 99th percentile of latency with the agent ÷ without, in pairs
 * one after the other, of which every other begins without. The agent decodes everything; its
 * process is there all the time and is warm, but captures only where it counts.
 */
final class BrokerPairs {
  private static final double LEAST_THROUGHPUT = 0.97;
  private static final double MOST_LATENCY = 1.05;

  private final Size size;
  private final Path project;
  private final FigureTable table;

  /**
   * How long all of it takes, in seconds.
   *
   * @param warmUp at the highest rate, with the agent
   * @param highest the same without it, to find that rate
   * @param before at half of it, before each stretch that counts
   * @param measured that counts
   */
  record Size(int pairs, double warmUp, double highest, double before, double measured) {
    /** The fewest pairs that the bars are held against. */
    static final int LEAST_PAIRS = 9;

    static Size full(int pairs) {
      return new Size(Math.max(LEAST_PAIRS, pairs), 10, 5, 2, 4);
    }
  }

  /**
   * @param project folder with the launcher and the jars of a broker
   */
  BrokerPairs(Size size, Path project, FigureTable table) {
    this.size = size;
    this.project = project;
    this.table = table;
  }

  /** Runs all pairs and adds rows. */
  void run() throws IOException, InterruptedException {
    double rate;
    BrokerLoad.Shown[] with = new BrokerLoad.Shown[size.pairs];
    BrokerLoad.Shown[] without = new BrokerLoad.Shown[size.pairs];
    try (RealBroker broker =
            RealBroker.start(project.resolve("client-matrix/brokers/current/target/lib"));
        BrokerLoad load = BrokerLoad.on(broker.bootstrap());
        AgentSide agent = new AgentSide(Kind.RING, broker.port(), project.resolve("streamgauge"))) {
      agent.open();
      double unused = load.highest(size.warmUp);
      agent.shut();
      rate = load.highest(size.highest) / 2;
      for (int pair = 0; pair < size.pairs; pair++) {
        if (pair % 2 == 0) {
          with[pair] = captured(agent, load, rate);
        }
        without[pair] = stretch(load, rate);
        if (pair % 2 != 0) {
          with[pair] = captured(agent, load, rate);
        }
        System.err.println("with the agent: " + with[pair] + ", without: " + without[pair]);
      }
    }
    report(rate, with, without);
  }

  private BrokerLoad.Shown captured(AgentSide agent, BrokerLoad load, double rate)
      throws IOException, InterruptedException {
    Mark before = agent.mark();
    agent.open();
    BrokerLoad.Shown shown = stretch(load, rate);
    Mark seen = agent.settled(before, 1);
    agent.shut();
    if (seen.bytes() == before.bytes()) {
      throw new IOException("the agent saw nothing of the broker's traffic");
    }
    return shown;
  }

  private BrokerLoad.Shown stretch(BrokerLoad load, double rate) throws IOException {
    BrokerLoad.Shown unused = load.run(rate, size.before);
    return load.run(rate, size.measured);
  }

  private void report(double rate, BrokerLoad.Shown[] with, BrokerLoad.Shown[] without) {
    double[] throughput = new double[size.pairs];
    double[] latency = new double[size.pairs];
    double[] loaded = new double[size.pairs];
    double[] free = new double[size.pairs];
    for (int pair = 0; pair < size.pairs; pair++) {
      throughput[pair] = with[pair].recordsPerSecond() / without[pair].recordsPerSecond();
      latency[pair] = with[pair].p99Millis() / without[pair].p99Millis();
      loaded[pair] = with[pair].p99Millis();
      free[pair] = without[pair].p99Millis();
    }
    String pairs = ", " + size.pairs + " pairs";
    String side = "broker, with agent ÷ without";
    table.plain("half of the highest rate, records of 1,000 bytes/s", "broker", rate);
    table.plain("p99 latency, ms" + pairs, "broker without agent", free);
    table.plain("p99 latency, ms" + pairs, "broker with agent", loaded);
    table.atLeast("throughput" + pairs, side, throughput, LEAST_THROUGHPUT);
    table.atMost("p99 latency" + pairs, side, latency, MOST_LATENCY);
  }
}
