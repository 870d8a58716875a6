package io.streamgauge.benchmarks;

import io.streamgauge.agent.cli.AgentCommand;
import io.streamgauge.agent.runtime.CaptureAgent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * What the agent's process weighs: the real command with its defaults and the options that the
 * launcher gives to the JVM, on loopback, while connections stay open, having talked, and others
 * come, talk and go. Its bus cannot be reached, so everything it may buffer fills as well.
 */
final class AgentMemory {
  static final long BAR_MB = 256;
  private static final String SEEN = "connections ";
  private static final int LOOK_MILLIS = 20;
  private static final int PATIENCE_SECONDS = 120;

  private final Size size;
  private final Path launcher;
  private final FigureTable table;

  /**
   * How many connections there are.
   *
   * @param staying those that stay open
   * @param passing those that come and go
   * @param atOnce of them at a time
   */
  record Size(int staying, int passing, int atOnce) {
    /** What the bar is held against. */
    static final Size FULL = new Size(10_000, 100_000, 1_000);
  }

  /**
   * What its process had of memory.
   *
   * @param highestMb resident at most, MB (proc(5): VmHWM)
   * @param endMb resident at the end, MB
   */
  record Weight(long highestMb, long endMb) {}

  /**
   * @param launcher whose options the JVM gets
   */
  AgentMemory(Size size, Path launcher, FigureTable table) {
    this.size = size;
    this.launcher = launcher;
    this.table = table;
  }

  /** The agent, as the launcher runs it; each line that it is told is answered with a number. */
  static final class Command {
    private Command() {}

    public static void main(String[] args) {
      System.exit(new CommandLine(new AgentCommand(Command::answer)).execute(args));
    }

    /** How many Kafka connections it saw so far. */
    private static void answer(CaptureAgent agent) {
      Thread answering =
          new Thread(
              () ->
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                      .lines()
                      .forEach(line -> System.out.println(SEEN + agent.kafkaConnections())));
      answering.setDaemon(true);
      answering.start();
    }
  }

  /** Runs it and adds rows. */
  void run() throws IOException, InterruptedException {
    Weight weight = weigh();
    row("at its highest", weight.highestMb);
    row("at the end", weight.endMb);
  }

  private void row(String when, long megabytes) {
    table.atMost(
        "memory %s, %,d + %,d connections, MB".formatted(when, size.staying, size.passing),
        "agent, whole command, bus away",
        new double[] {megabytes},
        BAR_MB);
  }

  /** Runs it. */
  Weight weigh() throws IOException, InterruptedException {
    try (Blaster blaster = new Blaster()) {
      Process agent = start(blaster.port());
      // Also when it is interrupted.
      Runtime.getRuntime().addShutdownHook(new Thread(agent::destroyForcibly));
      try {
        talk(blaster, agent);
        return weight(agent);
      } finally {
        agent.destroyForcibly();
      }
    }
  }

  /** No further than the agent can follow: what it does not see costs it nothing. */
  private void talk(Blaster blaster, Process agent) throws IOException, InterruptedException {
    Frames frames = Traffic.SMALL_PRODUCE.frames();
    int staying = size.staying;
    for (int open = size.atOnce; open - size.atOnce < staying; open += size.atOnce) {
      int count = Math.min(open, staying);
      blaster.connect(count);
      blaster.exchange(frames, 2 * size.atOnce, open - size.atOnce);
      awaitSeen(agent, count);
    }
    for (int gone = 0; gone < size.passing; gone += size.atOnce) {
      blaster.connect(staying + size.atOnce);
      blaster.exchange(frames, 2 * size.atOnce, staying);
      blaster.exchange(frames, size.atOnce, 0);
      blaster.disconnect(staying);
      awaitSeen(agent, staying + gone + size.atOnce);
    }
  }

  private static void awaitSeen(Process agent, long connections)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    for (long seen = seen(agent); seen < connections; seen = seen(agent)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the agent saw " + seen + " of " + connections + " connections");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static long seen(Process agent) throws IOException {
    agent.getOutputStream().write('\n');
    agent.getOutputStream().flush();
    return Long.parseLong(line(agent, SEEN).substring(SEEN.length()));
  }

  /** The next line that begins so; it logs while its bus is away. */
  private static String line(Process agent, String beginning) throws IOException {
    BufferedReader lines = agent.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the agent ended by itself, or never began: it needs root and libpcap");
    }
    return line;
  }

  private Process start(int port) throws IOException {
    Process agent =
        new ProcessBuilder(
                LauncherOptions.java(
                    LauncherOptions.of("agent", launcher),
                    Command.class,
                    "--interface=lo",
                    "--port=" + port,
                    "--bootstrap=127.0.0.1:1",
                    "--health-address=none"))
            .redirectErrorStream(true)
            .start();
    String unused = line(agent, "Capturing");
    return agent;
  }

  private static Weight weight(Process agent) throws IOException {
    String status = Files.readString(Path.of("/proc/" + agent.pid() + "/status"));
    return new Weight(megabytes(status, "VmHWM"), megabytes(status, "VmRSS"));
  }

  private static long megabytes(String status, String name) {
    Matcher memory = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(status);
    if (!memory.find()) {
      throw new IllegalStateException("no " + name + " in\n" + status);
    }
    return Long.parseLong(memory.group(1)) >> 10;
  }
}
