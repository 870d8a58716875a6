package io.streamgauge.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process took from its start to its end, as the shell's {@code time} tells it.
 *
 * @param seconds that passed
 * @param cpuSeconds of all its threads and children, in the kernel too
 */
record WholeProcess(double seconds, double cpuSeconds) {
  /** The shell's figures go to its output, what the command complains of to where it would go. */
  private static final String TIMED =
      "TIMEFORMAT='%3R %3U %3S'; { time \"$@\" >/dev/null 2>&3; } 3>&2 2>&1";

  /**
   * Runs a command whose output nobody reads.
   *
   * @throws IOException if it cannot be run or fails; the message holds what it wrote to standard
   *     error
   */
  static WholeProcess of(List<String> command) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
    timed.addAll(command);
    String[] said = output(timed).strip().split(" ", -1);
    return new WholeProcess(
        Double.parseDouble(said[0]), Double.parseDouble(said[1]) + Double.parseDouble(said[2]));
  }

  /**
   * Runs a command and returns what it writes to standard output.
   *
   * @throws IOException if it cannot be run or fails; the message holds what it wrote to standard
   *     error
   */
  static String output(List<String> command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("streamgauge-benchmark", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().put("LC_ALL", "C"); // or the shell writes decimal commas in some places
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        String complaint = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
        throw new IOException(
            String.join(" ", command) + " ended with " + status + ": " + complaint.strip());
      }
      return said;
    } finally {
      Files.delete(errors);
    }
  }

  /**
   * Runs a command and returns what it writes to standard output and standard error.
   *
   * @throws IOException if it cannot be run or fails
   */
  static String everything(List<String> command) throws IOException, InterruptedException {
    List<String> joined = new ArrayList<>(List.of("bash", "-c", "\"$@\" 2>&1", "bash"));
    joined.addAll(command);
    return output(joined);
  }

  /** What it took more than another one. */
  WholeProcess since(WholeProcess other) {
    return new WholeProcess(seconds - other.seconds, cpuSeconds - other.cpuSeconds);
  }

  /** A share of it. */
  WholeProcess dividedBy(double parts) {
    return new WholeProcess(seconds / parts, cpuSeconds / parts);
  }
}
