package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
  /** Setup and teardown of the benchmarks check that what they decode is what was written. */
  @Test
  void everyBenchmarkRunsOnce() throws RunnerException {
    // Given
    Options once =
        new OptionsBuilder()
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    // When
    Collection<RunResult> results = new Runner(once).run();

    // Then
    assertThat(results.stream().map(BenchmarksTest::name).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "CursorBenchmark.kafkaClients",
            "CursorBenchmark.streamgauge",
            "DecodeBenchmark.kafkaClients",
            "DecodeBenchmark.kafkaClientsBare",
            "DecodeBenchmark.streamgauge",
            "HistogramBenchmark.record",
            "ReassemblyBenchmark.inOrder",
            "SearchBenchmark.inWords",
            "SearchBenchmark.placeByPlace");
  }

  private static String name(RunResult result) {
    String full = result.getParams().getBenchmark();
    return full.substring(full.lastIndexOf('.', full.lastIndexOf('.') - 1) + 1);
  }
}
