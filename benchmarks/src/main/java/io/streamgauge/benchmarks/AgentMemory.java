package io.streamgauge.benchmarks;

import io.streamgauge.agent.cli.AgentCommand;
import java.io.IOException;
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
  private static final long BAR_MB = 256;
  private static final int LINGER_SECONDS = 2;
  private static final Pattern MEMORY = Pattern.compile("(VmHWM|VmRSS):\\s+(\\d+) kB");

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
   * @param launcher whose options the JVM gets
   */
  AgentMemory(Size size, Path launcher, FigureTable table) {
    this.size = size;
    this.launcher = launcher;
    this.table = table;
  }

  /** The agent, as the launcher runs it. */
  static final class Command {
    private Command() {}

    public static void main(String[] args) {
      System.exit(new CommandLine(new AgentCommand()).execute(args));
    }
  }

  /** Runs it and adds rows. */
  void run() throws IOException, InterruptedException {
    try (Blaster blaster = new Blaster()) {
      Process agent = start(blaster.port());
      // Also when it is interrupted.
      Runtime.getRuntime().addShutdownHook(new Thread(agent::destroyForcibly));
      try {
        talk(blaster);
        report(agent);
      } finally {
        agent.destroyForcibly();
      }
    }
  }

  private void talk(Blaster blaster) throws IOException, InterruptedException {
    Frames frames = Traffic.SMALL_PRODUCE.frames();
    int staying = size.staying;
    blaster.connect(staying);
    blaster.exchange(frames, 2 * staying, 0);
    for (int gone = 0; gone < size.passing; gone += size.atOnce) {
      blaster.connect(staying + size.atOnce);
      blaster.exchange(frames, 2 * size.atOnce, staying);
      blaster.exchange(frames, size.atOnce, 0);
      blaster.disconnect(staying);
    }
    TimeUnit.SECONDS.sleep(LINGER_SECONDS);
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
    String line = agent.inputReader(StandardCharsets.UTF_8).readLine();
    while (line != null && !line.startsWith("Capturing")) {
      line = agent.inputReader(StandardCharsets.UTF_8).readLine();
    }
    if (line == null) {
      throw new IOException("the agent did not start; root and libpcap are needed");
    }
    // It logs while its bus is away; somebody has to read that.
    Thread reader =
        new Thread(() -> agent.inputReader(StandardCharsets.UTF_8).lines().forEach(each -> {}));
    reader.setDaemon(true);
    reader.start();
    return agent;
  }

  private void report(Process agent) throws IOException {
    Matcher memory = MEMORY.matcher(Files.readString(Path.of("/proc/" + agent.pid() + "/status")));
    while (memory.find()) {
      String when = memory.group(1).equals("VmHWM") ? "at its highest" : "at the end";
      double megabytes = Long.parseLong(memory.group(2)) >> 10;
      table.atMost(
          "memory %s, %,d + %,d connections, MB".formatted(when, size.staying, size.passing),
          "agent, whole command, bus away",
          new double[] {megabytes},
          BAR_MB);
    }
    if (!agent.isAlive()) {
      throw new IOException("the agent ended by itself");
    }
  }
}
