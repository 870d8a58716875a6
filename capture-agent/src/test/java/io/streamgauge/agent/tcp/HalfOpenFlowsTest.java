package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import io.streamgauge.protocol.testing.Allocations;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are opened and never used, far more than may be tracked. */
class HalfOpenFlowsTest implements FlowListener {
  private static final int MOST = 20_000;
  private static final int FLOOD = 10 * MOST;
  private static final long MICRO = 1_000L;
  private static final int BROKER = 0x0a00_0002;
  private static final int CLIENT = 0x0a00_0001;

  /** What a flow and its handler may take; there is no buffer before there is data. */
  private static final long BYTES_PER_FLOW = 2 << 10;

  private final FlowTable table = new FlowTable(TcpLimits.DEFAULTS.withMaxFlows(MOST), this);
  private final TcpSegment segment = new TcpSegment();
  private final ByteBuffer payload = ByteBuffer.allocate(1);
  private int opened;
  private int closed;
  private int deliveredToClient;
  private long now;

  @BeforeEach
  void openOneThatIsUsed() {
    send(CLIENT, 40_000, 100, TcpSegment.SYN, 0);
    deliveredToClient = 0;
  }

  @Override
  public FlowHandler onFlow(Flow flow) {
    opened++;
    boolean client = flow.endpoint(0).port() == 40_000;
    return new FlowHandler() {
      @Override
      public void onData(int side, ByteBuffer b, int offset, int length, long timestampNanos) {
        deliveredToClient += client ? length : 0;
      }

      @Override
      public void onGap(int side, long missingBytes, long timestampNanos) {}

      @Override
      public void onClose(long timestampNanos, CloseReason reason) {
        closed++;
      }
    };
  }

  private void send(int from, int port, int sequence, int flags, int length) {
    now += MICRO;
    segment.ipv4(from, BROKER);
    segment.tcp(port, 9092, sequence, 0, flags);
    segment.payload(now, payload, 0, length, length);
    table.onSegment(segment);
  }

  @ParameterizedTest
  @ValueSource(ints = {TcpSegment.SYN, TcpSegment.SYN | TcpSegment.ACK, TcpSegment.PSH})
  void aFloodOfThemIsBoundedInMemoryAndInWork(int flags) {
    // Given
    int length = flags == TcpSegment.PSH ? 1 : 0;

    // When
    long allocated =
        Allocations.of(
            () -> {
              for (int i = 0; i < FLOOD; i++) {
                int before = closed;
                send(0x0b00_0000 + i / 50_000, 1_024 + i % 50_000, 7 * i, flags, length);
                if (closed - before > 1 + FlowTable.CHECKS_PER_SEGMENT) {
                  throw new AssertionError(closed - before + " flows ended by one segment");
                }
                if (table.statistics().trackedFlows() > MOST) {
                  throw new AssertionError(table.statistics().trackedFlows() + " flows");
                }
              }
            });

    // Then
    TcpStatistics statistics = table.statistics();
    assertThat(statistics.trackedFlows()).isEqualTo(MOST);
    assertThat(statistics.flowsOpened()).isEqualTo(FLOOD + 1);
    assertThat(statistics.flowsEvicted()).isEqualTo(FLOOD + 1 - MOST);
    assertThat(opened - closed).isEqualTo(MOST);
    assertThat(statistics.bufferedBytes()).isZero();
    assertThat(allocated).isLessThan(FLOOD * BYTES_PER_FLOW);
    table.close(now);
    assertThat(opened).isEqualTo(closed);
  }

  @Test
  void aConnectionThatIsUsedOutlivesTheFlood() {
    // When it sends a byte each time that half of the table was filled
    int sent = 0;
    for (int i = 0; i < FLOOD; i++) {
      send(0x0b00_0000 + i / 50_000, 1_024 + i % 50_000, 7 * i, TcpSegment.SYN, 0);
      if (i % (MOST / 2) == 0) {
        send(CLIENT, 40_000, 101 + sent++, TcpSegment.PSH, 1);
      }
    }

    // Then
    assertThat(sent).isEqualTo(20);
    assertThat(deliveredToClient).isEqualTo(sent);
    assertThat(table.statistics().flowsReused()).isZero();
  }
}
