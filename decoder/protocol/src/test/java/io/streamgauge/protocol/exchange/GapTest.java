package io.streamgauge.protocol.exchange;

import static io.streamgauge.protocol.exchange.MatchingTest.alive;
import static io.streamgauge.protocol.exchange.MatchingTest.heartbeat;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.PartitionDetails;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.Test;

class GapTest {
  private static final short ALL = -1;

  private final Talk talk = Talk.fromStart();

  /** Feeds the request without the bytes between two indexes. */
  private void withHole(byte[] request, int from, int to) {
    talk.request(Arrays.copyOf(request, from))
        .gap(Direction.REQUEST, to - from)
        .request(Arrays.copyOfRange(request, to, request.length));
  }

  @Test
  void aGapInsideSkippedBytesCostsNothing() {
    byte[] value = new byte[5_000];
    Arrays.fill(value, (byte) 7);
    byte[] request = Produced.request(1, ALL, Produced.records(value));
    int payload = Produced.indexOf(request, value);

    withHole(request, payload + 100, payload + 4_900);
    talk.response(Produced.response(1));

    assertThat(talk.heard.summary()).containsExactly("Produce 1 COMPLETE");
    PartitionDetails details = (PartitionDetails) talk.heard.exchanges.get(0).details();
    assertThat(details.row(0).records()).isEqualTo(1);
    assertThat(talk.heard.anomalies).isEmpty();
    assertThat(talk.statistics().gapBytes(Direction.REQUEST)).isZero();
    assertThat(talk.statistics().decodedBytes(Direction.REQUEST)).isEqualTo(request.length);
  }

  @Test
  void aGapInsideWhatMustBeReadCostsThatExchangeOnly() {
    byte[] first = Produced.request(1, ALL, 2);

    withHole(first, 30, 40);
    talk.request(heartbeat(2)).response(Produced.response(1), alive(2));

    assertThat(talk.heard.summary()).containsExactly("Produce 1 PARTIAL", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.GAP);
    assertThat(talk.statistics().gapBytes(Direction.REQUEST)).isEqualTo(10);
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(first.length - 10);
  }

  @Test
  void aGapInsideTheHeaderHidesTheRequestButNotTheNext() {
    withHole(heartbeat(1), 6, 10);

    talk.request(heartbeat(2)).response(alive(1), alive(2));

    assertThat(talk.heard.summary())
        .containsExactly("Unknown 1 NO_REQUEST", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void aGapAcrossABoundaryIsSearchedOver() {
    byte[] requests = Frames.concat(heartbeat(1), heartbeat(2));
    talk.request(Arrays.copyOf(requests, 27))
        .gap(Direction.REQUEST, requests.length - 37)
        .request(Arrays.copyOfRange(requests, requests.length - 10, requests.length));

    talk.response(alive(1), alive(2)).request(heartbeat(3)).response(alive(3));

    assertThat(talk.heard.summary())
        .containsExactly("Heartbeat 1 PARTIAL", "Unknown 2 NO_REQUEST", "Heartbeat 3 COMPLETE");
    assertThat(talk.heard.reasons())
        .containsExactly(AnomalyReason.GAP, AnomalyReason.RESYNCHRONISED);
  }

  @Test
  void lostResponsesLeaveTheirRequestsUnanswered() {
    talk.request(heartbeat(1), heartbeat(2), heartbeat(3))
        .gap(Direction.RESPONSE, alive(1).length + alive(2).length)
        .response(alive(3));

    assertThat(talk.heard.summary())
        .containsExactly(
            "Heartbeat 1 NO_RESPONSE", "Heartbeat 2 NO_RESPONSE", "Heartbeat 3 COMPLETE");
    assertThat(talk.heard.reasons())
        .containsExactly(AnomalyReason.GAP, AnomalyReason.RESYNCHRONISED);
  }

  @Test
  void aResponseBrokenOffByAGapIsPartial() {
    byte[] answer = alive(1);
    talk.request(heartbeat(1), heartbeat(2))
        .response(Arrays.copyOf(answer, 9))
        .gap(Direction.RESPONSE, 3_000)
        .response(alive(2));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 1 PARTIAL", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).responseLastNanos()).isEqualTo(Exchange.NO_TIME);
    assertThat(talk.heard.exchanges.get(0).latencyNanos()).isEqualTo(Exchange.UNKNOWN);
  }

  @Test
  void aBatchCutByTheEndOfItsConnectionIsAResponseCutShort() {
    MemoryRecords records = Produced.records(new byte[500]);
    byte[] answer = TimingTest.fetched(1, 0, records);
    int seen = answer.length - records.sizeInBytes() + 30;
    talk.request(TimingTest.fetch(1, 500, 1));

    talk.response(Arrays.copyOf(answer, seen)).close();

    assertThat(talk.heard.summary()).containsExactly("Fetch 1 PARTIAL");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.CUT_SHORT);
    Anomaly anomaly = talk.heard.anomalies.get(0);
    assertThat(anomaly.direction()).isEqualTo(Direction.RESPONSE);
    assertThat(anomaly.bytes()).isEqualTo(seen);
  }

  @Test
  void aRequestCutByTheEndOfItsConnectionIsCutShort() {
    byte[] request = Produced.request(1, ALL, Produced.records(new byte[500]));

    talk.request(Arrays.copyOf(request, 100)).close();

    assertThat(talk.heard.summary()).containsExactly("Produce 1 PARTIAL");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.CUT_SHORT);
    assertThat(talk.heard.anomalies.get(0).direction()).isEqualTo(Direction.REQUEST);
  }

