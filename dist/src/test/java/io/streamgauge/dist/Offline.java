package io.streamgauge.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command in a network namespace of its own, in which there is a loopback interface and nothing
 * else, and with a home folder in which nothing is cached.
 */
final class Offline {
  private static final long LIMIT_SECONDS = 180;

  private final Process process;
  private final Path out;
  private final Path err;

  private Offline(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a command left that ended. */
  record Run(int code, String out, String err) {}

  /** Skips the test, or fails it in CI, where namespaces cannot be made. */
  static void requireNamespaces() {
    if (!System.getProperty("user.name").equals("root")) {
      missing("only root can make network namespaces");
    }
    for (String program : List.of("unshare", "setpriv", "ip")) {
      boolean found =
          Arrays.stream(System.getenv("PATH").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!found) {
        missing(program + " is not installed: apt-get install util-linux iproute2");
      }
    }
  }

  /**
   * Starts a command.
   *
   * @param folder its working folder
   * @param home an empty folder, in which its output is gathered, too
   */
  static Offline start(Path folder, Path home, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of("unshare", "--net", "sh", "-c"));
    line.addAll(List.of("ip link set lo up && exec \"$@\"", "sh"));
    line.addAll(List.of(command));
    Path out = Files.createTempFile(home, "run-", ".out");
    Path err = Files.createTempFile(home, "run-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("JAVA_HOME"));
    environment.put("HOME", home.toString());
    return new Offline(builder.start(), out, err);
  }

  String out() throws IOException {
    return Files.readString(out, UTF_8);
  }

  String err() throws IOException {
    return Files.readString(err, UTF_8);
  }

  boolean running() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end, as a service manager would. */
  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  Run await() throws IOException, InterruptedException {
    boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(ended).as("ended; standard error: %s", err()).isTrue();
    return new Run(process.exitValue(), out(), err());
  }

  private static void missing(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    abort(reason);
  }
}
