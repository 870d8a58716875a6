package io.streamgauge.quickstart.killed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under load, of one process of a single machine after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class KilledProcessesIT {
  private RunningSystem<CommandProcess> system;
  private ExactFigures figures;

  @BeforeAll
  void startProcesses(@TempDir Path folder) throws Exception {
    system = RunningSystem.start(folder, KilledProcessesIT::jobs);
    figures = new ExactFigures(system);
    figures.appear();
  }

  private static CommandProcess jobs(Path folder, String bus) throws IOException {
    return CommandProcess.start(
        folder.resolve("jobs.log"),
        "jobs",
        "--bootstrap",
        bus,
        "--checkpoint-dir",
        folder.resolve("checkpoints").toString(),
        "--checkpoint-interval",
        "500ms");
  }

  @AfterAll
  void stopProcesses() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void theExporterIsKilledAndShowsWhatWasTold() throws Exception {
    // Given
    figures.loadGoesOn();
    // When
    system.exporter.kill();
    figures.loadGoesOn();
    system.exporter.again();
    // Then
    figures.areExact();
  }

  @Test
  void theJobsAreKilledAndGoOnFromTheirCheckpoint() throws Exception {
    // Given
    figures.areCheckpointed();
    // When
    system.jobs.kill();
    figures.loadGoesOn();
    system.jobs.again();
    // Then
    figures.areExact();
  }

  @Test
  void theBusIsKilledAndNothingIsLost() throws Exception {
    // Given
    figures.loadGoesOn();
    // When
    system.bus.goAway();
    figures.loadGoesOn();
    system.bus.comeBack();
    // Then
    figures.areExact();
    assertThat(system.load.dropped()).isZero();
  }
}
