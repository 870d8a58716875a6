package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.benchmarks.AgentBenchmark.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentBenchmarkTest {
  private final FigureTable table = new FigureTable(row -> {});

  @Test
  void withoutArgumentsAllPartsAreRun() {
    // When
    AgentBenchmark benchmark = AgentBenchmark.of().orElseThrow();

    // Then
    assertThat(benchmark.parts()).containsExactly(Part.values());
    assertThat(benchmark.rounds()).isEqualTo(5);
  }

  @Test
  void onlyPartsThatAreNamedAreRun() {
    // When
    AgentBenchmark benchmark = AgentBenchmark.of("memory", "--rounds", "9", "chatty").orElseThrow();

    // Then
    assertThat(benchmark.parts()).containsExactly(Part.CHATTY, Part.MEMORY);
    assertThat(benchmark.rounds()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rounds", "--rounds 0", "--rounds many", "fast", "--chek"})
  void wrongArgumentsAreRefused(String arguments) {
    // When, Then
    assertThat(AgentBenchmark.of(arguments.split(" "))).isEmpty();
  }

  @Test
  void aMissedBarFailsACheckAndNothingElse() {
    // Given
    table.atMost("latency", "broker", new double[] {2}, 1);

    // When, Then
    assertThat(AgentBenchmark.of("--check").orElseThrow().status(table)).isEqualTo(1);
    assertThat(AgentBenchmark.of().orElseThrow().status(table)).isZero();
  }

  @Test
  void barsThatAreMetPassACheck() {
    // Given
    table.atMost("latency", "broker", new double[] {1}, 1);

    // When, Then
    assertThat(AgentBenchmark.of("--check").orElseThrow().status(table)).isZero();
  }
}
