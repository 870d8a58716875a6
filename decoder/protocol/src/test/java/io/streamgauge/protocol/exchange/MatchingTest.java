package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.PartitionDetails;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final long MINUTE = 60_000;

  private final Talk talk = Talk.fromStart();

  static byte[] heartbeat(int id) {
    return Frames.request(
        4, id, "consumer-1", new HeartbeatRequestData().setGroupId("g").setMemberId("m"));
  }

  static byte[] alive(int id) {
    return Frames.response(4, id, new HeartbeatResponseData());
  }

  @Test
  void requestAndResponseBecomeOneExchange() {
    talk.request(heartbeat(7)).response(alive(7));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 7 COMPLETE");
    ExchangeRecord exchange = talk.heard.exchanges.get(0);
    assertThat(exchange.clientId()).isEqualTo("consumer-1");
    assertThat(exchange.apiVersion()).isEqualTo(4);
    assertThat(exchange.errorCode()).isZero();
    assertThat(exchange.requestBytes()).isEqualTo(heartbeat(7).length);
    assertThat(exchange.responseBytes()).isEqualTo(alive(7).length);
    assertThat(exchange.latencyNanos()).isEqualTo(1_000_000);
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void requestsMayShareASegmentAndTheirSizeMayTravelAlone() {
    byte[] both = Frames.concat(heartbeat(1), heartbeat(2));

    talk.request(Arrays.copyOf(both, 4), Arrays.copyOfRange(both, 4, both.length))
        .response(Frames.concat(alive(1), alive(2)));

    assertThat(talk.heard.summary())
        .containsExactly("Heartbeat 1 COMPLETE", "Heartbeat 2 COMPLETE");
  }

  @Test
  void anyFieldMayStraddleAnyNumberOfSegments() {
    byte[] request = Produced.request(1, (short) -1, 3);
    byte[] response = Produced.response(1);
    Talk whole = Talk.fromStart();
    whole.request(request, heartbeat(2)).response(response, alive(2));

    for (int size : new int[] {1, 2, 3, 5, 7}) {
      Talk chopped = Talk.fromStart();
      chopped
          .request(pieces(Frames.concat(request, heartbeat(2)), size))
          .response(pieces(Frames.concat(response, alive(2)), size));

      assertThat(chopped.heard.exchanges)
          .extracting(Recorder::details)
          .as("pieces of %d", size)
          .isEqualTo(whole.heard.exchanges.stream().map(Recorder::details).toList());
      assertThat(chopped.heard.summary()).isEqualTo(whole.heard.summary());
      assertThat(chopped.heard.exchanges.get(0).clientId()).isEqualTo("producer-1");
      assertThat(chopped.heard.anomalies).isEmpty();
    }
  }

  private static byte[][] pieces(byte[] bytes, int size) {
    return IntStream.range(0, (bytes.length + size - 1) / size)
        .mapToObj(i -> Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size)))
        .toArray(byte[][]::new);
  }

  @Test
  void produceWithoutAcksHasNoResponse() {
    talk.request(Produced.request(1, (short) 0, 3), heartbeat(2)).response(alive(2));

    assertThat(talk.heard.summary())
        .containsExactly("Produce 1 NO_RESPONSE", "Heartbeat 2 COMPLETE");
    ExchangeRecord produce = talk.heard.exchanges.get(0);
    assertThat(((PartitionDetails) produce.details()).acks()).isZero();
    assertThat(produce.responseBytes()).isEqualTo(Exchange.UNKNOWN);
    assertThat(produce.latencyNanos()).isEqualTo(Exchange.UNKNOWN);
    assertThat(produce.errorCode()).isEqualTo(Exchange.NO_ERROR_CODE);
    assertThat(talk.heard.anomalies).isEmpty();
    assertThat(talk.statistics().pendingRequests()).isZero();
  }

  @Test
  void unansweredRequestsBeforeAnAnsweredOneAreLetGo() {
    talk.request(heartbeat(1), heartbeat(2), heartbeat(3)).response(alive(3));

    assertThat(talk.heard.summary())
        .containsExactly(
            "Heartbeat 1 NO_RESPONSE", "Heartbeat 2 NO_RESPONSE", "Heartbeat 3 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.CORRELATION_MISMATCH);
  }

  @Test
  void anAnswerToNobodyIsCountedAndSkipped() {
    talk.request(heartbeat(1)).response(alive(99), alive(1));

    assertThat(talk.heard.summary())
        .containsExactly("Unknown 99 NO_REQUEST", "Heartbeat 1 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.CORRELATION_MISMATCH);
  }

  @Test
  void requestsInFlightAreBounded() {
    KafkaDecoder decoder = Talk.decoder();
    DecoderWorker worker =
        decoder.newWorker(DecoderLimits.DEFAULT.withPending(2, 10 * MINUTE * 1_000_000));
    Talk bounded = Talk.with(worker, ConnectionOptions.fromStart(null));

    bounded
        .request(heartbeat(1), heartbeat(2), heartbeat(3))
        .response(alive(1), alive(2), alive(3));

    assertThat(bounded.heard.summary())
        .containsExactly("Heartbeat 1 NO_RESPONSE", "Heartbeat 2 COMPLETE", "Heartbeat 3 COMPLETE");
    assertThat(bounded.heard.reasons()).containsExactly(AnomalyReason.PENDING_OVERFLOW);
  }

  @Test
  void requestsInFlightAgeAndTheirLateAnswersAreNoNewExchanges() {
    talk.request(heartbeat(1)).later(16 * MINUTE).tick();

    talk.response(alive(1)).request(heartbeat(2)).response(alive(2)).close();

    assertThat(talk.heard.summary())
        .containsExactly("Heartbeat 1 NO_RESPONSE", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.PENDING_EXPIRED);
  }

  @Test
  void aResponseMayBeSeenBeforeItsRequest() {
    byte[] both = Frames.concat(alive(1), alive(2));

    talk.response(Arrays.copyOf(both, 9), Arrays.copyOfRange(both, 9, both.length))
        .request(heartbeat(1))
        .request(heartbeat(2));

    assertThat(talk.heard.summary())
        .containsExactly("Heartbeat 1 COMPLETE", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).latencyNanos()).isZero();
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void aResponseDoesNotWaitForeverForItsRequest() {
    talk.response(alive(1)).later(2_000).tick();

    talk.request(heartbeat(2)).response(alive(2));

    assertThat(talk.heard.summary())
        .containsExactly("Unknown 1 NO_REQUEST", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.UNSOLICITED_RESPONSE);
  }

  @Test
  void waitingResponsesAreBoundedInBytes() {
    byte[][] many = IntStream.range(0, 4_000).mapToObj(MatchingTest::alive).toArray(byte[][]::new);

    talk.response(many).close();

    assertThat(talk.heard.exchanges).hasSize(4_000);
    assertThat(talk.heard.reasons())
        .containsOnly(AnomalyReason.UNSOLICITED_RESPONSE)
        .hasSize(4_000);
  }

  @Test
  void closeHandsOutWhatIsOpen() {
    byte[] third = heartbeat(3);
    byte[] answer = alive(1);

    talk.request(heartbeat(1), heartbeat(2), Arrays.copyOf(third, third.length - 1))
        .response(Arrays.copyOf(answer, answer.length - 1))
        .close();

    assertThat(talk.heard.summary())
        .containsExactlyInAnyOrder(
            "Heartbeat 1 PARTIAL", "Heartbeat 2 NO_RESPONSE", "Heartbeat 3 PARTIAL");
    for (Direction direction : Direction.values()) {
      ConnectionStatistics statistics = talk.statistics();
      long given =
          direction == Direction.REQUEST ? heartbeat(1).length * 3L - 1 : answer.length - 1L;
      assertThat(statistics.decodedBytes(direction) + statistics.undecodableBytes(direction))
          .isEqualTo(given);
    }
  }

  @Test
  void statisticsKnowWhatIsInFlight() {
    talk.request(heartbeat(1), heartbeat(2));

    assertThat(talk.statistics().pendingRequests()).isEqualTo(2);
    assertThat(talk.statistics().inFlightBytes()).isEqualTo(2L * heartbeat(1).length);
    assertThat(talk.statistics().frames(Direction.REQUEST)).isEqualTo(2);
  }

  @Test
  void implausibleSizesAreCountedAndTheStreamGoesOn() {
    byte[] absurd = {0x7f, 0, 0, 0};

    talk.request(heartbeat(1))
        .response(alive(1))
        .request(absurd, heartbeat(2))
        .response(alive(2))
        .request(heartbeat(3))
        .response(alive(3));

    assertThat(talk.heard.summary())
        .containsExactly("Heartbeat 1 COMPLETE", "Heartbeat 2 COMPLETE", "Heartbeat 3 COMPLETE");
    assertThat(talk.heard.reasons())
        .containsExactly(AnomalyReason.IMPLAUSIBLE_FRAME_SIZE, AnomalyReason.RESYNCHRONISED);
  }
}
