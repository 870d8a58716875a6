package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.details.MetadataDetails;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and versions: what passive decoders get wrong. */
class HeadersTest {
  private static final short UNSUPPORTED_VERSION = 35;

  private final Talk talk = Talk.fromStart();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void apiVersionsResponsesAlwaysHaveHeaderVersionZero(int version) {
    ApiVersionsRequestData request = new ApiVersionsRequestData();
    if (version >= 3) {
      request.setClientSoftwareName("apache-kafka-java").setClientSoftwareVersion("4.4.0");
    }
    talk.request(Frames.request(version, 1, "c", request));

    talk.response(Frames.response(version, 1, supported((short) 0)));

    assertThat(talk.heard.summary()).containsExactly("ApiVersions 1 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).errorCode()).isZero();
    assertThat(talk.heard.anomalies).isEmpty();
  }

  private static ApiVersionsResponseData supported(short error) {
    ApiVersionsResponseData data = new ApiVersionsResponseData().setErrorCode(error);
    data.apiKeys()
        .add(
            new ApiVersionsResponseData.ApiVersion()
                .setApiKey((short) 18)
                .setMinVersion((short) 0)
                .setMaxVersion((short) 3));
    return data;
  }

  @Test
  void brokerThatDoesNotKnowTheVersionAnswersWithAVersionZeroBody() {
    talk.request(
        Frames.request(
            4,
            1,
            "c",
            new ApiVersionsRequestData().setClientSoftwareName("n").setClientSoftwareVersion("1")));

    talk.response(Frames.response(0, 1, supported(UNSUPPORTED_VERSION)));

    assertThat(talk.heard.summary()).containsExactly("ApiVersions 1 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).errorCode()).isEqualTo(UNSUPPORTED_VERSION);
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void theSameForAVersionThatNoReleaseLists() {
    talk.request(Frames.frame(header(18, 99, 5), new byte[] {0, 0, 1, 2, 3}));

    talk.response(Frames.response(0, 5, supported(UNSUPPORTED_VERSION)));

    assertThat(talk.heard.summary()).containsExactly("ApiVersions 5 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).errorCode()).isEqualTo(UNSUPPORTED_VERSION);
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.UNKNOWN_API_VERSION);
  }

  @Test
  void aVersionThatNoReleaseListsIsReadWithNoOther() {
    // Given bytes that fit the newest version that is listed
    int newest = 13;
    byte[] request = Frames.request(newest, 5, "c", new MetadataRequestData());
    ByteBuffer.wrap(request).putShort(6, (short) 99);
    byte[] response =
        Frames.response(
            newest, 5, new MetadataResponseData().setClusterId("cluster").setThrottleTimeMs(9));

    // When
    talk.request(request).response(response);

    // Then
    ExchangeRecord exchange = talk.close().exchanges.get(0);
    assertThat(talk.heard.summary()).containsExactly("Metadata 5 COMPLETE");
    assertThat(exchange.details()).isSameAs(HeaderOnly.INSTANCE);
    assertThat(exchange.errorCode()).isEqualTo(Exchange.NO_ERROR_CODE);
    assertThat(talk.heard.reasons()).contains(AnomalyReason.UNKNOWN_API_VERSION);
    assertThat(talk.statistics().decodedBytes(Direction.REQUEST)).isZero();
  }

  private static byte[][] halves(byte[] frame) {
    int half = frame.length / 2;
    return new byte[][] {Arrays.copyOf(frame, half), Arrays.copyOfRange(frame, half, frame.length)};
  }

  static Stream<String> clientIds() {
    return Stream.of(null, "", "c", "группа-ü-消费者", "x".repeat(300));
  }

  @ParameterizedTest
  @MethodSource("clientIds")
  void clientIdIsNullableAndNeverCompact(String clientId) {
    // Whole and in pieces, which are not read by the same code.
    for (int version : List.of(3, 4)) {
      byte[] request = Frames.request(version, version, clientId, new HeartbeatRequestData());
      byte[] response = Frames.response(version, version, new HeartbeatResponseData());
      talk.request(request).response(response).request(halves(request)).response(response);
    }

    assertThat(talk.heard.exchanges)
        .extracting(ExchangeRecord::clientId)
        .containsExactly(clientId, clientId, clientId, clientId);
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void anAbsurdClientIdIsCut() {
    talk.request(Frames.request(3, 1, "x".repeat(30_000), new HeartbeatRequestData()))
        .response(Frames.response(3, 1, new HeartbeatResponseData()));

    assertThat(talk.heard.exchanges.get(0).clientId()).isEqualTo("x".repeat(1_024));
  }

  @Test
  void controlledShutdownVersionZeroHasNoClientId() {
    byte[] brokerId = {0, 0, 0, 3};
    byte[] header =
        ByteBuffer.allocate(8).putShort((short) 7).putShort((short) 0).putInt(9).array();
    talk.request(Frames.frame(header, brokerId));

    talk.response(Frames.frame(new byte[] {0, 0, 0, 9}, new byte[] {0, 0, 0, 0, 0, 0}));

    assertThat(talk.heard.summary()).containsExactly("ControlledShutdown 9 COMPLETE");
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void headersMayCarryTaggedFields() {
    RequestHeaderData request =
        new RequestHeaderData()
            .setRequestApiKey((short) 12)
            .setRequestApiVersion((short) 4)
            .setCorrelationId(1)
            .setClientId("c");
    request.unknownTaggedFields().add(new RawTaggedField(7, new byte[200]));
    request.unknownTaggedFields().add(new RawTaggedField(9000, new byte[0]));
    ResponseHeaderData response = new ResponseHeaderData().setCorrelationId(1);
    response.unknownTaggedFields().add(new RawTaggedField(3, new byte[] {1, 2, 3}));

    talk.request(
            Frames.frame(
                Frames.bytes(request, (short) 2),
                Frames.bytes(new HeartbeatRequestData().setGroupId("g"), (short) 4)))
        .response(
            Frames.frame(
                Frames.bytes(response, (short) 1),
                Frames.bytes(new HeartbeatResponseData().setErrorCode((short) 27), (short) 4)));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 1 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).errorCode()).isEqualTo(27);
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void taggedFieldsMayStandAnywhereInABody() {
    MetadataResponseData answer = new MetadataResponseData().setClusterId("c").setControllerId(1);
    MetadataResponseData.MetadataResponsePartition partition =
        new MetadataResponseData.MetadataResponsePartition().setPartitionIndex(4).setLeaderId(1);
    MetadataResponseData.MetadataResponseTopic topic =
        new MetadataResponseData.MetadataResponseTopic()
            .setName("t")
            .setPartitions(List.of(partition));
    answer.topics().add(topic);
    partition.unknownTaggedFields().add(new RawTaggedField(5, new byte[300]));
    topic.unknownTaggedFields().add(new RawTaggedField(0, new byte[] {9, 9}));
    topic.unknownTaggedFields().add(new RawTaggedField(70_000, new byte[0]));
    answer.unknownTaggedFields().add(new RawTaggedField(1, new byte[1]));
    MetadataRequestData request = new MetadataRequestData();
    request.unknownTaggedFields().add(new RawTaggedField(2, new byte[50]));

    talk.request(Frames.request(12, 1, "c", request)).response(Frames.response(12, 1, answer));

    assertThat(talk.heard.summary()).containsExactly("Metadata 1 COMPLETE");
    assertThat(talk.heard.anomalies).isEmpty();
    MetadataDetails details = (MetadataDetails) talk.heard.exchanges.get(0).details();
    assertThat(details.topics().get(0).partitions().get(0).partition()).isEqualTo(4);
  }

  @Test
  void vendorApisAreSkippedByLengthAndStillMatched() {
    talk.request(
        Frames.frame(header(12_345, 3, 1), new byte[90]),
        Frames.request(1, 2, "c", new MetadataRequestData()));

    talk.response(
        Frames.frame(new byte[] {0, 0, 0, 1}, new byte[500]),
        Frames.response(1, 2, new MetadataResponseData()));

    assertThat(talk.heard.summary()).containsExactly("Unknown 1 COMPLETE", "Metadata 2 COMPLETE");
    assertThat(talk.heard.exchanges.get(0).apiKey()).isEqualTo(12_345);
    assertThat(talk.heard.exchanges.get(0).clientId()).isEqualTo("me");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.UNKNOWN_API_KEY);
    assertThat(talk.statistics().undecodableBytes(Direction.REQUEST)).isEqualTo(4 + 12 + 90);
    assertThat(talk.statistics().undecodableBytes(Direction.RESPONSE)).isEqualTo(4 + 4 + 500);
  }

  private static byte[] header(int apiKey, int version, int correlationId) {
    return ByteBuffer.allocate(12)
        .putShort((short) apiKey)
        .putShort((short) version)
        .putInt(correlationId)
        .putShort((short) 2)
        .put("me".getBytes(StandardCharsets.US_ASCII))
        .array();
  }

  @Test
  void bytesAfterAnApiVersionsRequestAreTolerated() {
    byte[] plain = Frames.request(0, 1, "rdkafka", new ApiVersionsRequestData());
    byte[] content = new byte[plain.length - 4 + 6];
    System.arraycopy(plain, 4, content, 0, plain.length - 4);

    talk.request(Frames.frame(content)).response(Frames.response(0, 1, supported((short) 0)));

    assertThat(talk.heard.summary()).containsExactly("ApiVersions 1 COMPLETE");
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void bytesAfterOtherBodiesAreCounted() {
    byte[] longer =
        Frames.concat(Frames.bytes(new HeartbeatResponseData(), (short) 1), new byte[3]);

    talk.request(Frames.request(1, 1, "c", new HeartbeatRequestData()))
        .response(Frames.frame(new byte[] {0, 0, 0, 1}, longer));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 1 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.TRAILING_BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void anyCorrelationIdWillDo(int id) {
    talk.request(Frames.request(4, id, "c", new HeartbeatRequestData()))
        .request(Frames.request(4, id + 1, "c", new HeartbeatRequestData()))
        .response(halves(Frames.response(4, id, new HeartbeatResponseData())))
        .response(Frames.response(4, id + 1, new HeartbeatResponseData()));

    assertThat(talk.heard.exchanges)
        .extracting(ExchangeRecord::correlationId)
        .containsExactly(id, id + 1);
    assertThat(talk.heard.anomalies).isEmpty();
  }

  @Test
  void aMalformedBodyCostsItsOwnExchangeOnly() {
    byte[] bad = {0, 0, 0, 1, 0, 12, 0, 1, 0, 0, 0, 1, 0, 1, 'c', 127, -1, 'x'};
    byte[] framed = Frames.frame(Arrays.copyOfRange(bad, 4, bad.length));

    talk.request(framed, MatchingTest.heartbeat(2))
        .response(Frames.response(1, 1, new HeartbeatResponseData()), MatchingTest.alive(2));

    assertThat(talk.heard.summary()).containsExactly("Heartbeat 1 PARTIAL", "Heartbeat 2 COMPLETE");
    assertThat(talk.heard.reasons()).containsExactly(AnomalyReason.MALFORMED_BODY);
  }
}
