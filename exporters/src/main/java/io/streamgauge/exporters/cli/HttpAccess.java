package io.streamgauge.exporters.cli;

import io.streamgauge.exporters.http.PemFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Files that a command needs to be let in by a server. */
record HttpAccess(CommandLine command) {
  /**
   * The header of HTTP's basic authentication.
   *
   * @param option that named the file
   * @param file with one line {@code USER:PASSWORD}; null for none
   */
  Optional<String> authorization(String option, Path file) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      String line = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (line.indexOf(':') < 1 || line.contains("\n")) {
        throw wrong(option + ": " + file + " is not one line USER:PASSWORD");
      }
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      throw wrong(option + ": cannot read " + file);
    }
  }

  /**
   * What to speak TLS with.
   *
   * @param option that named the file
   * @param file with certificates to trust; null for those that Java trusts
   */
  Optional<SSLContext> trusted(String option, Path file) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(PemFiles.trusting(file));
    } catch (NoSuchFileException e) {
      throw wrong(option + ": there is no " + file);
    } catch (IOException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command, what);
  }
}
