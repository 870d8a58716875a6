package io.streamgauge.quickstart.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamgauge.quickstart.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of streamgauge in a process of its own, which can be killed and started again. */
final class CommandProcess implements AutoCloseable {
  private final Path log;
  private final List<String> command;
  private Process process;

  private CommandProcess(Path log, List<String> command) {
    this.log = log;
    this.command = command;
  }

  /**
   * Starts it; it may not be ready yet.
   *
   * @param log takes what the newest process says
   */
  static CommandProcess start(Path log, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    CommandProcess started = new CommandProcess(log, command);
    started.again();
    return started;
  }

  /** Starts it like before. */
  void again() throws IOException {
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What the newest process has said. */
  String said() throws IOException {
    return Files.exists(log) ? Files.readString(log, UTF_8) : "";
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
