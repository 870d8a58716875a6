package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One connection under two pairs of ends is one flow; two connections are two. */
class FlowFoldingTest {
  private static final int CLIENT = 0x0a000001;
  private static final int SERVICE = 0x0a600001;
  private static final int POD = 0x0af40007;
  private static final int NODE = 0x0a000063;
  private static final int SYN_ACK = TcpSegment.SYN | TcpSegment.ACK;

  private final SegmentScript script = new SegmentScript();

  private SegmentScript before() {
    return script.between(CLIENT, 40_000, SERVICE, 9092);
  }

  private SegmentScript behind() {
    return script.between(CLIENT, 40_000, POD, 9092);
  }

  /** The packets of a handshake, each before and behind the translation. */
  private void translatedHandshake() {
    before().clientFlags(99, TcpSegment.SYN);
    behind().clientFlags(99, TcpSegment.SYN);
    behind().send(false, 499, 100, SYN_ACK, "", 0);
    before().send(false, 499, 100, SYN_ACK, "", 0);
    before().send(true, 100, 500, TcpSegment.ACK, "", 0);
    behind().send(true, 100, 500, TcpSegment.ACK, "", 0);
  }

  @Test
  void aConnectionSeenBeforeAndBehindATranslationIsOne() {
    translatedHandshake();

    before().client(100, "ab");
    behind().client(100, "ab").server(500, "x");
    before().server(500, "x");

    assertThat(script.outcome()).isEqualTo("new new FOLDED 0:ab 1:x");
    assertThat(script.table.statistics().flowsFolded()).isEqualTo(1);
    assertThat(script.opened.get(0).endpoint(1)).hasToString("10.96.0.1:9092");
  }

  @Test
  void whatOnePairOfEndsDoesNotShowTheOtherShows() {
    translatedHandshake();

    before().client(100, "ab");
    behind().client(102, "cd").server(500, "x");
    before().server(501, "y");

    assertThat(script.outcome()).isEqualTo("new new FOLDED 0:abcd 1:xy");
  }

  @Test
  void aHandshakeOfWhichEachPairOfEndsShowsOneDirectionIsEnough() {
    before().clientFlags(99, TcpSegment.SYN);
    behind().send(false, 499, 100, SYN_ACK, "", 0);
    before().send(true, 100, 500, TcpSegment.ACK, "", 0);
    before().client(100, "ab");
    behind().server(500, "x");

    assertThat(script.events).containsExactly("new", "new", "FOLDED", "0:ab", "1:x");
    Flow flow = script.opened.get(0);
    assertThat(flow.sawSyn(0) && flow.sawSyn(1)).isTrue();
    assertThat(flow.initiator()).isEqualTo(0);
  }

  @Test
  void addressesTranslatedOnBothSidesAndTwiceAreStillOne() {
    for (int step = 0; step < 3; step++) {
      script.between(step == 0 ? CLIENT : NODE, 40_000 + step, step < 2 ? SERVICE : POD, 9092);
      script.handshake(100, 500).client(100, "ab");
    }

    assertThat(script.outcome()).isEqualTo("new 0:ab new FOLDED new FOLDED");
    assertThat(script.table.statistics().flowsFolded()).isEqualTo(2);
  }

  @Test
  void aProxyHasAConnectionOnEachSide() {
    before().handshake(100, 500).client(100, "ab");

    script.between(NODE, 50_000, POD, 9092).handshake(7_100, 7_500).client(7_100, "ab");

    assertThat(script.outcome()).isEqualTo("new 0:ab new 0:ab");
    assertThat(script.table.statistics().flowsFolded()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the client's number alone is equal, 100, 501",
    "the server's number alone is equal, 101, 500"
  })
  void connectionsThatShareOneInitialNumberAreTwo(String what, int client, int server) {
    before().handshake(100, 500).client(100, "ab");

    behind().handshake(client, server).client(client, "cd");

    assertThat(script.outcome()).isEqualTo("new 0:ab new 0:cd");
  }

  @Test
  void connectionsThatShareBothNumbersButNotTheMomentAreTwo() {
    before().handshake(100, 500).client(100, "ab");

    script.after(1_001);
    behind().handshake(100, 500).client(100, "cd");

    assertThat(script.outcome()).isEqualTo("new 0:ab new 0:cd");
  }

