package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.link.LinkStatistics;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.agent.link.Undecoded;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.tcp.TcpStatistics;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import io.streamgauge.protocol.testing.Allocations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A pipeline with tight limits to which anything may be given, and the laws that hold all the same:
 * nothing is thrown, no bound is exceeded, memory is taken for bytes that are there and not for
 * those that are claimed, each packet and each byte is counted once. A breach is an {@link
 * AssertionError}.
 */
public final class HostilePipeline implements PacketHandler, ExchangeObserver {
  /** Bounds that small inputs reach. */
  public static final TcpLimits TIGHT = TcpLimits.DEFAULTS.withMaxFlows(6).withBuffers(8192, 12288);

  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final long BASE_BYTES = 4 << 20;
  private static final long BYTES_PER_PACKET = 24 << 10;
  private static final long BYTES_PER_BYTE = 1_000;

  /** A heartbeat, version 0, of client {@code c} with correlation id 7, and its answer. */
  private static final byte[] REQUEST = {
    0, 0, 0, 24, 0, 12, 0, 0, 0, 0, 0, 7, 0, 1, 'c', 0, 1, 'g', 0, 0, 0, 1, 0, 4, 'm', 'e', 'm', 'b'
  };

  private static final byte[] RESPONSE = {0, 0, 0, 6, 0, 0, 0, 7, 0, 0};

  private final CapturePipeline pipeline =
      new CapturePipeline(
          new PipelineOptions(Set.of(), Ownership.EVERYTHING, TIGHT), DECODER, this);
  private final List<Connection> closed = new ArrayList<>();
  private int quietExchanges;
  private long allocated;
  private long allowed = BASE_BYTES;

  @Override
  public ConnectionObserver onConnection(Connection connection) {
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        boolean quiet = connection.client().port() == 1 && connection.broker().port() == 2;
        if (quiet && exchange.status() == ExchangeStatus.COMPLETE) {
          quietExchanges++;
        }
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        assertThat(anomaly.reason()).isNotNull();
      }

      @Override
      public void onClose(long timestampNanos) {
        closed.add(connection);
      }
    };
  }

  /** One packet, wherever it lies in its buffer. */
  @Override
  public void onPacket(
      long timestampNanos,
      LinkType linkType,
      ByteBuffer buffer,
      int offset,
      int capturedLength,
      int wireLength) {
    allowed += BYTES_PER_PACKET + BYTES_PER_BYTE * capturedLength;
    allocated +=
        Allocations.of(
            () ->
                pipeline.onPacket(
                    timestampNanos, linkType, buffer, offset, capturedLength, wireLength));
    checkBounds();
  }

  /** The same of bytes of their own. */
  public void packet(long timestampNanos, LinkType linkType, byte[] bytes, int wireLength) {
    onPacket(timestampNanos, linkType, ByteBuffer.wrap(bytes), 0, bytes.length, wireLength);
  }

  @Override
  public void onIdle(long timestampNanos) {
    pipeline.onIdle(timestampNanos);
    checkBounds();
  }

  private void checkBounds() {
    assertThat(allocated).as("bytes allocated").isLessThanOrEqualTo(allowed);
    TcpStatistics tcp = pipeline.tcpStatistics();
    assertThat(tcp.trackedFlows()).isBetween(0, TIGHT.maxFlows());
    assertThat(tcp.bufferedBytes()).isBetween(0L, (long) TIGHT.maxTotalBufferBytes());
    assertThat(pipeline.totals().openFlows()).isBetween(0, TIGHT.maxFlows());
    assertThat(pipeline.totals().halfSeenFlows()).isBetween(0, TIGHT.maxFlows());
  }

  /** A well-behaved connection is read, whatever came before it. */
  public HostilePipeline readsOthers(long timestampNanos) {
    int before = quietExchanges;
    PacketBuilder client = PacketBuilder.tcp().between("192.0.2.1", 1, "192.0.2.2", 2);
    PacketBuilder broker = PacketBuilder.tcp().between("192.0.2.2", 2, "192.0.2.1", 1);
    send(timestampNanos, client.sequence(99).flags(TcpSegment.SYN).build());
    send(timestampNanos, broker.sequence(499).flags(TcpSegment.SYN | TcpSegment.ACK).build());
    client.sequence(100).acknowledges(500).flags(TcpSegment.ACK | TcpSegment.PSH);
    send(timestampNanos, client.payload(REQUEST).build());
    broker.sequence(500).acknowledges(100 + REQUEST.length).flags(TcpSegment.ACK | TcpSegment.PSH);
    send(timestampNanos, broker.payload(RESPONSE).build());
    assertThat(quietExchanges - before).isEqualTo(1);
    return this;
  }

  private void send(long timestampNanos, byte[] bytes) {
    packet(timestampNanos, LinkType.ETHERNET, bytes, bytes.length);
  }

  /** Ends the capture: nothing is left, and everything is counted once. */
  public void finish() {
    pipeline.finish();
    TcpStatistics tcp = pipeline.tcpStatistics();
    TrafficTotals totals = pipeline.totals();
    assertThat(tcp.trackedFlows()).isZero();
    assertThat(tcp.bufferedBytes()).isZero();
    assertThat(totals.openFlows()).isZero();
    assertThat(totals.halfSeenFlows()).isZero();
    assertThat(
            totals.kafkaBytes() + totals.opaqueBytes() + totals.otherBytes() + totals.foldedBytes())
        .isEqualTo(tcp.deliveredBytes());
    assertThat(totals.gapBytes()).isEqualTo(tcp.gapBytes());
    for (Connection connection : closed) {
      assertThat(connection.statistics().pendingRequests()).isZero();
    }
    assertThat(countedPackets()).isEqualTo(totals.packets());
  }

  private long countedPackets() {
    LinkStatistics link = pipeline.linkStatistics();
    long packets = link.decodedPackets();
    for (Undecoded reason : Undecoded.values()) {
      packets += link.undecodedPackets(reason);
    }
    return packets;
  }
}
