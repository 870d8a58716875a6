package io.streamgauge.quickstart.killed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamgauge.quickstart.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own, which can be killed and started again. */
final class CommandProcess implements Running {
  private final Path log;
  private final Map<String, String> environment;
  private final List<String> command;
  private Process process;

  private CommandProcess(Path log, Map<String, String> environment, List<String> command) {
    this.log = log;
    this.environment = environment;
    this.command = command;
  }

  /**
   * Starts a command of streamgauge; it may not be ready yet.
   *
   * @param log takes what the newest process says
   */
  static CommandProcess start(Path log, String... arguments) throws IOException {
    List<String> options = List.of("-Xmx384m", "-cp", System.getProperty("java.class.path"));
    return start(log, Map.of(), options, Main.class.getName(), arguments);
  }

  /** Starts a main with variables of the environment and options of the JVM. */
  static CommandProcess start(
      Path log,
      Map<String, String> environment,
      List<String> options,
      String main,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.add(main);
    command.addAll(List.of(arguments));
    CommandProcess started = new CommandProcess(log, environment, command);
    started.again();
    return started;
  }

  /** Starts it like before. */
  void again() throws IOException {
    Files.deleteIfExists(log);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** SIGKILL; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for it to end by itself. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  /** What the newest process has said. */
  @Override
  public String said() throws IOException {
    return Files.exists(log) ? Files.readString(log, UTF_8) : "";
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
