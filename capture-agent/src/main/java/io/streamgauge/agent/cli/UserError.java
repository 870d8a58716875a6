package io.streamgauge.agent.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what stands in the way into the one line that a user sees; the exit code is 2. */
final class UserError {
  private UserError() {}

  static ParameterException of(CommandSpec spec, Exception error) {
    Throwable cause = error instanceof UncheckedIOException ? error.getCause() : error;
    return new ParameterException(spec.commandLine(), line(cause), cause);
  }

  private static String line(Throwable cause) {
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (cause instanceof AccessDeniedException denied) {
      return denied.getFile() + ": no right to read it";
    }
    String line = firstLine(cause);
    // Kafka's clients say what they failed to do, and only in the cause why.
    return cause instanceof KafkaException && cause.getCause() != null
        ? line + ": " + firstLine(cause.getCause())
        : line;
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }

  /** The same for what is already a sentence. */
  static ParameterException of(CommandSpec spec, String line) {
    return new ParameterException(spec.commandLine(), line);
  }
}
