package io.streamgauge.jobs.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jobs.v1.PartitionState;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreadcrumbsTest {
  private static final long SECOND = 1_000_000_000L;
  private final PartitionState.Builder state = PartitionState.newBuilder();

  private long appendSecond(long offset) {
    return Breadcrumbs.appendTime(state.getBreadcrumbsList(), offset).orElse(-SECOND) / SECOND;
  }

  @Test
  void recordsCameWithTheAppendThatEndedBehindThem() {
    state.setHighWatermark(0);
    Breadcrumbs.drop(state, 100, 10 * SECOND);
    // An hour of silence, then one batch: none of it waited for an hour.
    Breadcrumbs.drop(state, 200, 3610 * SECOND);

    assertThat(appendSecond(0)).isEqualTo(10);
    assertThat(appendSecond(99)).isEqualTo(10);
    assertThat(appendSecond(100)).isEqualTo(3610);
    assertThat(appendSecond(199)).isEqualTo(3610);
    assertThat(appendSecond(200)).as("not appended yet").isEqualTo(-1);
  }

  @Test
  void beforeTheFirstAppendSeenNothingIsClaimed() {
    Breadcrumbs.drop(state, 100, 10 * SECOND);
    Breadcrumbs.drop(state, 200, 11 * SECOND);

    assertThat(appendSecond(50)).isEqualTo(-1);
    assertThat(appendSecond(100)).isEqualTo(11);
  }

  @Test
  void aSteadyDayStaysWithinASecond() {
    state.setHighWatermark(0);
    for (int second = 1; second <= 86_400; second++) {
      Breadcrumbs.drop(state, 50L * second, second * SECOND);
    }

    assertThat(state.getBreadcrumbsCount()).isLessThanOrEqualTo(Breadcrumbs.LIMIT);
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      long offset = 50L + random.nextInt(50 * 86_300);
      assertThat(appendSecond(offset)).isBetween(offset / 50 - 1, offset / 50 + 2);
    }
  }

  @Test
  void anAppendOutOfOrderIsLeftOut() {
    Breadcrumbs.drop(state, 100, 10 * SECOND);
    Breadcrumbs.drop(state, 90, 11 * SECOND);
    Breadcrumbs.drop(state, 110, 9 * SECOND);

    assertThat(state.getBreadcrumbsCount()).isEqualTo(1);
  }
}
