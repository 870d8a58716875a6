package io.streamgauge.quickstart.killed;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jobs on a JobManager and a TaskManager of their own: killed in turn, and rescaled. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class StandaloneFlinkIT {
  private RunningSystem<FlinkCluster> system;
  private ExactFigures figures;

  @BeforeAll
  void startProcesses(@TempDir Path folder) throws Exception {
    system = RunningSystem.start(folder, FlinkCluster::start);
    figures = new ExactFigures(system);
    figures.appear();
  }

  @AfterAll
  void stopProcesses() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void theTaskManagerIsKilledAndAnotherGoesOn() throws Exception {
    // Given
    figures.areCheckpointed();
    // When
    system.jobs.taskManager.kill();
    figures.loadGoesOn();
    system.jobs.taskManager.again();
    // Then
    figures.areExact();
  }

  @Test
  void theJobManagerIsKilledAndTheNextGoesOn() throws Exception {
    // Given
    figures.areCheckpointed();
    // When
    system.jobs.jobManager.kill();
    figures.loadGoesOn();
    system.jobs.jobManager.again();
    // Then
    figures.areExact();
  }

  @Test
  void theJobsAreRescaledFromASavepoint() throws Exception {
    // Given
    figures.areCheckpointed();
    // When
    system.jobs.rescale(2);
    // Then
    figures.areExact();
  }
}
