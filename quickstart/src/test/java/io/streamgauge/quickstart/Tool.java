package io.streamgauge.quickstart;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a test needs beside Java. Without it the test is skipped with the reason; in CI it fails.
 */
public final class Tool {
  private Tool() {}

  /** Requires a program on the PATH. */
  public static void require(String program, String debianPackage) {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!found) {
      missing(program + " is not installed: apt-get install " + debianPackage);
    }
  }

  /** Requires uid 0. */
  public static void requireRoot() {
    if (!System.getProperty("user.name").equals("root")) {
      missing("only root can take a right away from a child process");
    }
  }

  private static void missing(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    abort(reason);
  }
}
