package io.streamgauge.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.exporters.view.StatusOrder;
import io.streamgauge.jobs.status.LagStatus;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Exporters do not know the jobs; both order lag statuses alike all the same. */
class StatusOrderTest {
  @Test
  void exportersOrderStatusesAsTheJobsDo() {
    assertThat(StatusOrder.worstFirst())
        .containsExactlyElementsOf(
            Arrays.stream(LagStatus.values())
                .sorted(
                    Comparator.comparing((LagStatus status) -> status == LagStatus.ABANDONED)
                        .thenComparing(status -> -status.severity()))
                .map(LagStatus::label)
                .toList());
  }
}
