package io.streamgauge.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link CapturingAgent} in its process, with the options that the launcher gives to an agent. */
final class AgentSide implements CaptureSide {
  private static final int LOOK_MILLIS = 20;

  /** So many looks without news, and nothing will come any more: it was dropped. */
  private static final int STILL_LOOKS = 25;

  /** The same where nothing was dropped so far: a minute, for it must be on its way. */
  private static final int PATIENT_LOOKS = 3_000;

  private static final int COMPILER_MILLIS = 100;
  private static final int COMPILER_LOOKS = 100;

  /** Of a compiler in that time. */
  private static final long IDLE_NANOS = 1_000_000;

  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter words;

  /** Starts the process; it does not capture yet. */
  AgentSide(Kind kind, int port, Path launcher) throws IOException {
    List<String> options = new ArrayList<>(LauncherOptions.of("agent", launcher));
    options.add(ThreadTimes.OPTION);
    options.add("-Dslf4j.internal.verbosity=ERROR"); // nobody logs
    process =
        new ProcessBuilder(
                LauncherOptions.java(
                    options,
                    CapturingAgent.class,
                    kind == Kind.PCAP ? "PCAP" : "AFPACKET",
                    Integer.toString(port),
                    Integer.toString(BUFFER_MB),
                    kind.depth().name()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    words = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Begins to capture.
   *
   * @throws IOException if it may not, or there is no libpcap
   */
  void open() throws IOException {
    ask(CapturingAgent.OPEN, CapturingAgent.DONE);
  }

  /** Stays, but captures no more. */
  void shut() throws IOException {
    ask(CapturingAgent.SHUT, CapturingAgent.DONE);
  }

  @Override
  public Mark mark() throws IOException {
    Mark counted = Mark.parse(ask(CapturingAgent.MARK, "[0-9 ]+"));
    return counted.at(ThreadTimes.of(process.pid()));
  }

  private String ask(String word, String pattern) throws IOException {
    words.write(word + "\n");
    words.flush();
    String line = answers.readLine();
    while (line != null && !line.matches(pattern)) {
      if (line.startsWith(CapturingAgent.FAILED)) {
        throw new IOException(line.substring(CapturingAgent.FAILED.length()));
      }
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException("the agent ended by itself");
    }
    return line;
  }

  @Override
  public Mark settled(Mark before, long bytes) throws IOException, InterruptedException {
    Mark last = mark();
    int still = 0;
    while (last.since(before).bytes() < bytes
        && still < (last.drops() > 0 ? STILL_LOOKS : PATIENT_LOOKS)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      Mark now = mark();
      boolean news = now.packets() != last.packets() || now.bytes() != last.bytes();
      still = news ? 0 : still + 1;
      last = now;
    }
    return compiled(last);
  }

  /** What was found worth compiling meanwhile is compiled meanwhile, not in the next run. */
  private Mark compiled(Mark settled) throws IOException, InterruptedException {
    Mark last = settled;
    for (int look = 0; look < COMPILER_LOOKS; look++) {
      TimeUnit.MILLISECONDS.sleep(COMPILER_MILLIS);
      Mark now = mark();
      if (now.since(last).compilerNanos() < IDLE_NANOS) {
        return now;
      }
      last = now;
    }
    return last;
  }

  @Override
  public Mark end() throws IOException {
    shut();
    return mark();
  }

  @Override
  public void close() throws IOException {
    try {
      words.close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly(); // it ended before
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
