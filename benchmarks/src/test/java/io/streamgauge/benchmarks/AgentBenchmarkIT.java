package io.streamgauge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.benchmarks.CaptureSide.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * All parts of {@code benchmarks/agent}, so small that everything fits into the buffer, twice where
 * the kernel shows it twice: nothing is dropped however late the reader is. No time is judged.
 */
@RequiresCapture
class AgentBenchmarkIT {
  private static final Path PROJECT = Path.of("..");
  private static final Path LAUNCHER = PROJECT.resolve("streamgauge");
  private static final CapturedLoad.Size TINY =
      new CapturedLoad.Size(
          CapturedLoad.ofMegabytes(2, 2, 4),
          CapturedLoad.ofSmall(3, 50, 100),
          CapturedLoad.ofSmall(20, 50, 100),
          1);

  private final List<String> rows = new ArrayList<>();
  private final FigureTable table = new FigureTable(rows::add);

  @Test
  void everySideCapturesBulk() throws IOException, InterruptedException {
    // When
    new CaptureCosts(TINY, 1, LAUNCHER, table).bulk();

    // Then
    assertThat(rows).allSatisfy(AgentBenchmarkIT::isARow);
    for (Kind kind : Kind.values()) {
      assertThat(row("CPU s per GB, bulk", kind)).doesNotContain("| 0 – 0 |");
      assertThat(row("kernel drops, bulk, all rounds", kind)).contains("| 0 – 0 |");
    }
    assertThat(row("telemetry ÷ observed bytes, bulk, %", Kind.RING)).contains("| ≤ 0.500 |");
    assertThat(row("telemetry ÷ observed bytes, bulk, %", Kind.RING)).doesNotContain("| 0 – 0 |");
    assertThat(rows).filteredOn(row -> row.contains("≤")).hasSize(3 + 1 + 1);
  }

  @Test
  void everySideCapturesSmallRequests() throws IOException, InterruptedException {
    // When
    new CaptureCosts(TINY, 1, LAUNCHER, table).chatty();

    // Then
    assertThat(rows).allSatisfy(AgentBenchmarkIT::isARow);
    for (Kind kind : Kind.values()) {
      assertThat(row("CPU µs per packet, chatty", kind)).doesNotContain("| 0 – 0 |");
      assertThat(row("kernel drops, chatty, all rounds", kind)).contains("| 0 – 0 |");
    }
    assertThat(rows).filteredOn(row -> row.contains("≤")).hasSize(3 + 1);
  }

  @Test
  void connectionsGrow() throws IOException, InterruptedException {
    // When
    new CaptureCosts(TINY, 1, LAUNCHER, table).connections();

    // Then
    assertThat(rows.get(0)).startsWith("| CPU s for 100 exchanges, 3 connections |");
    assertThat(rows.get(1)).startsWith("| CPU s for 100 exchanges, 20 connections |");
    assertThat(rows.get(1)).contains("| ≤ 1.500 |");
  }

  @Test
  void aRealBrokerServesWithAndWithoutTheAgent() throws IOException, InterruptedException {
    // Given
    BrokerPairs.Size tiny = new BrokerPairs.Size(2, 0.2, 0.2, 0.5, 0.5);

    // When
    new BrokerPairs(tiny, PROJECT, table).run();

    // Then
    assertThat(rows).hasSize(5);
    assertThat(rows.get(3)).startsWith("| throughput, 2 pairs |").contains("| ≥ 0.970 |");
    assertThat(rows.get(4)).startsWith("| p99 latency, 2 pairs |").contains("| ≤ 1.050 |");
  }

  @Test
  void theWholeCommandIsWeighed() throws IOException, InterruptedException {
    // Given
    AgentMemory.Size tiny = new AgentMemory.Size(20, 40, 20);

    // When
    new AgentMemory(tiny, LAUNCHER, table).run();

    // Then
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).startsWith("| memory at its highest, 20 + 40 connections, MB |");
    assertThat(rows).allMatch(row -> row.contains("| ≤ 256 |"));
  }

  private static void isARow(String row) {
    assertThat(row.split("\\|", -1)).hasSize(9);
  }

  private String row(String measure, Kind kind) {
    String begin = "| " + measure + " | " + kind.title() + " |";
    assertThat(rows).filteredOn(row -> row.startsWith(begin)).hasSize(1);
    return rows.stream().filter(row -> row.startsWith(begin)).findFirst().orElseThrow();
  }
}
