package io.streamgauge.quickstart.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.quickstart.truth.MetricsPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} under load, of one process after the other. After each, what is shown equals what
 * was told, and whoever scraped never saw a counter fall. Nothing here ends by time but a failure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class KilledProcessesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int STEPS = 20;

  private RunningSystem system;

  @BeforeAll
  void startProcesses(@TempDir Path folder) throws Exception {
    system = RunningSystem.start(folder);
    eventually("figures are shown").failFast(system::ended).until(() -> system.requests() > 0);
  }

  @AfterAll
  void stopProcesses() {
    if (system != null) {
      system.close();
    }
  }

  private static ConditionFactory eventually(String what) {
    return await(what).atMost(PATIENCE);
  }

  @Test
  void theExporterIsKilledAndShowsWhatWasTold() throws Exception {
    // Given
    loadGoesOn();
    // When
    system.exporter.kill();
    loadGoesOn();
    system.exporter.again();
    // Then
    figuresAreExact();
  }

  @Test
  void theJobsAreKilledAndGoOnFromTheirCheckpoint() throws Exception {
    // Given a checkpoint that alone knows what was told first
    loadGoesOn();
    eventually("a checkpoint holds events").until(() -> system.forgetCheckpointedEvents() > STEPS);
    // When
    system.jobs.kill();
    loadGoesOn();
    system.jobs.again();
    // Then
    figuresAreExact();
  }

  @Test
  void theBusIsKilledAndNothingIsLost() throws Exception {
    // Given
    loadGoesOn();
    // When
    system.bus.goAway();
    loadGoesOn();
    system.bus.comeBack();
    // Then
    figuresAreExact();
    assertThat(system.load.dropped()).isZero();
  }

  private void loadGoesOn() {
    system.load.goOn();
    long before = system.load.steps();
    eventually("load").until(() -> system.load.steps() >= before + STEPS);
  }

  private void figuresAreExact() {
    loadGoesOn();
    system.load.rest();
    eventually("exact figures").failFast(system::ended).untilAsserted(this::shownIsWhatWasTold);
    assertThat(system.page().count("streamgauge_lost_batches_total")).isZero();
    assertThat(system.scraper.falls()).isEmpty();
  }

  private void shownIsWhatWasTold() {
    MetricsPage page = system.page();
    assertThat(page.count("streamgauge_requests_total", "client_id", KnownLoad.CLIENT))
        .isEqualTo(system.load.requests());
    assertThat(page.count("streamgauge_produced_records_total", "client_id", KnownLoad.CLIENT))
        .isEqualTo(system.load.records());
    assertThat(page.all("kafka_consumergroup_lag", "consumergroup", KnownLoad.GROUP))
        .singleElement()
        .extracting(MetricsPage.Sample::value)
        .isEqualTo((double) KnownLoad.LAG);
  }
}
