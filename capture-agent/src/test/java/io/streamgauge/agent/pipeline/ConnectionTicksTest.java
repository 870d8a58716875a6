package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.AnomalyReason;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many connections, and packets of others that come far apart. Work is counted, not timed. */
class ConnectionTicksTest implements ExchangeObserver {
  private static final int CONNECTIONS = 3 * ConnectionTicks.MOST_AT_ONCE;
  private static final long HOUR = Duration.ofHours(1).toNanos();

  /** A heartbeat, version 0, of client {@code c} with correlation id 7, and its answer. */
  private static final byte[] REQUEST = {
    0, 0, 0, 24, 0, 12, 0, 0, 0, 0, 0, 7, 0, 1, 'c', 0, 1, 'g', 0, 0, 0, 1, 0, 4, 'm', 'e', 'm', 'b'
  };

  private static final byte[] RESPONSE = {0, 0, 0, 6, 0, 0, 0, 7, 0, 0};

  private final CapturePipeline pipeline =
      new CapturePipeline(
          new PipelineOptions(Set.of(), Ownership.EVERYTHING, patient()),
          KafkaDecoder.builder().build(),
          this);
  private long now = 1;
  private int expired;

  /** Silent connections stay, so that only their requests grow too old. */
  private static TcpLimits patient() {
    TcpLimits limits = TcpLimits.DEFAULTS;
    return new TcpLimits(
        limits.maxFlows(),
        limits.maxStreamBufferBytes(),
        limits.maxTotalBufferBytes(),
        limits.reorderWaitNanos(),
        limits.acknowledgedWaitNanos(),
        1_000 * HOUR,
        limits.lingerNanos(),
        limits.foldWindowNanos(),
        limits.maxFoldEntries(),
        limits.maxForwardJump(),
        limits.maxBackwardJump());
  }

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {}

      @Override
      public void onAnomaly(Anomaly anomaly) {
        expired += anomaly.reason() == AnomalyReason.PENDING_EXPIRED ? 1 : 0;
      }

      @Override
      public void onClose(long timestampNanos) {}
    };
  }

  private void send(String from, int fromPort, String to, int toPort, int sequence, byte[] bytes) {
    byte[] packet =
        PacketBuilder.tcp()
            .between(from, fromPort, to, toPort)
            .sequence(sequence)
            .flags(TcpSegment.PSH)
            .payload(bytes)
            .build();
    pipeline.onPacket(
        now, LinkType.ETHERNET, ByteBuffer.wrap(packet), 0, packet.length, packet.length);
  }

  /** A connection with one exchange, and a request that nobody answers. */
  private void connection(int port) {
    send("10.0.0.1", port, "10.0.0.2", 9_092, 100, REQUEST);
    send("10.0.0.2", 9_092, "10.0.0.1", port, 500, RESPONSE);
    send("10.0.0.1", port, "10.0.0.2", 9_092, 100 + REQUEST.length, REQUEST);
  }

  @Test
  void aPacketThatComesLateTellsABoundedNumberOfConnections() {
    // Given
    for (int i = 0; i < CONNECTIONS; i++) {
      connection(10_000 + i);
    }
    assertThat(pipeline.totals().kafkaConnections()).isEqualTo(CONNECTIONS);

    for (int packet = 1; packet <= 6; packet++) {
      // When
      long before = pipeline.connectionsTold();
      now += HOUR;
      send("10.0.0.3", 1, "10.0.0.2", 9_092, packet, new byte[2]);

      // Then each hears of the time in turn, and none is forgotten
      assertThat(pipeline.connectionsTold() - before).isEqualTo(ConnectionTicks.MOST_AT_ONCE);
      assertThat(expired).isEqualTo(Math.min(CONNECTIONS, packet * ConnectionTicks.MOST_AT_ONCE));
    }
  }

  @Test
  void whoEndsIsToldNoMoreAndTheOthersAre() {
    // Given
    for (int i = 0; i < 10; i++) {
      connection(10_000 + i);
    }
    PacketBuilder reset =
        PacketBuilder.tcp()
            .between("10.0.0.1", 10_003, "10.0.0.2", 9_092)
            .sequence(100 + 2 * REQUEST.length)
            .flags(TcpSegment.RST);
    byte[] packet = reset.build();
    pipeline.onPacket(
        now, LinkType.ETHERNET, ByteBuffer.wrap(packet), 0, packet.length, packet.length);

    // When
    now += HOUR;
    send("10.0.0.3", 1, "10.0.0.2", 9_092, 1, new byte[2]);

    // Then
    assertThat(expired).isEqualTo(9);
    assertThat(pipeline.connectionsTold()).isEqualTo(9);
  }
}
