package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A capture without pure acknowledgments, as the kernel's filter leaves them out, gives the same
 * exchanges: what was sent and what was received rides on segments that say something.
 */
class UnacknowledgedCaptureTest {
  private static final int SEGMENT = 1_448;
  private static final int ROUNDS = 8;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java-4.3.1-mixed.pcap",
        "librdkafka-mixed.pcap",
        "sarama-acks-0.pcap",
        "kafka-python-acks-0.pcap"
      })
  void theSameExchangesAreFound(String capture) throws IOException {
    // Given
    List<RecordedPacket> packets =
        RecordedPacket.read(MetamorphicCaptureTest.FOLDER.resolve(capture));

    // When
    List<RecordedPacket> kept = withoutAcknowledgments(packets);

    // Then
    assertThat(kept.size()).isLessThan(packets.size());
    assertThat(ReplayedExchanges.of(kept).lines()).isEqualTo(ReplayedExchanges.of(packets).lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java-4.3.1-mixed.pcap",
        "librdkafka-mixed.pcap",
        "sarama-acks-0.pcap",
        "kafka-python-acks-0.pcap"
      })
  void theSameExchangesAreFoundWhenPacketsAreLost(String capture) throws IOException {
    // Given
    List<RecordedPacket> packets =
        Losses.segmented(
            RecordedPacket.read(MetamorphicCaptureTest.FOLDER.resolve(capture)), SEGMENT);
    Losses losses = new Losses(packets, 1);
    for (Map.Entry<String, Set<Integer>> loss : losses.mixed(ROUNDS).entrySet()) {
      List<RecordedPacket> left = Losses.without(packets, loss.getValue());

      // When
      ReplayedExchanges with = ReplayedExchanges.of(left);
      ReplayedExchanges without = ReplayedExchanges.of(withoutAcknowledgments(left));

      // Then
      assertThat(without.lines()).as(loss.getKey()).isEqualTo(with.lines());
    }
  }

  private static List<RecordedPacket> withoutAcknowledgments(List<RecordedPacket> packets) {
    return packets.stream()
        .filter(
            packet ->
                packet.length() > 0
                    || packet.has(TcpSegment.SYN)
                    || packet.has(TcpSegment.FIN)
                    || packet.has(TcpSegment.RST))
        .toList();
  }
}
