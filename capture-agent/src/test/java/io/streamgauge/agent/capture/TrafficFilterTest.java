package io.streamgauge.agent.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficFilterTest {

  @Test
  void namesEachPortOnce() {
    TrafficFilter filter = TrafficFilter.ofPorts(List.of(9093, 9092, 9093));

    assertThat(filter.expression()).isEqualTo("tcp port 9092 or tcp port 9093");
    assertThat(filter.expressionWithVlan())
        .isEqualTo(
            "(tcp port 9092 or tcp port 9093)"
                + " or (vlan and ((tcp port 9092 or tcp port 9093)"
                + " or (vlan and (tcp port 9092 or tcp port 9093))))");
  }

  @Test
  void takesAllTcpWithoutPorts() {
    assertThat(TrafficFilter.ofPorts(List.of()).expression()).isEqualTo("tcp");
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> TrafficFilter.ofPorts(List.of(65_536)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a port is 1 to 65535, not 65536");
  }
}
