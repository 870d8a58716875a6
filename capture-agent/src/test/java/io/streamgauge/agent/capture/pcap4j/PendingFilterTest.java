package io.streamgauge.agent.capture.pcap4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingFilterTest {
  private static final TrafficFilter ONE = TrafficFilter.ofPorts(List.of(1));
  private static final TrafficFilter OTHER = TrafficFilter.ofPorts(List.of(2));

  private final PendingFilter pending = new PendingFilter();
  private final List<TrafficFilter> applied = new ArrayList<>();

  @Test
  void theLastOneIsAppliedOnce() {
    // Given
    pending.put(ONE);
    pending.put(OTHER);
    // When
    pending.apply(applied::add);
    pending.apply(applied::add);
    // Then
    assertThat(applied).containsExactly(OTHER);
  }

  @Test
  void oneThatIsRefusedDoesNotEndTheCapture() {
    // Given
    pending.put(ONE);
    // When / Then
    assertThatCode(
            () ->
                pending.apply(
                    filter -> {
                      throw new CaptureUnavailableException("refused");
                    }))
        .doesNotThrowAnyException();
    // When
    pending.put(OTHER);
    pending.apply(applied::add);
    // Then
    assertThat(applied).containsExactly(OTHER);
  }
}
