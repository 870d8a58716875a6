package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.mapping.MappingOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

  private static AgentOptions on(String interfaceName) {
    return new AgentOptions(
        new TrafficChoice(InterfaceChoice.of(List.of(interfaceName)), Set.of(9092), false, true),
        List.of(),
        "agent",
        "node",
        "test",
        "localhost:1",
        "events",
        Map.of(),
        MappingOptions.DEFAULTS,
        CaptureMethod.AUTO,
        1 << 20,
        PacketThreads.SINGLE,
        1 << 20,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void whatCannotCaptureIsDoneWithout() {
    // Given
    ListenerRegistry listeners = new ListenerRegistry(Set.of(9092), 10, ports -> {});
    // When
    Optional<Discovery> discovery = Discovery.start(on("nosuch0"), listeners);
    // Then
    assertThat(discovery).isEmpty();
  }
}
