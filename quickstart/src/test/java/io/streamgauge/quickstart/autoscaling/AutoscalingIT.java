package io.streamgauge.quickstart.autoscaling;

import static io.streamgauge.quickstart.autoscaling.ScaledSystem.MAX_MEMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.testing.RequiresCapture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop, closed: load → lag → advice → alert → Alertmanager's webhook → another real consumer →
 * the lag drains.
 *
 * <p>With {@code -Dstreamgauge.autoscaling=whole}, alerts wait as long as they are meant to, and it
 * goes on: → advice falls → alert → webhook → a consumer less. That takes half an hour, of which
 * advice needs a quarter to forget the load.
 */
@RequiresCapture
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class AutoscalingIT {
  private static final boolean WHOLE =
      System.getProperty("streamgauge.autoscaling", "out").equals("whole");
  private static final Duration PATIENCE = Duration.ofMinutes(WHOLE ? 25 : 5);

  /** More than 30 s of arrivals for several looks, whatever a member does meanwhile. */
  private static final int BURST = 25_000;

  /** Records per second that two members can take and one cannot, and that one can take easily. */
  private static final int BUSY = SlowConsumers.RECORDS_PER_SECOND * 3 / 2;

  private static final int CALM = SlowConsumers.RECORDS_PER_SECOND / 6;

  /** What may wait between two commits of all members, with a second of arrivals. */
  private static final double SMALL_LAG = 500;

  @TempDir private Path folder;
  private ScaledSystem system;

  @AfterEach
  void stop() throws Exception {
    if (system != null) {
      system.stop();
    }
  }

  private static ConditionFactory eventually(String what) {
    return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(500));
  }

  @Test
  void adviceIsFollowedAndTheLagDrains() throws Exception {
    // Given a member that keeps up
    system = ScaledSystem.start(folder, WHOLE ? "5m" : "10s");
    system.consumers.scale(1);
    system.load.rate(CALM);
    eventually("the group is known")
        .until(() -> system.lag().isPresent() && system.gauge("autoscale_replicas") == 1);

    // When more comes than it can take
    system.load.burst(BURST);
    system.load.rate(BUSY);

    // Then more members are asked for than are allowed, and as many as are allowed are started
    eventually("advice").until(() -> system.gauge("autoscale_recommended_replicas") > 1);
    eventually("the autoscaler was told").until(() -> !system.autoscaler.sizes().isEmpty());
    assertThat(system.autoscaler.heard()).first().isEqualTo("firing upScale");
    assertThat(system.consumers.size()).isEqualTo(MAX_MEMBERS);
    eventually("the new member is seen")
        .until(() -> system.gauge("autoscale_replicas") == MAX_MEMBERS);
    eventually("the alert ends")
        .until(() -> system.autoscaler.heard().contains("resolved upScale"));
    eventually("the lag drains").until(() -> system.lag().orElse(BURST * 1.0) < SMALL_LAG);
    assertThat(system.consumers.read()).isGreaterThan(BURST - (long) SMALL_LAG);
    assertThat(system.autoscaler.sizes()).as("sizes").containsExactly(MAX_MEMBERS);
    if (WHOLE) {
      whatIsTooMuchIsTakenBack();
    }
  }

  private void whatIsTooMuchIsTakenBack() {
    eventually("advice falls").until(() -> system.gauge("autoscale_recommended_replicas") == 1);
    eventually("one member is left").until(() -> system.gauge("autoscale_replicas") == 1);
    eventually("the alert ends")
        .until(() -> system.autoscaler.heard().contains("resolved downScale"));
    assertThat(system.autoscaler.sizes()).as("sizes").containsExactly(MAX_MEMBERS, 1);
    eventually("one member is enough").until(() -> system.lag().orElse(BURST * 1.0) < SMALL_LAG);
  }
}
