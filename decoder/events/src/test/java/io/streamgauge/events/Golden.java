package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are checked in and compared. {@code -Dstreamgauge.rewrite=true} writes what the code
 * says now; the difference is then for review.
 */
final class Golden {
  private static final String SWITCH = "streamgauge.rewrite";

  private Golden() {}

  static void hold(Path file, String actual) {
    byte[] expected = bytes(file, actual.getBytes(StandardCharsets.UTF_8));
    assertThat(actual)
        .as("%s; if the change is meant, rewrite it with -D%s=true", file, SWITCH)
        .isEqualTo(new String(expected, StandardCharsets.UTF_8));
  }

  /** What is checked in, after rewriting it if asked to. */
  static byte[] bytes(Path file, byte[] actual) {
    try {
      if (Boolean.getBoolean(SWITCH)) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, actual);
      }
      assertThat(file).as("missing; write it with -D%s=true", SWITCH).exists();
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