  @Test
  void connectionsBetweenTheSameHostsToTheSamePortAreTwo() {
    before().handshake(100, 500).client(100, "ab");

    script.between(CLIENT, 40_001, SERVICE, 9092).handshake(100, 500).client(100, "cd");

    assertThat(script.outcome()).isEqualTo("new 0:ab new 0:cd");
  }

  @Test
  void aConnectionSeenFromItsMidstIsFoldedByWhatItsSegmentsSay() {
    before().send(true, 100, 500, TcpSegment.ACK, "request", 7);
    behind().send(true, 100, 500, TcpSegment.ACK, "request", 7);
    behind().send(false, 500, 107, TcpSegment.ACK, "answer", 6);
    before().send(false, 500, 107, TcpSegment.ACK, "answer", 6);

    assertThat(script.outcome()).isEqualTo("new 0:request new FOLDED 1:answer");
  }

  @Test
  void theSidesOfATranslationMayBeSeenInTheOppositeOrder() {
    before().send(true, 100, 500, TcpSegment.ACK, "request", 7);
    behind().send(false, 493, 100, TcpSegment.ACK, "before_", 7);
    behind().send(true, 100, 500, TcpSegment.ACK, "request", 7);
    behind().send(false, 500, 107, TcpSegment.ACK, "answer", 6);

    assertThat(script.events)
        .containsExactly("new", "0:request", "new", "0:before_", "FOLDED", "1:answer");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "payload, 100, 500, other__, 0",
    "sequence, 101, 500, request, 0",
    "acknowledgment, 100, 501, request, 0",
    "moment, 100, 500, request, 1001"
  })
  void midstConnectionsThatDifferInAnyRespectAreTwo(
      String what, int sequence, int acknowledgment, String payload, long after) {
    before().send(true, 100, 500, TcpSegment.ACK, "request", 7);

    script.after(after);
    behind().send(true, sequence, acknowledgment, TcpSegment.ACK, payload, 7);

    assertThat(script.outcome()).isEqualTo("new 0:request new 0:" + payload);
  }

  @Test
  void segmentsThatAnInterfaceCutDifferentlyAreComparedByHowTheyBegin() {
    String long_ = "x".repeat(100);

    before().send(true, 100, 500, TcpSegment.ACK, long_, 100);
    behind().send(true, 100, 500, TcpSegment.ACK, long_.substring(0, 40), 40);
    behind().send(true, 140, 500, TcpSegment.ACK, long_.substring(40), 60);

    assertThat(script.outcome()).isEqualTo("new 0:" + long_ + " new FOLDED");
  }

  @Test
  void aPortUsedAgainUnderTheSecondPairOfEndsIsANewConnection() {
    translatedHandshake();
    before().client(100, "ab");

    behind().handshake(9_000, 70).client(9_000, "cd");

    assertThat(script.outcome()).isEqualTo("new new FOLDED 0:ab REUSED new 0:cd");
  }

  @Test
  void theSecondPairOfEndsIsForgottenWithItsFlow() {
    translatedHandshake();
    before().clientFlags(100, TcpSegment.FIN | TcpSegment.ACK);
    behind().serverFlags(500, TcpSegment.FIN | TcpSegment.ACK);
    assertThat(script.table.statistics().trackedFlows()).isEqualTo(2);

    script.after(6_000).idle();

    assertThat(script.table.statistics().trackedFlows()).isZero();
  }

  @Test
  void outOfOrderBytesOfTheFoldedFlowAreGivenBack() {
    before().send(true, 100, 500, TcpSegment.ACK, "request", 7);
    behind().send(true, 93, 500, TcpSegment.ACK, "before_", 7);
    behind().send(true, 120, 500, TcpSegment.ACK, "later", 5);
    assertThat(script.table.statistics().bufferedBytes()).isPositive();

    behind().send(true, 100, 500, TcpSegment.ACK, "request", 7);

    assertThat(script.table.statistics().bufferedBytes()).isZero();
  }

  @Test
  void howManyFlowsAreComparedIsBoundedAndCounted() {
    SegmentScript small = new SegmentScript(TcpLimits.DEFAULTS.withMaxFoldEntries(2));
    for (int i = 0; i < 100; i++) {
      small.between(CLIENT, 40_000 + i, SERVICE, 9092).handshake(1_000 * i, 77 * i);
    }

    assertThat(small.table.statistics().foldEntriesLost()).isGreaterThanOrEqualTo(98);
    assertThat(small.opened).hasSize(100);
  }
}
