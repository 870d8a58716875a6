package io.streamgauge.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that captures, and how to ask it for its counters. */
abstract class CaptureSide implements AutoCloseable {
  static final int BUFFER_MB = 32;

  /** Who is compared. */
  enum Kind {
    AFPACKET("agent, AF_PACKET ring"),
    PCAP("agent, pcap4j"),
    TCPDUMP("tcpdump -w /dev/null");

    final String title;

    Kind(String title) {
      this.title = title;
    }

    CaptureSide start(int port) throws IOException {
      return this == TCPDUMP ? new Tcpdump(port) : new Agent(name(), port, 1);
    }
  }

  /** Counters as of now. */
  abstract Mark mark() throws IOException, InterruptedException;

  /** Counters once nothing moves any more. */
  Mark settled() throws IOException, InterruptedException {
    Mark before = mark();
    while (true) {
      TimeUnit.MILLISECONDS.sleep(300);
      Mark now = mark();
      if (isStill(before, now)) {
        return now;
      }
      before = now;
    }
  }

  /** Whether nothing came between two marks. */
  abstract boolean isStill(Mark before, Mark now);

  @Override
  public abstract void close() throws IOException;

  /** Our agent. */
  static final class Agent extends CaptureSide {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;

    Agent(String method, int port, int workers) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx128m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CapturingAgent.class.getName(),
                  method,
                  Integer.toString(port),
                  Integer.toString(BUFFER_MB),
                  Integer.toString(workers))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      questions = process.outputWriter(StandardCharsets.UTF_8);
      String line = answers.readLine();
      while (line != null && !line.equals("ready")) {
        line = answers.readLine();
      }
      if (line == null) {
        throw new IOException("the agent did not start; root and libpcap are needed");
      }
    }

    @Override
    Mark mark() throws IOException {
      questions.write("mark\n");
      questions.flush();
      String line = answers.readLine();
      while (line != null && !line.matches("[0-9 ]+")) {
        line = answers.readLine();
      }
      if (line == null) {
        throw new IOException("the agent ended");
      }
      return Mark.parse(line);
    }

    @Override
    boolean isStill(Mark before, Mark now) {
      return now.packets() == before.packets() && now.kafkaBytes() == before.kafkaBytes();
    }

    @Override
    public void close() throws IOException {
      questions.close();
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The yardstick: it decodes nothing. It tells its packets and drops only at its end. */
  static final class Tcpdump extends CaptureSide {
    private static final Pattern COUNT = Pattern.compile("(\\d+) packets? (captured|dropped by)");

    /** Of a look-around: some wake-ups by its own timer. */
    private static final long IDLE_NANOS = 1_000_000;

    private final Process process;
    private long packets;
    private long drops;

    Tcpdump(int port) throws IOException {
      process =
          new ProcessBuilder(
                  List.of(
                      "tcpdump",
                      "-i",
                      "lo",
                      "-n",
                      "-B",
                      Integer.toString(BUFFER_MB << 10),
                      "-w",
                      "/dev/null",
                      "tcp port " + port))
              .redirectErrorStream(true)
              .start();
      String line = process.inputReader(StandardCharsets.UTF_8).readLine();
      while (line != null && !line.contains("listening on")) {
        line = process.inputReader(StandardCharsets.UTF_8).readLine();
      }
      if (line == null) {
        throw new IOException("tcpdump did not start");
      }
    }

    @Override
    Mark mark() throws IOException {
      String time = Files.readString(Path.of("/proc/" + process.pid() + "/schedstat"));
      return new Mark(Long.parseLong(time.substring(0, time.indexOf(' '))), packets, drops, 0, 0);
    }

    /** While it runs it tells nothing, but idle it hardly uses the processor. */
    @Override
    boolean isStill(Mark before, Mark now) {
      return now.cpuNanos() - before.cpuNanos() < IDLE_NANOS;
    }

    /** Ends it and reads what it says; then its counters are known. */
    Mark end() throws IOException {
      // Process.destroy would close what it has still to say.
      boolean unused = process.toHandle().destroy();
      String line = process.inputReader(StandardCharsets.UTF_8).readLine();
      while (line != null) {
        Matcher count = COUNT.matcher(line);
        if (count.find()) {
          long value = Long.parseLong(count.group(1));
          if (count.group(2).equals("captured")) {
            packets = value;
          } else {
            drops = value;
          }
        }
        line = process.inputReader(StandardCharsets.UTF_8).readLine();
      }
      return new Mark(0, packets, drops, 0, 0);
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
