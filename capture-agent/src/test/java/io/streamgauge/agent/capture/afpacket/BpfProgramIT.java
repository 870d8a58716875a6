package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.testing.RequiresCapture;
import java.util.List;
import org.junit.jupiter.api.Test;

@RequiresCapture
class BpfProgramIT {
  private static final int ETHERNET = 1;
  private static final int NO_HEADER = 65_534;
  private static final LinuxInterface ETH0 = new LinuxInterface("eth0", 2, ETHERNET);
  private static final LinuxInterface ETH1 = new LinuxInterface("eth1", 3, ETHERNET);
  private static final LinuxInterface TUN0 = new LinuxInterface("tun0", 4, NO_HEADER);

  private static TrafficFilter filter(int port) {
    return TrafficFilter.ofPorts(List.of(port)).withEncapsulated();
  }

  @Test
  void interfacesOfOneKindShareWhatIsCompiled() throws CaptureUnavailableException {
    // Given
    BpfProgram first = BpfProgram.compile(filter(9092), ETH0);
    // When / Then
    assertThat(BpfProgram.compile(filter(9092), ETH1)).isSameAs(first);
    assertThat(BpfProgram.compile(filter(9092), TUN0)).isNotSameAs(first);
    assertThat(BpfProgram.compile(filter(9093), ETH1)).isNotSameAs(first);
  }

  @Test
  void whatWasNotUsedForLongIsCompiledAnew() throws CaptureUnavailableException {
    // Given
    BpfProgram first = BpfProgram.compile(filter(9092), ETH0);
    // When
    for (int port = 1; port <= 10; port++) {
      assertThat(BpfProgram.compile(filter(port), ETH0).length()).isPositive();
    }
    // Then
    assertThat(BpfProgram.compile(filter(9092), ETH0)).isNotSameAs(first);
  }
}
