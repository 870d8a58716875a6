package io.streamgauge.quickstart.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void theRateHoldsHoweverUnevenTheCalls() {
    Pace pace = new Pace(400, now::get);

    int total = 0;
    for (int millis : new int[] {3, 50, 1, 446, 500}) {
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
      total += pace.due();
    }

    assertThat(total).isEqualTo(400);
  }

  @Test
  void whatALongPauseCostIsNotMadeUp() {
    Pace pace = new Pace(400, now::get);
    now.addAndGet(TimeUnit.SECONDS.toNanos(60));

    assertThat(pace.due()).isEqualTo(400);

    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(pace.due()).isEqualTo(400);
  }
}
