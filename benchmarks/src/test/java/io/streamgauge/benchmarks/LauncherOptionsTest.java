package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherOptionsTest {
  private static final Path LAUNCHER = Path.of("../streamgauge");

  @Test
  void theLauncherNamesThoseOfTheAgent() throws IOException {
    // When
    List<String> options = LauncherOptions.of("agent", LAUNCHER);

    // Then
    assertThat(options)
        .contains("-XX:+UseParallelGC", "-XX:ParallelGCThreads=1")
        .anyMatch(option -> option.startsWith("-Xmx"))
        .allMatch(option -> option.startsWith("-X"));
  }

  @Test
  void aCommandThatItDoesNotKnowIsNotMeasuredWithOptionsOfNone() {
    // When, Then
    assertThatThrownBy(() -> LauncherOptions.of("fly", LAUNCHER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("names no options of fly");
  }
}
