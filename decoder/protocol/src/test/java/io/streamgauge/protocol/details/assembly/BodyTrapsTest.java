package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.ConsumerGroupHeartbeatDetails;
import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.HeaderOnly;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.schema.Direction;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passive decoders get wrong about bodies. */
class BodyTrapsTest {
  private final Walk walk = new Walk();

  @Test
  void incrementalFetchSessionsWithoutTopicsAreNormal() {
    // When
    Walk.Result result =
        walk.exchange(
            1, 12, "{sessionId:5,sessionEpoch:9,replicaId:-1}", "{sessionId:5,responses:[]}");

    // Then
    PartitionDetails details = result.as(PartitionDetails.class);
    assertThat(details.size()).isZero();
    assertThat(details.sessionId()).isEqualTo(5);
    assertThat(details.sessionEpoch()).isEqualTo(9);
    assertThat(result.errorCode()).isZero();
  }

  @Test
  void aRefusedFetchSessionKeepsTheRequestsId() {
    // When
    Walk.Result result =
        walk.exchange(1, 12, "{sessionId:5,sessionEpoch:9}", "{errorCode:70,sessionId:0}");

    // Then
    assertThat(result.errorCode()).isEqualTo(70);
    assertThat(result.as(PartitionDetails.class).sessionId()).isEqualTo(5);
  }