  @Test
  void recordsThatCannotBeCountedAreToldOnTheSideThatCarriesThem() {
    byte[] opaque = Produced.uncountable();
    talk.request(TimingTest.fetch(1, 500, 1))
        .response(TimingTest.fetched(1, 0, MemoryRecords.readableRecords(ByteBuffer.wrap(opaque))));

    assertThat(talk.heard.summary()).containsExactly("Fetch 1 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.UNCOUNTABLE_RECORDS);
    assertThat(talk.heard.anomalies.get(0).direction()).isEqualTo(Direction.RESPONSE);
  }

  @Test
  void aGapOfUnknownLengthIsSearchedOverToo() {
    talk.request(heartbeat(1))
        .gap(Direction.REQUEST, Long.MAX_VALUE)
        .request(heartbeat(5))
        .response(alive(1), alive(5))
        .close();

    assertThat(talk.heard.summary())
        .containsExactly("Heartbeat 1 COMPLETE", "Heartbeat 5 COMPLETE");
    assertThat(talk.statistics().gapBytes(Direction.REQUEST)).isZero();
  }

  @Test
  void aConnectionUnderWayIsPickedUpWithItsFirstAnsweredRequest() {
    Talk midStream = Talk.midStream();

    midStream
        .request(Arrays.copyOfRange(heartbeat(1), 5, 20))
        .response(alive(1), Produced.response(2))
        .request(heartbeat(3))
        .response(alive(3));

    assertThat(midStream.heard.summary()).containsExactly("Heartbeat 3 COMPLETE");
    assertThat(midStream.heard.exchanges.get(0).errorCode()).isZero();
    assertThat(midStream.heard.anomalies).isEmpty();
    assertThat(midStream.statistics().decodedBytes(Direction.REQUEST))
        .isEqualTo(heartbeat(3).length);
    assertThat(midStream.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(15);
  }

  @Test
  void aResponseWhosePayloadLooksLikeResponsesIsPickedUpWhole() {
    int id = 2;
    byte[] decoy = alive(id);
    byte[] value = Frames.concat(decoy, new byte[9], decoy, decoy, new byte[700]);
    for (int pieces : new int[] {1, 2, 3, 7}) {
      Talk midStream = Talk.midStream();
      byte[] answer = TimingTest.fetched(id, 0, Produced.records(value));
      midStream.request(TimingTest.fetch(id, 500, 1));

      int length = (answer.length + pieces - 1) / pieces;
      for (int from = 0; from < answer.length; from += length) {
        int to = Math.min(answer.length, from + length);
        midStream.response(Arrays.copyOfRange(answer, from, to));
      }

      assertThat(midStream.heard.summary()).as("%d", pieces).containsExactly("Fetch 2 COMPLETE");
      PartitionDetails details = (PartitionDetails) midStream.heard.exchanges.get(0).details();
      assertThat(details.row(0).records()).isEqualTo(1);
    }
  }

  @Test
  void aBoundaryMayStraddleSegmentsWhenPickedUp() {
    byte[] request = heartbeat(3);
    for (int cut = 1; cut < request.length; cut++) {
      Talk midStream = Talk.midStream();

      midStream
          .request(Frames.concat(new byte[] {1, 2, 3, 4, 5}, Arrays.copyOf(request, cut)))
          .request(Arrays.copyOfRange(request, cut, request.length))
          .response(alive(3));

      assertThat(midStream.heard.summary())
          .as("cut at %d", cut)
          .containsExactly("Heartbeat 3 COMPLETE");
    }
  }

  @Test
  void aBodyThatLooksLikeMoreAnswersDoesNotSpoilTheAnswerItself() {
    // Given ranges whose numbers read like sizes and the correlation id of the pending request
    ApiVersionsResponseData ranges = new ApiVersionsResponseData();
    for (short key = 0; key < 40; key++) {
      ranges
          .apiKeys()
          .add(
              new ApiVersionsResponseData.ApiVersion()
                  .setApiKey(key)
                  .setMinVersion((short) 0)
                  .setMaxVersion((short) 2));
    }
    ApiVersionsRequestData request =
        new ApiVersionsRequestData().setClientSoftwareName("n").setClientSoftwareVersion("1");
    Talk midStream = Talk.midStream();

    midStream
        .request(Frames.request(3, 2, "admin", request))
        .response(Frames.response(3, 2, ranges));

    assertThat(midStream.heard.summary()).containsExactly("ApiVersions 2 COMPLETE");
  }

  @Test
  void nothingIsEmittedWithoutAnAnswer() {
    Talk midStream = Talk.midStream();

    midStream.request(heartbeat(1), heartbeat(2), heartbeat(3)).response(new byte[64]).close();

    assertThat(midStream.heard.exchanges).isEmpty();
  }

  @Test
  void aDirectionThatWasNeverCapturedLeavesCleanRequestsUnanswered() {
    Talk midStream = Talk.midStream();

    midStream.request(heartbeat(1), heartbeat(2)).close();

    assertThat(midStream.heard.summary())
        .containsExactly("Heartbeat 1 NO_RESPONSE", "Heartbeat 2 NO_RESPONSE");
  }

  @Test
  void forgedFramesAddNothingAndMislabelNothing() {
    for (int forgedId : new int[] {1, 2, 3, 77}) {
      for (int copies : new int[] {1, 3, 40}) {
        Talk victim = Talk.fromStart();
        byte[] forged = Produced.request(forgedId, ALL, 1);
        byte[][] many = new byte[copies][];
        Arrays.fill(many, forged);
        byte[] value = Frames.concat(many);
        byte[] request = Produced.request(1, ALL, Produced.records(value));
        int payload = Produced.indexOf(request, value);

        victim
            .request(heartbeat(0))
            .response(alive(0))
            .gap(Direction.REQUEST, payload)
            .request(Arrays.copyOfRange(request, payload, request.length))
            .response(Produced.response(1))
            .request(heartbeat(2))
            .response(alive(2))
            .request(heartbeat(3))
            .response(alive(3))
            .request(heartbeat(4))
            .response(alive(4))
            .close();

        assertThat(victim.heard.exchanges)
            .as("forged id %d, %d copies: %s", forgedId, copies, victim.heard.summary())
            .hasSizeLessThanOrEqualTo(5);
        assertThat(victim.heard.summary())
            .contains("Heartbeat 0 COMPLETE", "Heartbeat 4 COMPLETE")
            .doesNotContain("Produce 2 COMPLETE", "Produce 3 COMPLETE", "Produce 77 COMPLETE");
      }
    }
  }

  @Test
  void aForgedFrameWithTheIdOfARealOneIsNotBelieved() {
    byte[] value = Frames.concat(new byte[50], heartbeat(2), new byte[50]);
    byte[] request = Produced.request(1, ALL, Produced.records(value));
    int payload = Produced.indexOf(request, value);

    talk.gap(Direction.REQUEST, payload)
        .request(Arrays.copyOfRange(request, payload, request.length))
        .response(Produced.response(1))
        .request(Frames.request(4, 2, "c", new MetadataRequestData()))
        .response(Frames.response(4, 2, new MetadataResponseData().setClusterId("cluster")))
        .close();

    assertThat(talk.heard.summary())
        .noneMatch(exchange -> exchange.startsWith("Heartbeat"))
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aForgedFrameThatSwallowsTheRestDoesNotHideWhatFollows() {
    byte[] forged = Produced.request(9, ALL, Produced.records(new byte[100_000]));
    byte[] value = Arrays.copyOf(forged, 400);
    byte[] request = Produced.request(1, ALL, Produced.records(value));
    int payload = Produced.indexOf(request, value);

    talk.gap(Direction.REQUEST, payload)
        .request(Arrays.copyOfRange(request, payload, request.length))
        .response(Produced.response(1))
        .request(heartbeat(2))
        .response(alive(2))
        .close();

    assertThat(talk.heard.summary())
        .containsExactly("Unknown 1 NO_REQUEST", "Heartbeat 2 COMPLETE");
  }
}
