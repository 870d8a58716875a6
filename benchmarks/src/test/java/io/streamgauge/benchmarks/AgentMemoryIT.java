package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.testing.RequiresCapture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The short form of the part {@code memory} of {@code benchmarks/agent}, held against its bar. */
@RequiresCapture
class AgentMemoryIT {
  private static final Path LAUNCHER = Path.of("../streamgauge");

  /** More of each is resident with certainty: the ring alone is 32 MB, and a JVM takes as much. */
  private static final long LEAST_MB = 64;

  @Test
  void theAgentStaysWithinItsMemoryWhileConnectionsComeAndGo()
      throws IOException, InterruptedException {
    // Given
    AgentMemory.Size size = new AgentMemory.Size(1_500, 10_000, 500);
    AgentMemory memory = new AgentMemory(size, LAUNCHER, new FigureTable(row -> {}));

    // When it has seen all of them
    AgentMemory.Weight weight = memory.weigh();

    // Then
    assertThat(weight.highestMb()).isBetween(LEAST_MB, AgentMemory.BAR_MB - 1);
    assertThat(weight.endMb()).isBetween(LEAST_MB, weight.highestMb());
  }
}
