package io.streamgauge.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNameTest {
  @TempDir private Path folder;

  @Test
  void isWhatTheKernelSays() throws IOException {
    Path file = Files.writeString(folder.resolve("hostname"), "broker-node-7\n");
    assertThat(HostName.of(file)).isEqualTo("broker-node-7");
  }

  @Test
  void isNeverEmpty() throws IOException {
    Path empty = Files.writeString(folder.resolve("hostname"), "\n");
    assertThat(HostName.of(empty)).isNotBlank();
    assertThat(HostName.of(folder.resolve("missing"))).isNotBlank();
  }
}
