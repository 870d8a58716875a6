package io.streamgauge.quickstart.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.quickstart.truth.MetricsPage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.awaitility.core.ConditionFactory;

/**
 * What holds of a running system whatever was killed: what is shown equals what was told, and
 * whoever scraped never saw a counter fall. Nothing here ends by time but a failure.
 */
final class ExactFigures {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How much load is worth waiting for. */
  private static final int STEPS = 20;

  private final RunningSystem<?> system;

  ExactFigures(RunningSystem<?> system) {
    this.system = system;
  }

  private static ConditionFactory eventually(String what) {
    return await(what).atMost(PATIENCE);
  }

  /** Waits for the first ones. */
  void appear() {
    eventually("figures are shown").failFast(system::ended).until(() -> system.requests() > 0);
  }

  /** Load goes on for a while. */
  void loadGoesOn() {
    system.load.goOn();
    long before = system.load.steps();
    eventually("load").until(() -> system.load.steps() >= before + STEPS);
  }

  /** Load goes on until the newest checkpoint alone knows what was told up to now. */
  void areCheckpointed() throws ExecutionException, InterruptedException {
    loadGoesOn();
    long told = system.eventsEnd();
    eventually("a checkpoint holds events")
        .failFast(system::ended)
        .until(() -> system.forgetCheckpointedEvents() >= told);
  }

  /** They are exact, some load later. */
  void areExact() {
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
