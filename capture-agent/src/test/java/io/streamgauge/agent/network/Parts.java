package io.streamgauge.agent.network;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What these tests need: without it they are skipped, and fail with {@code CI=true}. */
final class Parts {
  private Parts() {}

  /** Requires root and programs on the PATH. */
  static void require(String... programs) {
    if (!System.getProperty("user.name").equals("root")) {
      missing("only root can make network namespaces");
    }
    for (String program : programs) {
      boolean found =
          Arrays.stream(System.getenv("PATH").split(":"))
              .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
      if (!found) {
        missing(program + " is not installed: apt-get install iproute2 tcpdump");
      }
    }
  }

  private static void missing(String reason) {
    if ("true".equals(System.getenv("CI"))) {
      fail(reason);
    }
    abort(reason);
  }
}
