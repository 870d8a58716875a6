package io.streamgauge.protocol.exchange;

import static io.streamgauge.protocol.exchange.MatchingTest.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.ShareFetchRequestData;
import org.apache.kafka.common.message.ShareFetchResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broker time, waiting, and what is neither. Each piece comes 1 ms after the one before. */
class TimingTest {
  private static final long MILLI = 1_000_000L;

  private final Talk talk = Talk.fromStart();

  private static byte[] alive(int id, int throttleMillis) {
    return Frames.response(4, id, new HeartbeatResponseData().setThrottleTimeMs(throttleMillis));
  }

  private ExchangeRecord exchange(int index) {
    return talk.heard.exchanges.get(index);
  }

  @Test
  void brokerTimeEndsWithTheFirstResponseByte() {
    byte[] answer = alive(1, 0);

    talk.request(heartbeat(1)).later(9).response(Arrays.copyOf(answer, 3)).later(50);
    talk.response(Arrays.copyOfRange(answer, 3, answer.length));

    assertThat(exchange(0).brokerNanos()).isEqualTo(10 * MILLI);
    assertThat(exchange(0).latencyNanos()).isEqualTo(61 * MILLI);
    assertThat(exchange(0).waitNanos()).isZero();
  }

  @Test
  void pipelinedRequestsQueueAndThatIsNotBrokerTime() {
    talk.request(heartbeat(1), heartbeat(2)).later(99).response(alive(1, 0)).later(4);

    talk.response(alive(2, 0));

    assertThat(exchange(0).brokerNanos()).isEqualTo(101 * MILLI);
    assertThat(exchange(1).brokerNanos()).isEqualTo(5 * MILLI);
    assertThat(exchange(1).latencyNanos()).isEqualTo(105 * MILLI);
  }

  @Test
  void aRequestThatQueuedBehindAnAnswerNobodySawHasNoBrokerTime() {
    talk.request(heartbeat(1), heartbeat(2), heartbeat(3)).later(99);
    talk.gap(Direction.RESPONSE, alive(1, 0).length);

    talk.response(alive(2, 0)).later(4).response(alive(3, 0));

    assertThat(exchange(0).status()).isEqualTo(ExchangeStatus.NO_RESPONSE);
    assertThat(exchange(1).brokerNanos()).isEqualTo(Exchange.UNKNOWN);
    assertThat(exchange(1).waitNanos()).isEqualTo(Exchange.UNKNOWN);
    assertThat(exchange(2).brokerNanos()).isEqualTo(5 * MILLI);
  }

  @Test
  void theMuteAfterThrottlingIsNotBrokerTime() {
    talk.request(heartbeat(1)).response(alive(1, 200));

    talk.request(heartbeat(2)).later(202).response(alive(2, 0));

    assertThat(exchange(0).throttleMillis()).isEqualTo(200);
    assertThat(exchange(1).brokerNanos()).isEqualTo(4 * MILLI);
  }

  @Test
  void aMuteThatOldBrokersDoNotKeepIsNone() {
    talk.request(heartbeat(1)).response(alive(1, 200));

    talk.request(heartbeat(2)).later(6).response(alive(2, 0));

    assertThat(exchange(1).brokerNanos()).isEqualTo(7 * MILLI);
  }

  static Stream<Arguments> groupWaits() {
    return Stream.of(
        Arguments.of(7, new JoinGroupRequestData(), new JoinGroupResponseData()),
        Arguments.of(5, new SyncGroupRequestData(), new SyncGroupResponseData()),
        Arguments.of(1, new ShareFetchRequestData(), new ShareFetchResponseData()));
  }

  @ParameterizedTest
  @MethodSource("groupWaits")
  void joiningAndSyncingAGroupAndFetchingAShareIsWaiting(
      int version, ApiMessage request, ApiMessage response) {
    talk.request(Frames.request(version, 1, "c", request)).later(2_999);

    talk.response(Frames.response(version, 1, response));

    assertThat(exchange(0).waitNanos()).isEqualTo(3_000 * MILLI);
    assertThat(exchange(0).brokerNanos()).isZero();
  }

  static byte[] fetch(int id, int maxWait, int minBytes) {
    FetchRequestData data = new FetchRequestData().setMaxWaitMs(maxWait).setMinBytes(minBytes);
    data.topics()
        .add(
            new FetchRequestData.FetchTopic()
                .setTopic("t")
                .setPartitions(List.of(new FetchRequestData.FetchPartition().setFetchOffset(5))));
    return Frames.request(11, id, "c", data);
  }

  static byte[] fetched(int id, int error, MemoryRecords records) {
    FetchResponseData data = new FetchResponseData();
    data.responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic("t")
                .setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setErrorCode((short) error)
                            .setHighWatermark(9)
                            .setRecords(records))));
    return Frames.response(11, id, data);
  }

  static Stream<Arguments> fetches() {
    MemoryRecords some = Produced.records(new byte[100]);
    return Stream.of(
        Arguments.of("nothing came", 500, 1, 0, MemoryRecords.EMPTY, true),
        Arguments.of("less than min_bytes came", 500, 1_000, 0, some, true),
        Arguments.of("enough came", 500, 1, 0, some, false),
        Arguments.of("it may not wait", 0, 1, 0, MemoryRecords.EMPTY, false),
        Arguments.of("it wants nothing", 500, 0, 0, MemoryRecords.EMPTY, false),
        Arguments.of("an error ends the wait", 500, 1, 6, MemoryRecords.EMPTY, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fetches")
  void aFetchWaitsForMinBytes(
      String name, int maxWait, int minBytes, int error, MemoryRecords records, boolean waits) {
    talk.request(fetch(1, maxWait, minBytes)).later(499);

    talk.response(fetched(1, error, records));

    assertThat(exchange(0).waitNanos()).isEqualTo(waits ? 500 * MILLI : 0);
    assertThat(exchange(0).brokerNanos()).isEqualTo(waits ? 0 : 500 * MILLI);
  }
}
