package io.streamgauge.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.jobs.v1.BrokerState;
import io.streamgauge.jobs.v1.Unobserved;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final long SECOND = 1_000_000_000L;
  private final BrokerState.Builder broker = BrokerState.newBuilder();
  private final Coverage coverage = new Coverage(broker);

  private void watch(int from, int to, long decoded, long gap) {
    for (int second = from; second < to; second++) {
      coverage.observed((second + 1) * SECOND);
      coverage.traffic(
          ListenerRollup.newBuilder().setDecodedBytes(decoded).setGapBytes(gap).build(),
          second * SECOND);
    }
  }

  @Test
  void nothingDroppedIsExactlyOne() {
    watch(100, 200, 333, 0);

    assertThat(coverage.ratio(200 * SECOND)).isEqualTo(1.0);
  }

  @Test
  void aQuietBrokerIsCovered() {
    watch(100, 200, 0, 0);

    assertThat(coverage.ratio(200 * SECOND)).isEqualTo(1.0);
  }

  @Test
  void trafficIsObservationEvenBeforeTheClusterIsKnown() {
    ListenerRollup rollup = ListenerRollup.newBuilder().setDecodedBytes(3).setGapBytes(1).build();

    coverage.traffic(rollup, 199 * SECOND);

    assertThat(coverage.ratio(200 * SECOND)).isEqualTo(0.75);
  }

  @Test
  void aBrokerNobodyWatchesIsNot() {
    assertThat(coverage.ratio(200 * SECOND)).isEqualTo(0.0);
  }

  @Test
  void whatWasMissedCountsForAMinute() {
    watch(100, 130, 100, 0);
    watch(130, 160, 50, 50);
    assertThat(coverage.ratio(160 * SECOND)).isCloseTo(0.75, within(0.01));

    coverage.lost(4500, 160 * SECOND);
    assertThat(coverage.ratio(160 * SECOND)).isCloseTo(0.43, within(0.01));

    watch(160, 230, 100, 0);
    assertThat(coverage.ratio(230 * SECOND)).isEqualTo(1.0);
  }

  @Test
  void timeWithoutAnAgentCountsLikeItsShareOfTheWindow() {
    watch(100, 160, 100, 0);
    assertThat(coverage.ratio(175 * SECOND)).as("silent").isCloseTo(0.75, within(0.001));
    assertThat(coverage.ratio(230 * SECOND)).isEqualTo(0.0);

    coverage.unobserved(
        Unobserved.newBuilder().setFromNanos(160 * SECOND).setToNanos(190 * SECOND).build());
    watch(190, 220, 100, 0);
    assertThat(coverage.ratio(220 * SECOND)).as("back").isCloseTo(0.5, within(0.001));
  }
}
