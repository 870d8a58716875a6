package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each bound of the packet path, asked for ten times as much as it allows. */
class PipelineBoundsTest {

  private static final int FLOWS = 100;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int SEGMENT_BYTES = 1_024;

  private final CapturePipeline pipeline =
      new CapturePipeline(
          new PipelineOptions(
              Set.of(9092),
              Ownership.EVERYTHING,
              TcpLimits.DEFAULTS.withMaxFlows(FLOWS).withBuffers(BUFFER_BYTES, BUFFER_BYTES)),
          KafkaDecoder.builder().build(),
          new ReplayedExchanges());
  private long time = 1_000_000_000L;

  private void send(PacketBuilder packet) {
    byte[] bytes = packet.build();
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
    pipeline.onPacket(time += 1_000, LinkType.ETHERNET, buffer, 0, bytes.length, bytes.length);
  }

  private static PacketBuilder fromClient(int port) {
    return PacketBuilder.tcp().between("10.0.0.1", port, "10.0.0.2", 9092);
  }

  @Test
  void flowsBeyondTheLimitTakeThePlaceOfOthersAndAreCounted() {
    // When
    for (int port = 1; port <= 10 * FLOWS; port++) {
      send(fromClient(10_000 + port).sequence(1).flags(TcpSegment.ACK).payload(new byte[100]));
    }
    // Then
    assertThat(pipeline.tcpStatistics().trackedFlows()).isEqualTo(FLOWS);
    assertThat(pipeline.tcpStatistics().flowsEvicted()).isEqualTo(9 * FLOWS);
    assertThat(pipeline.totals().openFlows()).isEqualTo(FLOWS);
  }

  @Test
  void bytesOutOfOrderBeyondTheLimitBecomeGapsThatAreCounted() {
    // Given
    int segments = 10 * BUFFER_BYTES / SEGMENT_BYTES;
    send(fromClient(10_000).sequence(1).flags(TcpSegment.ACK).payload(new byte[SEGMENT_BYTES]));
    // When
    for (int i = 1; i <= segments; i++) {
      int sequence = 1 + 2 * i * SEGMENT_BYTES;
      send(
          fromClient(10_000)
              .sequence(sequence)
              .flags(TcpSegment.ACK)
              .payload(new byte[SEGMENT_BYTES]));
      // Then
      assertThat(pipeline.tcpStatistics().bufferedBytes()).isLessThanOrEqualTo(BUFFER_BYTES);
    }
    assertThat(pipeline.totals().gapBytes()).isGreaterThan(8L * BUFFER_BYTES);
  }
}
