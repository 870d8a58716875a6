package io.streamgauge.benchmarks;

import io.streamgauge.agent.cli.AgentCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * What the agent's process weighs: the real command with its defaults and the options that the
 * launcher gives to the JVM, on loopback, while 10,000 connections stay open, having talked, and
 * 100,000 others come, talk and go. Its bus cannot be reached, so everything it may buffer fills as
 * well.
 *
 * <p>Run where the launcher is. Exits with 1 when the bar is missed.
 */
public final class AgentMemory {
  private static final int STAYING = 5_000;
  private static final int COMING_AND_GOING = 100_000;
  private static final int AT_ONCE = 1_000;
  private static final long BAR_MB = 256;
  private static final Pattern OPTIONS = Pattern.compile("(?m)^ *agent\\) options=\\((.*?)\\) *;;");
  private static final Pattern MEMORY = Pattern.compile("(VmHWM|VmRSS):\\s+(\\d+) kB");

  private AgentMemory() {}

  /** The agent, as the launcher runs it. */
  static final class Command {
    private Command() {}

    public static void main(String[] args) {
      System.exit(new CommandLine(new AgentCommand()).execute(args));
    }
  }

  /**
   * Half of the connections that stay: a process may not have as many open files as all of them
   * have ends.
   */
  static final class OtherHalf {
    private OtherHalf() {}

    public static void main(String[] args) throws IOException {
      try (Blaster blaster = new Blaster();
          BufferedReader told =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        System.out.println(blaster.port());
        String begin = told.readLine();
        blaster.connect(STAYING);
        blaster.exchange(Traffic.SMALL_PRODUCE.frames(), 2 * STAYING, 0);
        System.out.println(begin);
        String end = told.readLine();
        System.out.println(end);
      }
    }
  }

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Process half = java(List.of(), OtherHalf.class.getName()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(half::destroyForcibly));
    try (Blaster blaster = new Blaster();
        BufferedReader said = half.inputReader(StandardCharsets.UTF_8);
        BufferedWriter tell = half.outputWriter(StandardCharsets.UTF_8)) {
      Process agent = start(blaster.port() + "," + said.readLine());
      Runtime.getRuntime().addShutdownHook(new Thread(agent::destroyForcibly));
      try {
        tell.write("begin\n");
        tell.flush();
        String begun = said.readLine();
        boolean met = "begin".equals(begun) && run(blaster, agent);
        System.exit(met ? 0 : 1);
      } finally {
        agent.destroyForcibly();
      }
    } finally {
      half.destroyForcibly();
    }
  }

  private static boolean run(Blaster blaster, Process agent)
      throws IOException, InterruptedException {
    Frames frames = Traffic.SMALL_PRODUCE.frames();
    blaster.connect(STAYING);
    blaster.exchange(frames, 2 * STAYING, 0);
    for (int gone = 0; gone < COMING_AND_GOING; gone += AT_ONCE) {
      blaster.connect(STAYING + AT_ONCE);
      blaster.exchange(frames, 2 * AT_ONCE, STAYING);
      blaster.exchange(frames, AT_ONCE, 0);
      blaster.disconnect(STAYING);
    }
    TimeUnit.SECONDS.sleep(2);
    return report(agent) <= BAR_MB && agent.isAlive();
  }

  private static ProcessBuilder java(List<String> options, String... rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(rest));
    return new ProcessBuilder(command);
  }

  private static Process start(String ports) throws IOException {
    Process agent =
        java(
                launcherOptions(),
                Command.class.getName(),
                "--interface=lo",
                "--port=" + ports,
                "--bootstrap=127.0.0.1:1",
                "--health-address=none")
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

  private static List<String> launcherOptions() throws IOException {
    Matcher options = OPTIONS.matcher(Files.readString(Path.of("streamgauge")));
    if (!options.find()) {
      throw new IOException("the launcher names no options of the agent");
    }
    return Arrays.stream(options.group(1).split(" ")).filter(each -> !each.isEmpty()).toList();
  }

  private static long report(Process agent) throws IOException {
    Matcher memory = MEMORY.matcher(Files.readString(Path.of("/proc/" + agent.pid() + "/status")));
    long peak = 0;
    while (memory.find()) {
      long megabytes = Long.parseLong(memory.group(2)) >> 10;
      peak = Math.max(peak, megabytes);
      System.out.printf(
          Locale.ROOT,
          "| RSS %s, MB | %d | ≤ %d%s |%n",
          memory.group(1).equals("VmHWM") ? "at its highest" : "at the end",
          megabytes,
          BAR_MB,
          megabytes > BAR_MB ? " !" : "");
    }
    return peak;
  }
}
