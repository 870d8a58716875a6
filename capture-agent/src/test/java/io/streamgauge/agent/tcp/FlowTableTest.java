package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FlowTableTest {

  private static final int FIN = TcpSegment.FIN | TcpSegment.ACK;
  private static final int SYN_ACK = TcpSegment.SYN | TcpSegment.ACK;
  private static final long MINUTES = 60_000;

  private final SegmentScript script = new SegmentScript();

  @Test
  void knowsBothEndsAndWhoOpened() {
    script.handshake(100, 500);

    Flow flow = script.opened.get(0);
    assertThat(flow.endpoint(0)).hasToString("10.0.0.1:40000");
    assertThat(flow.endpoint(1)).hasToString("10.0.0.2:9092");
    assertThat(flow.initiator()).isZero();
    assertThat(flow.sawSyn(0) && flow.sawSyn(1)).isTrue();
    assertThat(flow.initialSequence(1)).isEqualTo(499);
  }

  @Test
  void knowsTheInitiatorFromASynAckThatComesFirst() {
    script.serverFlags(499, SYN_ACK).clientFlags(99, TcpSegment.SYN).client(100, "a");

    assertThat(script.opened.get(0).initiator()).isEqualTo(1);
    assertThat(script.outcome()).isEqualTo("new 1:a");
  }

  @Test
  void startsMidStreamAtTheFirstPayload() {
    script.clientFlags(7, TcpSegment.ACK).serverFlags(9, FIN).clientFlags(7, TcpSegment.RST);
    script.send(true, 6, 0, TcpSegment.ACK, "?", 1);
    assertThat(script.opened).isEmpty();

    script.client(100, "ab").client(98, "zz").client(102, "c").server(5, "x");

    assertThat(script.outcome()).isEqualTo("new 0:abc 1:x");
    assertThat(script.opened.get(0).initiator()).isEqualTo(-1);
    assertThat(script.opened.get(0).initialSequence(1)).isEqualTo(5);
    assertThat(script.table.statistics().strayedSegments()).isEqualTo(4);
    assertThat(script.table.statistics().retransmittedBytes()).isEqualTo(2);
  }

  @Test
  void takesASynCapturedAfterItsDataForTheSameConnection() {
    script.client(100, "ab").clientFlags(99, TcpSegment.SYN).client(102, "c");

    assertThat(script.outcome()).isEqualTo("new 0:abc");
    assertThat(script.opened.get(0).initiator()).isZero();
  }

  @Test
  void takesASynFarFromTheDataBeforeItForANewConnection() {
    script.client(100, "ab").clientFlags(0x40000000, TcpSegment.SYN).client(0x40000001, "c");

    assertThat(script.outcome()).isEqualTo("new 0:ab REUSED new 0:c");
  }

  @Test
  void closesWhenBothSidesFinishedAndForgetsLateSegments() {
    script.handshake(100, 500).client(100, "a").clientFlags(101, FIN).serverFlags(500, FIN);
    script.clientFlags(102, TcpSegment.ACK).client(100, "a").server(499, "zz");

    assertThat(script.outcome()).isEqualTo("new 0:a FIN");
    assertThat(script.table.statistics().strayedSegments()).isEqualTo(3);

    script.after(6_000).idle();
    assertThat(script.table.statistics().trackedFlows()).isZero();
  }

  @Test
  void waitsForDataThatTheFinOvertook() {
    script.handshake(100, 500).clientFlags(102, FIN).serverFlags(500, FIN).client(100, "ab");

    assertThat(script.outcome()).isEqualTo("new 0:ab FIN");
  }

  @Test
  void closesOnReset() {
    script.handshake(100, 500).client(102, "c").serverFlags(500, TcpSegment.RST);

    assertThat(script.outcome()).isEqualTo("new 0:-2 0:c RESET");
  }

  @Test
  void doesNotBelieveAResetFromFarOff() {
    script.handshake(100, 500).clientFlags(0x70000000, TcpSegment.RST).client(100, "a");

    assertThat(script.outcome()).isEqualTo("new 0:a");
  }

  @Test
  void startsOverWhenThePortIsReused() {
    script.handshake(100, 500).client(100, "a").handshake(9000, 70).client(9000, "b");

    assertThat(script.outcome()).isEqualTo("new 0:a REUSED new 0:b");
    assertThat(script.table.statistics().flowsReused()).isEqualTo(1);
  }

  @Test
  void startsOverWhenThePortIsReusedRightAfterTheEnd() {
    script.handshake(100, 500).clientFlags(100, FIN).serverFlags(500, FIN);
    script.handshake(9000, 70).client(9000, "b");

    assertThat(script.outcome()).isEqualTo("new FIN new 0:b");
  }

  @Test
  void startsOverWhenThePortIsReusedAndNoSynIsSeen() {
    script.handshake(100, 500).client(100, "a");

    script.client(0x70000000, "bc").client(0x70000002, "de").client(0x70000004, "fg");
    script.client(0x70000006, "hi");

    assertThat(script.outcome()).isEqualTo("new 0:a REUSED new 0:fghi");
  }

  @Test
  void expiresIdleFlowsWithoutAnyTrafficOfTheirOwn() {
    script.port(1).client(100, "a").after(6 * MINUTES).port(2).client(100, "b");
    script.after(5 * MINUTES).port(2).client(101, "c");

    assertThat(script.outcome()).isEqualTo("new 0:a new 0:b IDLE 0:c");
    assertThat(script.table.statistics().flowsExpired()).isEqualTo(1);
  }

  @Test
  void givesUpHolesOfOtherFlowsInTime() {
    script.port(1).handshake(100, 500).client(105, "f").after(3_000).port(2).client(1, "x");

    assertThat(script.outcome()).isEqualTo("new 0:-5 0:f new 0:x");
  }

  @Test
  void evictsTheFlowLongestIdleBeyondTheLimit() {
    SegmentScript small = new SegmentScript(TcpLimits.DEFAULTS.withMaxFlows(10));
    for (int port = 1; port <= 100; port++) {
      small.port(port).client(1, "a");
      small.port(1).client(1, "a");
    }

    TcpStatistics statistics = small.table.statistics();
    assertThat(statistics.trackedFlows()).isEqualTo(10);
    assertThat(statistics.flowsEvicted()).isEqualTo(90);
    assertThat(small.opened).filteredOn(flow -> flow.endpoint(0).port() == 1).hasSize(1);
  }

  @Test
  void evictsClosedFlowsFirst() {
    SegmentScript small = new SegmentScript(TcpLimits.DEFAULTS.withMaxFlows(2));
    small.port(1).client(1, "a").port(2).handshake(1, 1).clientFlags(1, TcpSegment.RST);
    small.port(3).client(1, "c").port(1).client(2, "b");

    assertThat(small.outcome()).isEqualTo("new 0:a new RESET new 0:cb");
    assertThat(small.table.statistics().flowsEvicted()).isZero();
  }

  @Test
  void givesUpTheHoleWhenOneStreamBuffersTooMuch() {
    int limit = 20 * SegmentPool.CHUNK_BYTES;
    SegmentScript small = new SegmentScript(TcpLimits.DEFAULTS.withBuffers(limit, 100 * limit));
    small.handshake(100, 500);
    String chunk = "x".repeat(SegmentPool.CHUNK_BYTES);

    for (int i = 0; i < 200; i++) {
      small.client(101 + i * chunk.length(), chunk);
      assertThat(small.table.statistics().bufferedBytes()).isLessThanOrEqualTo(limit);
    }

    TcpStatistics statistics = small.table.statistics();
    assertThat(statistics.streamBufferOverflows()).isEqualTo(1);
    assertThat(statistics.gapBytes()).isEqualTo(1);
    assertThat(statistics.deliveredBytes()).isEqualTo(200L * chunk.length());
  }

  @Test
  void givesUpHolesWhenAllStreamsTogetherBufferTooMuch() {
    int limit = 50 * SegmentPool.CHUNK_BYTES;
    SegmentScript small = new SegmentScript(TcpLimits.DEFAULTS.withBuffers(limit, limit));

    for (int port = 1; port <= 500; port++) {
      small.port(port).handshake(100, 500).client(101, "b");
      assertThat(small.table.statistics().bufferedBytes()).isLessThanOrEqualTo(limit);
    }

    assertThat(small.table.statistics().totalBufferOverflows()).isEqualTo(450);
    assertThat(small.table.statistics().deliveredBytes()).isEqualTo(450);
    small.end();
    assertThat(small.table.statistics().deliveredBytes()).isEqualTo(500);
    assertThat(small.table.statistics().bufferedBytes()).isZero();
  }

  @Test
  void doesNotReassembleWhatNobodyWants() {
    SegmentScript ignoring = new SegmentScript().ignoring();
    ignoring.handshake(100, 500).client(105, "x").clientFlags(106, FIN).serverFlags(500, FIN);

    assertThat(ignoring.events).containsExactly("new");
    assertThat(ignoring.table.statistics().outOfOrderBytes()).isZero();
    ignoring.after(6_000).idle();
    assertThat(ignoring.table.statistics().trackedFlows()).isZero();
  }

  @Test
  void isNotThrownOffByOnePacketWithAWildTime() {
    script.client(100, "a").after(1_000_000 * MINUTES).port(2).client(1, "x");
    script.after(-1_000_000 * MINUTES).port(3).client(1, "y").port(1).client(101, "b");

    assertThat(script.table.statistics().flowsExpired()).isEqualTo(2);
    assertThat(script.outcome()).isEqualTo("new 0:a IDLE new 0:x IDLE new 0:y new 0:b");
  }

  @Test
  void givesBytesTheTimeOfTheirOwnPacket() {
    long[] times = new long[2];
    FlowTable table =
        new FlowTable(
            TcpLimits.DEFAULTS,
            flow ->
                new FlowHandler() {
                  private int count;

                  @Override
                  public void onData(int side, ByteBuffer b, int offset, int length, long time) {
                    times[count++] = time;
                  }

                  @Override
                  public void onGap(int side, long missingBytes, long time) {}

                  @Override
                  public void onClose(long time, CloseReason reason) {}
                });
    ByteBuffer payload = ByteBuffer.allocateDirect(1);
    for (int[] step : new int[][] {{99, 1, TcpSegment.SYN}, {101, 2, 0}, {100, 3, 0}}) {
      TcpSegment segment = new TcpSegment();
      segment.ipv4(1, 2);
      segment.tcp(3, 4, step[0], 0, step[2]);
      int length = step[2] == 0 ? 1 : 0;
      segment.payload(step[1], payload, 0, length, length);
      table.onSegment(segment);
    }

    assertThat(times).containsExactly(3, 2);
  }

  @Test
  void letsExceptionsOfHandlersThroughAndGoesOn() {
    boolean[] fail = {true};
    FlowTable table =
        new FlowTable(
            TcpLimits.DEFAULTS,
            flow -> {
              if (fail[0]) {
                throw new IllegalStateException("listener");
              }
              return FlowHandler.IGNORE;
            });
    TcpSegment segment = new TcpSegment();
    segment.tcp(1, 2, 3, 4, TcpSegment.SYN);

    assertThatThrownBy(() -> table.onSegment(segment)).hasMessage("listener");
    fail[0] = false;
    table.onSegment(segment);

    assertThat(table.statistics().trackedFlows()).isEqualTo(1);
  }
}
