package io.streamgauge.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts {@code ./streamgauge} as a process and gathers what it prints. */
public final class Launcher {
  private static final long LIMIT_SECONDS = 180;

  /** What a finished process left: exit code, standard output, standard error. */
  public record Run(int code, String out, String err) {}

  /** A process that is running; its output goes to files, so that it never blocks on them. */
  public record Started(Process process, Path outFile, Path errFile) {
    public String out() throws IOException {
      return Files.readString(outFile, UTF_8);
    }

    public String err() throws IOException {
      return Files.readString(errFile, UTF_8);
    }

    public Run await() throws IOException, InterruptedException {
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("ended; standard error: " + err()).isTrue();
      return new Run(process.exitValue(), out(), err());
    }
  }

  private Launcher() {}

  public static Path script() {
    return Path.of("..", "streamgauge").toAbsolutePath().normalize();
  }

  public static Run run(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = script().toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return start(Path.of("."), Map.of(), command).await();
  }

  public static Started start(Path directory, Map<String, String> environment, String... command)
      throws IOException {
    Path out = Files.createTempFile("streamgauge-it-", ".out");
    Path err = Files.createTempFile("streamgauge-it-", ".err");
    out.toFile().deleteOnExit();
    err.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Started(builder.start(), out, err);
  }
}