  @Test
  void partitionsThatAFetchForgetsAreTold() {
    // Given
    PendingDetails pending = walk.assembler.acquire(1, 13);
    byte[] body =
        Walk.KAFKA.request(
            1, 13, "{forgottenTopicsData:[{topicId:'AAAAAAAAAAEAAAAAAAAAAg',partitions:[4,6]}]}");

    // When
    walk.walk(1, 13, Direction.REQUEST, body, walk.assembler.requestSink(pending), 3);

    // Then
    PartitionDetails forgotten = walk.assembler.forgotten(pending);
    assertThat(forgotten.size()).isEqualTo(2);
    assertThat(forgotten.row(1).partition()).isEqualTo(6);
    assertThat(forgotten.row(1).topicIdLow()).isEqualTo(2);
    assertThat(walk.assembler.requested(pending).size()).isZero();
    walk.assembler.release(pending);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 12, '{errorCode:70}', 70",
    "1, 12, '{responses:[{partitions:[{errorCode:0},{errorCode:3}]}]}', 3",
    "1, 12, '{errorCode:70,responses:[{partitions:[{errorCode:3}]}]}', 70",
    "3, 9, '{topics:[{name:''t'',errorCode:5,partitions:[{errorCode:9}]}]}', 5",
    "3, 13, '{errorCode:41,topics:[{name:''t'',errorCode:5}]}', 41",
    "18, 3, '{errorCode:35}', 35",
    "9, 7, '{topics:[{partitions:[{errorCode:3}]}],errorCode:16}', 16",
    "9, 8, '{groups:[{groupId:''g'',errorCode:16}]}', 16",
    "24, 3, '{resultsByTopicV3AndBelow:[{resultsByPartition:[{partitionErrorCode:48}]}]}', 48",
    "78, 1, '{responses:[{partitions:[{acknowledgeErrorCode:121}]}]}', 121",
    "35, 1, '{results:[{errorCode:57,logDir:''d''}]}', 57",
    "29, 3, '{errorCode:31}', 31",
    "3, 9, '{topics:[{name:''t''}]}', 0",
  })
  void errorsAtTheTopCountBeforeThoseOfParts(int key, int version, String response, int error) {
    assertThat(walk.exchange(key, version, null, response).errorCode()).isEqualTo(error);
  }

  @Test
  void apisWithoutDetailsStillGiveErrorAndThrottle() {
    // When
    Walk.Result result = walk.exchange(29, 3, "{}", "{throttleTimeMs:12,errorCode:31}");

    // Then
    assertThat(result.details()).isSameAs(HeaderOnly.INSTANCE);
    assertThat(result.throttleMillis()).isEqualTo(12);
  }

  @Test
  void nullInAKip848HeartbeatMeansUnchangedAndEmptyMeansNone() {
    // When
    ConsumerGroupHeartbeatDetails unchanged =
        walk.exchange(68, 1, "{groupId:'g',memberId:'m',memberEpoch:3}", "{memberEpoch:3}")
            .as(ConsumerGroupHeartbeatDetails.class);
    ConsumerGroupHeartbeatDetails emptied =
        walk.exchange(
                68,
                1,
                "{groupId:'g',subscribedTopicNames:[],topicPartitions:[]}",
                "{assignment:{topicPartitions:[]}}")
            .as(ConsumerGroupHeartbeatDetails.class);

    // Then
    assertThat(unchanged.subscribedTopics()).isNull();
    assertThat(unchanged.ownedPartitions()).isNull();
    assertThat(unchanged.assignment()).isNull();
    assertThat(emptied.subscribedTopics()).isEmpty();
    assertThat(emptied.ownedPartitions()).isEmpty();
    assertThat(emptied.assignment()).isEmpty();
  }

  @Test
  void aGroupsErrorAnswersItsRows() {
    // When
    PartitionDetails details =
        walk.exchange(
                9,
                8,
                "{groups:[{groupId:'a',topics:[{name:'t',partitionIndexes:[0]}]},"
                    + "{groupId:'b',topics:[{name:'t',partitionIndexes:[0]}]}]}",
                "{groups:[{groupId:'b',errorCode:16},{groupId:'a',topics:[{name:'t',"
                    + "partitions:[{partitionIndex:0,committedOffset:4}]}]}]}")
            .as(PartitionDetails.class);

    // Then
    assertThat(details.row(0).groupId()).isEqualTo("a");
    assertThat(details.row(0).errorCode()).isZero();
    assertThat(details.row(0).committedOffset()).isEqualTo(4);
    assertThat(details.row(1).groupId()).isEqualTo("b");
    assertThat(details.row(1).errorCode()).isEqualTo(16);
  }

  @Test
  void aBodyThatBreaksOffLeavesWhatWasReadBefore() {
    // Given
    byte[] body =
        Walk.KAFKA.response(
            3,
            9,
            "{clusterId:'c',brokers:[{nodeId:1,host:'h',port:9}],topics:["
                + "{name:'a',partitions:[{partitionIndex:0}]},"
                + "{name:'b',partitions:[{partitionIndex:0},{partitionIndex:1}]}]}");

    // When
    Walk.Result result = walk.exchange(3, 9, null, Arrays.copyOf(body, body.length - 20), null, 5);

    // Then
    MetadataDetails details = result.as(MetadataDetails.class);
    assertThat(details.clusterId()).isEqualTo("c");
    assertThat(details.brokers()).hasSize(1);
    assertThat(details.topics()).extracting(MetadataDetails.Topic::name).containsExactly("a");
  }

  @Test
  void randomBytesNeverThrowAndLeakNothing() {
    Random random = new Random(3);
    Walk.CATALOG
        .messages()
        .keySet()
        .forEach(
            id -> {
              byte[] bytes = new byte[1 + random.nextInt(120)];
              random.nextBytes(bytes);
              Arrays.fill(bytes, 0, Math.min(bytes.length, random.nextInt(12)), (byte) 0);
              boolean asks = id.direction() == Direction.REQUEST;
              walk.exchange(
                  id.apiKey(), id.version(), asks ? bytes : null, asks ? null : bytes, "PLAIN", 9);
            });
    assertThat(walk.assembler.isIdle()).isTrue();
  }

  @Test
  void rowsBeyondTheLimitAreDroppedAndCounted() {
    // Given
    Walk bounded = new Walk(new DetailsLimits(2, 3, 4, 10, 10, 64, 64));
    String request = "{groupId:'g',topics:[{name:'t',partitions:[{},{},{},{},{}]}]}";

    // When
    Walk.Result result =
        bounded.exchange(8, 8, Walk.KAFKA.request(8, 8, request), null, null, 100_000);

    // Then
    assertThat(result.as(PartitionDetails.class).size()).isEqualTo(3);
    assertThat(bounded.assembler.counters().rowsDropped()).isEqualTo(2);
    assertThat(bounded.assembler.isIdle()).isTrue();
  }

  @Test
  void valuesBeyondTheLimitAreDroppedAndCounted() {
    // Given
    Walk bounded = new Walk(new DetailsLimits(2, 3, 4, 10, 10, 64, 64));
    byte[] body =
        Walk.KAFKA.response(
            3, 9, "{brokers:[{nodeId:1},{nodeId:2},{nodeId:3},{nodeId:4}],topics:[{name:'t'}]}");

    // When
    Walk.Result result = bounded.exchange(3, 9, null, body, null, 100_000);

    // Then
    assertThat(result.as(MetadataDetails.class).brokers().size()).isLessThan(4);
    assertThat(bounded.assembler.counters().valuesDropped()).isPositive();
  }

  @Test
  void valuesOfAllExchangesTogetherAreBounded() {
    // Given exchanges in flight whose answers bring ten times as many values as all may hold
    int most = 300;
    DetailsAssembler bounded =
        new DetailsAssembler(Walk.PROGRAMS, new DetailsLimits(1_000, 3, 4, 1_000, most, 64, 64));
    byte[] brokers =
        Walk.KAFKA.response(3, 9, "{brokers:[{nodeId:1},{nodeId:2},{nodeId:3},{nodeId:4}]}");
    int wanted = valuesOf(brokers);
    List<PendingDetails> inFlight = new ArrayList<>();

    // When
    for (int i = 0; i * wanted < 10 * most; i++) {
      inFlight.add(walked(bounded, brokers));
      assertThat(bounded.valuesHeld()).isLessThanOrEqualTo(most);
    }

    // Then each value beyond the bound is counted, and what was held is there again afterwards
    assertThat(bounded.valuesHeld()).isEqualTo(most);
    assertThat(bounded.counters().valuesDropped()).isGreaterThanOrEqualTo(inFlight.size() / 2);
    inFlight.forEach(bounded::release);
    assertThat(bounded.isIdle()).isTrue();
    PendingDetails next = walked(bounded, brokers);
    assertThat(((MetadataDetails) bounded.details(next)).brokers()).hasSize(4);
    bounded.release(next);
  }

  private static int valuesOf(byte[] brokers) {
    DetailsAssembler free = new DetailsAssembler(Walk.PROGRAMS, DetailsLimits.DEFAULT);
    PendingDetails pending = walked(free, brokers);
    int values = free.valuesHeld();
    free.release(pending);
    return values;
  }

  private static PendingDetails walked(DetailsAssembler assembler, byte[] metadata) {
    PendingDetails pending = assembler.acquire(3, 9);
    ProgramCursor cursor = new ProgramCursor();
    cursor.begin(
        Walk.PROGRAMS.programs().find(3, 9, Direction.RESPONSE),
        metadata.length,
        assembler.responseSink(pending));
    cursor.feed(ByteBuffer.wrap(metadata), 0, metadata.length);
    return pending;
  }

  @Test
  void exchangesBeyondTheLimitGiveTheirErrorsOnly() {
    // Given
    Walk bounded = new Walk(new DetailsLimits(1, 3, 4, 10, 10, 64, 64));
    PendingDetails first = bounded.assembler.acquire(8, 8);

    // When
    Walk.Result refused =
        bounded.exchange(
            8,
            8,
            Walk.KAFKA.request(8, 8, "{groupId:'g',topics:[{name:'t',partitions:[{}]}]}"),
            Walk.KAFKA.response(8, 8, "{topics:[{name:'t',partitions:[{errorCode:25}]}]}"),
            null,
            100_000);

    // Then
    assertThat(refused.details()).isSameAs(HeaderOnly.INSTANCE);
    assertThat(refused.errorCode()).isEqualTo(25);
    assertThat(bounded.assembler.counters().slotsRefused()).isEqualTo(1);
    bounded.assembler.release(first);
    assertThat(bounded.assembler.isIdle()).isTrue();
  }

  @Test
  void unknownKeysGiveHeaderOnly() {
    PendingDetails pending = walk.assembler.acquire(10_007, 3);
    assertThat(walk.assembler.details(pending)).isSameAs(HeaderOnly.INSTANCE);
    assertThat(walk.assembler.errorCode(pending))
        .isEqualTo(Details.NO_ERROR_CODE)
        .isEqualTo(Exchange.NO_ERROR_CODE);
    walk.assembler.release(pending);
  }
}
