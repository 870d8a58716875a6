package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that hold whole valid responses with the right correlation ids, fetched while packets are
 * lost. What a payload's author cannot know is where the stream stands when a request is sent.
 */
class ForgedResponsesTest {
  private static final int FORGED_THROTTLE = 666;
  private static final int LOST = 20;

  private final Talk talk = Talk.fromStart();

  private static byte[] fetch(int id) {
    FetchRequestData data = new FetchRequestData().setMaxWaitMs(500);
    data.topics()
        .add(
            new FetchRequestData.FetchTopic()
                .setTopic("orders")
                .setPartitions(List.of(new FetchRequestData.FetchPartition().setFetchOffset(7))));
    return Frames.request(11, id, "c", data);
  }

  private static byte[] empty(int id, int throttle) {
    return Frames.response(11, id, new FetchResponseData().setThrottleTimeMs(throttle));
  }

  /** An answer whose last bytes are those of a record. */
  private static byte[] fetched(int id, byte[] value) {
    FetchResponseData data = new FetchResponseData();
    data.responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic("orders")
                .setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setHighWatermark(9)
                            .setRecords(Produced.records(value)))));
    byte[] frame = Frames.response(11, id, data);
    // behind the value stands the number of headers, 0: written over, so that the value comes last
    System.arraycopy(value, 0, frame, frame.length - value.length, value.length);
    return frame;
  }

  /** The segment before the forged frame is lost, and with it the answer's beginning. */
  private Talk forgedAnswer(int id, byte[] forged) {
    byte[] answer = fetched(id, forged);
    int from = answer.length - forged.length;
    return talk.gap(Direction.RESPONSE, from)
        .response(Arrays.copyOfRange(answer, from, answer.length));
  }

  private List<Integer> throttles() {
    return talk.heard.exchanges.stream().map(ExchangeRecord::throttleMillis).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aForgedResponseWithTheRightCorrelationIdIsNotBelieved(int losses) {
    // Given a client that waits for each answer
    for (int id = 1; id <= losses; id++) {
      talk.request(fetch(id));
      forgedAnswer(id, empty(id, FORGED_THROTTLE));
    }

    // When
    talk.request(fetch(9)).response(empty(9, 0));

    // Then the true answer is told from the forged ones, and each request is there once
    talk.close();
    assertThat(throttles()).doesNotContain(FORGED_THROTTLE);
    assertThat(talk.heard.summary().subList(0, losses))
        .isEqualTo(
            IntStream.rangeClosed(1, losses).mapToObj(i -> "Fetch " + i + " NO_RESPONSE").toList());
    assertThat(talk.heard.summary().get(losses)).isEqualTo("Fetch 9 COMPLETE");
    assertThat(talk.heard.summary()).hasSize(losses + 1);
  }

  @Test
  void aForgedFrameInTheMidstOfAnAnswerIsNotBelievedAtTheEndOfItsSegment() {
    // Given
    byte[] forged = empty(1, FORGED_THROTTLE);
    byte[] answer = fetched(1, Frames.concat(forged, new byte[500]));
    int from = answer.length - 500 - forged.length;
    talk.request(fetch(1));

    // When the first segment is lost, and the second ends where the forged frame ends
    talk.gap(Direction.RESPONSE, from)
        .response(
            Arrays.copyOfRange(answer, from, from + forged.length),
            Arrays.copyOfRange(answer, from + forged.length, answer.length));
    talk.request(fetch(2)).response(empty(2, 0));

    // Then
    talk.close();
    assertThat(throttles()).doesNotContain(FORGED_THROTTLE);
    assertThat(talk.heard.summary()).containsExactly("Fetch 1 NO_RESPONSE", "Fetch 2 COMPLETE");
  }

  @Test
  void aForgedRequestThatLeadsTheWayIsNotBelievedEither() {
    // Given answers that were lost whole, so that several ids may be guessed
    talk.request(fetch(1)).gap(Direction.RESPONSE, LOST).request(fetch(2));
    forgedAnswer(2, Frames.concat(empty(1, FORGED_THROTTLE), empty(2, FORGED_THROTTLE)));

    // When
    talk.request(fetch(3)).response(empty(3, 0));

    // Then
    talk.close();
    assertThat(throttles()).doesNotContain(FORGED_THROTTLE);
    assertThat(talk.heard.summary())
        .containsExactly("Fetch 1 NO_RESPONSE", "Fetch 2 NO_RESPONSE", "Fetch 3 COMPLETE");
  }

  @Test
  void aClientThatIsNeverIdleIsFoundAgainByAChainOfAnswers() {
    // Given three fetches in flight at any time
    talk.request(fetch(1), fetch(2), fetch(3));
    talk.gap(Direction.RESPONSE, empty(1, 0).length).request(fetch(4));

    // When
    for (int id = 2; id < 20; id++) {
      talk.response(empty(id, 0)).request(fetch(id + 3));
    }

    // Then it costs what was in flight when the chain began
    List<String> summary = talk.heard.summary();
    assertThat(summary.subList(0, 4))
        .containsExactly(
            "Fetch 1 NO_RESPONSE",
            "Fetch 2 NO_RESPONSE",
            "Fetch 3 NO_RESPONSE",
            "Fetch 4 NO_RESPONSE");
    assertThat(summary.subList(4, summary.size()))
        .isNotEmpty()
        .allMatch(s -> s.endsWith("COMPLETE"));
    assertThat(summary).hasSize(19);
  }

  @Test
  void answersThatCannotHoldForeignBytesAreBelievedAtOnce() {
    // Given heartbeats in flight
    talk.request(MatchingTest.heartbeat(1), MatchingTest.heartbeat(2), MatchingTest.heartbeat(3));

    // When
    talk.gap(Direction.RESPONSE, MatchingTest.alive(1).length)
        .response(MatchingTest.alive(2), MatchingTest.alive(3));

    // Then
    assertThat(talk.close().summary())
        .containsExactly("Heartbeat 1 NO_RESPONSE", "Heartbeat 2 COMPLETE", "Heartbeat 3 COMPLETE");
  }

  /** The known hole, as docs/safety.md has it: whoever closes it changes that text too. */
  @Test
  void aForgerWhoAnswersAllInFlightAndWhatIsAskedNextIsBelievedOnce() {
    // Given a client with three fetches in flight, and a record that answers these and the next
    byte[] forged =
        Frames.concat(
            Frames.concat(empty(1, FORGED_THROTTLE), empty(2, FORGED_THROTTLE)),
            Frames.concat(empty(3, FORGED_THROTTLE), empty(4, FORGED_THROTTLE)));
    byte[] answer = fetched(1, forged);
    int from = answer.length - forged.length;
    int last = answer.length - empty(4, FORGED_THROTTLE).length;
    talk.request(fetch(1), fetch(2), fetch(3));

    // When the segment before is lost, and the next request is sent while the record comes
    talk.gap(Direction.RESPONSE, from)
        .response(Arrays.copyOfRange(answer, from, last))
        .request(fetch(4))
        .response(Arrays.copyOfRange(answer, last, answer.length));

    // Then the last of them is believed, and none of the others
    talk.close();
    assertThat(talk.heard.summary())
        .containsExactly(
            "Fetch 1 NO_RESPONSE",
            "Fetch 2 NO_RESPONSE",
            "Fetch 3 NO_RESPONSE",
            "Fetch 4 COMPLETE");
    assertThat(throttles()).containsExactly(0, 0, 0, FORGED_THROTTLE);
  }

  /** The other half of the known hole. */
  @Test
  void aForgedAnswerThatBeginsWhereTheNextRequestIsSentIsBelieved() {
    // Given
    byte[] forged = empty(2, FORGED_THROTTLE);
    byte[] answer = fetched(1, Frames.concat(new byte[500], forged));
    int from = answer.length - forged.length;

    // When a client does not wait for the rest of an answer, and asks just before the forged one
    talk.request(fetch(1))
        .gap(Direction.RESPONSE, from)
        .request(fetch(2))
        .response(Arrays.copyOfRange(answer, from, answer.length));

    // Then
    talk.close();
    assertThat(talk.heard.summary()).containsExactly("Fetch 1 NO_RESPONSE", "Fetch 2 COMPLETE");
    assertThat(throttles()).containsExactly(0, FORGED_THROTTLE);
  }
}
