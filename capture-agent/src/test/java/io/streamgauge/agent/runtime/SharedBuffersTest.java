package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.FilteredSource;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedBuffersTest {
  private static final int MB = 1 << 20;

  private final Set<String> present = new HashSet<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  /** Ends at once. */
  private static final class EmptySource implements FilteredSource {
    @Override
    public void run(PacketHandler handler) {}

    @Override
    public void filter(TrafficFilter filter) {}

    @Override
    public CaptureStatistics statistics() {
      return new CaptureStatistics(1, 2, 3, 4);
    }

    @Override
    public void close() {}
  }

  private SharedBuffers buffers(int budget) {
    return new SharedBuffers(
        budget,
        "--capture-buffer",
        AfPacketSource.LEAST_BUFFER_BYTES,
        () -> present,
        (name, bytes) -> {
          if (name.equals("broken")) {
            throw new CaptureUnavailableException("broken");
          }
          sizes.put(name, bytes);
          return new EmptySource();
        });
  }

  private long used() {
    return sizes.values().stream().mapToLong(Integer::longValue).sum();
  }

  @Test
  void thoseThatAreThereGetTheSameAndLeaveAShareForWhatComes() throws IOException {
    // Given
    present.addAll(Set.of("eth0", "eth1", "lo"));
    SharedBuffers buffers = buffers(32 * MB);
    // When
    for (String name : List.of("eth0", "eth1", "lo")) {
      buffers.open(name);
    }
    // Then
    assertThat(sizes.values()).containsOnly(8 * MB);
    // When
    present.add("veth0");
    buffers.open("veth0");
    // Then
    assertThat(sizes).containsEntry("veth0", 4 * MB);
  }

  @Test
  void allTogetherNeverExceedTheBudget() throws IOException {
    // Given
    SharedBuffers buffers = buffers(2 * MB);
    // When
    int opened = 0;
    String refusal = "";
    while (refusal.isEmpty()) {
      present.add("veth" + opened);
      try {
        buffers.open("veth" + opened);
        opened++;
      } catch (CaptureUnavailableException e) {
        refusal = e.getMessage();
      }
    }
    // Then
    assertThat(refusal)
        .isEqualTo(
            "veth" + opened + ": the 2 MB of --capture-buffer are used up by other interfaces");
    assertThat(used()).isLessThanOrEqualTo(2 * MB);
    assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isGreaterThanOrEqualTo(MB / 4));
  }

  @Test
  void whatASourceHadIsThereAgainWhenItEnds() throws IOException {
    // Given
    SharedBuffers buffers = buffers(MB / 4);
    FilteredSource ran = buffers.open("eth0");
    assertThatThrownBy(() -> buffers.open("eth1")).isInstanceOf(CaptureUnavailableException.class);
    // When
    ran.run((t, l, b, o, c, w) -> {});
    ran.close();
    // Then
    FilteredSource closed = buffers.open("eth1");
    assertThatThrownBy(() -> buffers.open("eth2")).isInstanceOf(CaptureUnavailableException.class);
    // When
    closed.close();
    closed.close();
    // Then
    buffers.open("eth2");
    assertThatThrownBy(() -> buffers.open("eth3")).isInstanceOf(CaptureUnavailableException.class);
  }

  @Test
  void whatCannotBeOpenedCostsNothing() throws IOException {
    // Given
    SharedBuffers buffers = buffers(MB / 4);
    // When
    assertThatThrownBy(() -> buffers.open("broken")).hasMessage("broken");
    // Then
    assertThat(buffers.open("eth0").statistics()).isEqualTo(new CaptureStatistics(1, 2, 3, 4));
  }
}
