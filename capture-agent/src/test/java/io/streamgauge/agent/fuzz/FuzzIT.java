package io.streamgauge.agent.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.testing.Fuzzer;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Really fuzzes every target, guided by coverage, for {@code -Dstreamgauge.fuzz.seconds} each. What
 * is found lies in {@code target/fuzz/CLASS}, beside the log.
 */
class FuzzIT {
  /** Fewer edges than any target covers with its seeds; without instrumentation there are none. */
  private static final int LEAST_EDGES = 150;

  @ParameterizedTest
  @ValueSource(classes = {CaptureFileFuzzTest.class, PacketsFuzzTest.class, TlsFuzzTest.class})
  void findsNothing(Class<?> target) throws IOException, InterruptedException {
    // When
    Fuzzer.Outcome outcome = Fuzzer.fuzz(target);
    System.out.println(target.getSimpleName() + ": " + outcome);

    // Then
    assertThat(outcome.exitCode()).as("what %s says", outcome.log()).isZero();
    assertThat(outcome.firstEdges())
        .as("edges that the fuzzer sees, which is nothing unless it instruments our classes")
        .isGreaterThan(LEAST_EDGES);
    assertThat(outcome.edges()).isGreaterThanOrEqualTo(outcome.firstEdges());
  }
}
