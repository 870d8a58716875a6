package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was sent after something had been received is passed on after it. */
class CausalOrderTest {
  private static final int DATA = TcpSegment.PSH | TcpSegment.ACK;

  private final SegmentScript script = new SegmentScript().handshake(100, 100);

  private static void client(SegmentScript script, int sequence, int acks, String payload) {
    script.send(true, sequence, acks, DATA, payload, payload.length());
  }

  private static void server(SegmentScript script, int sequence, int acks, String payload) {
    script.send(false, sequence, acks, DATA, payload, payload.length());
  }

  @Test
  void anAnswerThatWasCapturedBeforeItsRequestComesAfterIt() {
    // When
    server(script, 100, 102, "xy");
    client(script, 100, 100, "ab");

    // Then
    assertThat(script.outcome()).isEqualTo("new 0:ab 1:xy");
    assertThat(script.table.statistics().bufferedBytes()).isZero();
  }

  @Test
  void anAnswerToALostRequestComesAfterTheNewsOfTheLoss() {
    // Given three requests, of which the second is lost, and the answers to all
    client(script, 100, 100, "a");
    server(script, 100, 101, "x");
    server(script, 101, 103, "y");
    client(script, 103, 102, "c");
    server(script, 102, 104, "z");
    assertThat(script.outcome()).isEqualTo("new 0:a 1:x");

    // When what was acknowledged has been waited for
    script.after(250).idle();

    // Then
    assertThat(script.outcome()).isEqualTo("new 0:a 1:x 0:-2 1:y 0:c 1:z");
  }

  @Test
  void theLastPacketsOfBothSidesKeepTheirOrder() {
    // Given
    client(script, 100, 100, "ab");
    server(script, 102, 104, "z");

    // When
    script.end();

    // Then
    assertThat(script.outcome()).isEqualTo("new 0:ab 0:-2 1:-2 1:z CAPTURE_END");
  }

  @Test
  void whatAcknowledgedSeveralLossesComesAfterTheNewsOfAllOfThem() {
    // Given an answer of which two parts are lost, and the next request, whose sender had them
    client(script, 100, 100, "a");
    server(script, 101, 101, "x");
    server(script, 104, 101, "y");
    client(script, 101, 105, "b");
    server(script, 105, 102, "z");

    // When
    script.end();

    // Then
    assertThat(script.outcome()).isEqualTo("new 0:a 1:-1 1:x 1:-2 1:y 0:b 1:z CAPTURE_END");
  }

  @Test
  void ofTwoHolesTheOneThatWasNoticedFirstIsGivenUpFirst() {
    // Given a lost answer with another one behind it, then a lost request with another behind it
    client(script, 100, 100, "a");
    server(script, 100, 101, "x");
    client(script, 101, 101, "b");
    server(script, 102, 102, "y");
    script.after(60);
    client(script, 103, 103, "d");
    assertThat(script.outcome()).isEqualTo("new 0:a 1:x 0:b");

    // When both have been waited for long enough
    script.after(3_000).idle();

    // Then what was sent before the lost request comes before the news of it
    assertThat(script.outcome()).isEqualTo("new 0:a 1:x 0:b 1:-1 1:y 0:-1 0:d");
  }

  @Test
  void anAcknowledgedLossWaitsForAnOlderHoleThatMayStillBeFilled() {
    // Given the same, but that only the lost request is known to have arrived
    client(script, 100, 100, "a");
    server(script, 100, 101, "x");
    client(script, 101, 101, "b");
    server(script, 102, 102, "y");
    script.after(60);
    client(script, 103, 101, "d");
    server(script, 103, 104, "z");

    // When
    script.after(300).idle();

    // Then
    assertThat(script.outcome()).isEqualTo("new 0:a 1:x 0:b");

    // When the lost answer is sent again
    server(script, 101, 102, "w");

    // Then it is there, before the news of what was lost after it
    assertThat(script.after(300).idle().outcome()).isEqualTo("new 0:a 1:x 0:b 1:wy 0:-1 0:d 1:z");
  }

  @Test
  void anAcknowledgedFinIsNoByteToWaitFor() {
    // When
    client(script, 100, 100, "ab");
    server(script, 100, 103, "xy");

    // Then
    assertThat(script.outcome()).isEqualTo("new 0:ab 1:xy");
  }

  @Test
  void answersBeyondTheLimitAreNotHeld() {
    // Given a stream that may hold two chunks
    int chunk = SegmentPool.CHUNK_BYTES;
    SegmentScript tight =
        new SegmentScript(TcpLimits.DEFAULTS.withBuffers(2 * chunk, 8 * chunk)).handshake(100, 100);
    server(tight, 100, 110, "x");
    server(tight, 101, 110, "y");
    assertThat(tight.outcome()).isEqualTo("new");

    // When
    server(tight, 102, 110, "z");

    // Then
    assertThat(tight.outcome()).isEqualTo("new 0:-10 1:xyz");
    assertThat(tight.table.statistics().streamBufferOverflows()).isEqualTo(1);
    assertThat(tight.table.statistics().bufferedBytes()).isZero();
  }

  @Test
  void sidesThatClaimToHaveSeenEachOthersFutureAreNotHeldForEver() {
    // Given
    client(script, 100, 150, "ab");
    server(script, 100, 150, "xy");

    // When
    script.after(3_000).idle().after(3_000).idle();

    // Then
    assertThat(script.outcome()).contains("0:ab").contains("1:xy");
    assertThat(script.table.statistics().bufferedBytes()).isZero();
  }

  @Test
  void nothingIsLostWhateverIsAcknowledged() {
    for (int seed = 0; seed < 500; seed++) {
      // Given segments in any order with any acknowledgments, and room for few of them
      Random random = new Random(seed);
      int chunk = SegmentPool.CHUNK_BYTES;
      int chunks = 1 + random.nextInt(6);
      SegmentScript any =
          new SegmentScript(TcpLimits.DEFAULTS.withBuffers(chunks * chunk, 8 * chunk))
              .handshake(100, 100);

      // When
      for (int i = 0; i < 40; i++) {
        int sequence = 100 + random.nextInt(30);
        String payload = "x".repeat(1 + random.nextInt(5));
        int acks = 100 + random.nextInt(40);
        any.send(random.nextBoolean(), sequence, acks, DATA, payload, payload.length());
        any.after(random.nextInt(100));
      }
      any.end();

      // Then
      TcpStatistics statistics = any.table.statistics();
      assertThat(statistics.bufferedBytes()).as("seed %d", seed).isZero();
      assertThat(any.outcome()).as("seed %d", seed).endsWith("CAPTURE_END");
    }
  }
}
