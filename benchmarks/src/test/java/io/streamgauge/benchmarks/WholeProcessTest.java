package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeProcessTest {
  @Test
  void whatTheCommandWritesIsNotTakenForItsTime() throws IOException, InterruptedException {
    // Given
    List<String> command = List.of("bash", "-c", "echo some words; echo 7 8 9 >&2");

    // When
    WholeProcess process = WholeProcess.of(command);

    // Then
    assertThat(process.seconds()).isGreaterThanOrEqualTo(0).isNotEqualTo(7);
    assertThat(process.cpuSeconds()).isGreaterThanOrEqualTo(0).isNotEqualTo(17);
  }

  @Test
  void aCommandThatFailsTellsWhatItComplainedOf() {
    // Given
    List<String> command = List.of("bash", "-c", "echo no such thing >&2; exit 3");

    // When, Then
    assertThatThrownBy(() -> WholeProcess.of(command))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with 3: no such thing");
  }

  @Test
  void aSlopeIsADifferenceInParts() {
    // Given
    WholeProcess once = new WholeProcess(1, 2);

    // When
    WholeProcess slope = new WholeProcess(4, 8).since(once).dividedBy(3);

    // Then
    assertThat(slope).isEqualTo(new WholeProcess(1, 2));
  }
}
