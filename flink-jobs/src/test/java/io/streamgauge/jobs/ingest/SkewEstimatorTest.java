package io.streamgauge.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.v1.SkewState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkewEstimatorTest {
  private static final long MILLIS = 1_000_000L;
  private static final long START = 1_767_225_600_000L;
  private static final long OUTAGE_MILLIS = 60_000;

  private final SkewEstimator estimator = new SkewEstimator(SkewState.newBuilder());

  /** An agent tells every so many milliseconds for so long; the bus takes it after a delay. */
  private void live(long from, long to, long step, long behind) {
    for (long time = from; time < to; time += step) {
      estimator.observe((START + time - behind) * MILLIS, START + time + 5);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 100, 500, 1_000, 10_000})
  void whatWaitedForTheBusIsNoSlowClock(long step) {
    // Given
    live(0, 300_000, step, 0);
    // When all that waited for a minute is taken within moments
    long end = 300_000 + OUTAGE_MILLIS;
    for (long time = 300_000; time < end; time += step) {
      estimator.observe((START + time) * MILLIS, START + end + (time - 300_000) / 1_000);
    }
    // Then
    assertThat(estimator.nanos().orElseThrow()).isEqualTo(-5 * MILLIS);
  }

  @Test
  void aSecondThatIsSplitIsNoSlowClockEither() {
    // Given twenty batches a second, all of the same time
    for (long time = 0; time < 300_000; time += 1_000) {
      for (int part = 0; part < 20; part++) {
        estimator.observe((START + time) * MILLIS, START + time + 5);
      }
    }
    // When
    long end = 300_000 + OUTAGE_MILLIS;
    for (long time = 300_000; time < end; time += 1_000) {
      for (int part = 0; part < 20; part++) {
        estimator.observe((START + time) * MILLIS, START + end);
      }
    }
    // Then
    assertThat(estimator.nanos().orElseThrow()).isEqualTo(-5 * MILLIS);
  }

  @ParameterizedTest
  @ValueSource(longs = {50, 1_000, 10_000})
  void aSlowClockIsFound(long step) {
    live(0, 2_000_000, step, 180_000);

    assertThat(estimator.nanos().orElseThrow()).isEqualTo(-180_005 * MILLIS);
  }
}
