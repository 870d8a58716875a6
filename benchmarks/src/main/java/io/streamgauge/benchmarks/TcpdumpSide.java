package io.streamgauge.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The yardstick: with our filter and our buffer, but it decodes nothing. It tells its packets and
 * drops only at its end.
 */
final class TcpdumpSide implements CaptureSide {
  private static final Pattern DROPPED = Pattern.compile("(\\d+) packets? dropped by kernel");
  private static final int LOOK_MILLIS = 300;

  /** Of a look-around: some wake-ups by its own timer. */
  private static final long IDLE_NANOS = 1_000_000;

  private final Process process;
  private final BufferedReader said;

  /**
   * Starts it; it captures when this returns.
   *
   * @throws IOException if it may not, or is not there
   */
  TcpdumpSide(int port) throws IOException {
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
                    CapturingAgent.filter(port).expression()))
            .redirectErrorStream(true)
            .start();
    said = process.inputReader(StandardCharsets.UTF_8);
    await(Pattern.compile("listening on"));
  }

  private Matcher await(Pattern pattern) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
      all.append(' ').append(line);
    }
    throw new IOException("tcpdump ended without a word like '" + pattern + "':" + all);
  }

  @Override
  public Mark mark() throws IOException {
    return new Mark(ThreadTimes.of(process.pid()).all(), 0, 0, 0, 0, 0);
  }

  /** While it runs it tells nothing, but idle it hardly uses the processor. */
  @Override
  public Mark settled(Mark before, long bytes) throws IOException, InterruptedException {
    Mark last = mark();
    while (true) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      Mark now = mark();
      if (now.since(last).cpuNanos() < IDLE_NANOS) {
        return now;
      }
      last = now;
    }
  }

  @Override
  public Mark end() throws IOException {
    // Process.destroy would close what it has still to say.
    if (!process.toHandle().destroy()) {
      throw new IOException("tcpdump ended by itself");
    }
    return new Mark(0, 0, 0, Long.parseLong(await(DROPPED).group(1)), 0, 0);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
