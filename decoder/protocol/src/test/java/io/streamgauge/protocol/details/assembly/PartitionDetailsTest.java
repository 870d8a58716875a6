package io.streamgauge.protocol.details.assembly;

import static io.streamgauge.protocol.details.PartitionRow.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The partition apis in all their versions. */
class PartitionDetailsTest {
  private static final String NAMED =
      "name:'orders',topic:'orders',topicId:'AAAAAAAAAAEAAAAAAAAAAg'";

  private final Walk walk = new Walk();

  static IntStream produceVersions() {
    return IntStream.rangeClosed(0, 13);
  }

  static IntStream fetchVersions() {
    return IntStream.rangeClosed(0, 18);
  }

  static IntStream listOffsetsVersions() {
    return IntStream.rangeClosed(0, 11);
  }

  static IntStream offsetCommitVersions() {
    return IntStream.rangeClosed(0, 10);
  }

  static IntStream offsetFetchVersions() {
    return IntStream.rangeClosed(0, 10);
  }

  static IntStream txnOffsetCommitVersions() {
    return IntStream.rangeClosed(0, 6);
  }

  static IntStream shareFetchVersions() {
    return IntStream.rangeClosed(1, 2);
  }

  @ParameterizedTest
  @MethodSource("produceVersions")
  void produceJoinsRequestAndAnswer(int version) {
    // When
    Walk.Result result =
        walk.exchange(
            0,
            version,
            "{transactionalId:'tx',acks:-1,topicData:[{"
                + NAMED
                + ",partitionData:[{index:4},{index:5}]}]}",
            "{responses:[{"
                + NAMED
                + ",partitionResponses:[{index:5,baseOffset:70,logStartOffset:9},"
                + "{index:4,errorCode:6,baseOffset:-1}]}],throttleTimeMs:3}");

    // Then
    PartitionDetails details = result.as(PartitionDetails.class);
    assertThat(details.acks()).isEqualTo((short) -1);
    assertThat(details.transactionalId()).isEqualTo(version >= 3 ? "tx" : null);
    assertThat(details.size()).isEqualTo(2);
    assertNamed(details.row(0), 4, version >= 13);
    assertNamed(details.row(1), 5, version >= 13);
    assertThat(details.row(0).errorCode()).isEqualTo(6);
    assertThat(details.row(1).errorCode()).isZero();
    assertThat(details.row(1).baseOffset()).isEqualTo(70);
    assertThat(details.row(1).logStartOffset()).isEqualTo(version >= 5 ? 9 : NONE);
    assertThat(result.errorCode()).isEqualTo(6);
    assertThat(result.throttleMillis()).isEqualTo(version >= 1 ? 3 : 0);
  }

  @ParameterizedTest
  @MethodSource("fetchVersions")
  void fetchListsTheAnswersPartitions(int version) {
    // When
    Walk.Result result =
        walk.exchange(
            1,
            version,
            "{replicaId:7,replicaState:{replicaId:7,replicaEpoch:1},maxWaitMs:500,minBytes:2,"
                + "isolationLevel:1,sessionId:0,sessionEpoch:0,topics:[{"
                + NAMED
                + ",partitions:[{partition:1,currentLeaderEpoch:3,fetchOffset:40},"
                + "{partition:2,fetchOffset:50}]}]}",
            "{throttleTimeMs:8,sessionId:99,responses:[{"
                + NAMED
                + ",partitions:[{partitionIndex:1,errorCode:0,highWatermark:44,lastStableOffset:43,"
                + "logStartOffset:5}]}]}");

    // Then
    PartitionDetails details = result.as(PartitionDetails.class);
    assertThat(details.replicaId()).isEqualTo(7);
    assertThat(details.maxWaitMillis()).isEqualTo(500);
    assertThat(details.minBytes()).isEqualTo(2);
    assertThat(details.isolation()).isEqualTo((byte) (version >= 4 ? 1 : -1));
    assertThat(details.sessionId()).isEqualTo(version >= 7 ? 99 : 0);
    assertThat(details.sessionEpoch()).isEqualTo(version >= 7 ? 0 : -1);
    assertThat(details.size()).isEqualTo(1);
    PartitionRow row = details.row(0);
    assertNamed(row, 1, version >= 13);
    assertThat(row.fetchOffset()).isEqualTo(40);
    assertThat(row.leaderEpoch()).isEqualTo(version >= 9 ? 3 : NONE);
    assertThat(row.highWatermark()).isEqualTo(44);
    assertThat(row.lastStableOffset()).isEqualTo(version >= 4 ? 43 : NONE);
    assertThat(row.logStartOffset()).isEqualTo(version >= 5 ? 5 : NONE);
    assertThat(row.records()).isZero();
    assertThat(row.bytes()).isZero();
    assertThat(result.throttleMillis()).isEqualTo(version >= 1 ? 8 : 0);
  }

  @ParameterizedTest
  @MethodSource("listOffsetsVersions")
  void listOffsetsJoinsQuestionAndAnswer(int version) {
    // When
    PartitionDetails details =
        walk.exchange(
                2,
                version,
                "{replicaId:-1,isolationLevel:1,topics:[{name:'orders',partitions:["
                    + "{partitionIndex:1,timestamp:-1}]}]}",
                "{topics:[{name:'orders',partitions:[{partitionIndex:1,oldStyleOffsets:[60,0],"
                    + "timestamp:-1,offset:60,leaderEpoch:2}]}]}")
            .as(PartitionDetails.class);

    // Then
    assertThat(details.isolation()).isEqualTo((byte) (version >= 2 ? 1 : -1));
    assertThat(details.replicaId()).isEqualTo(-1);
    assertThat(details.row(0).timestamp()).isEqualTo(-1);
    assertThat(details.row(0).offset()).isEqualTo(60);
    assertThat(details.row(0).leaderEpoch()).isEqualTo(version >= 4 ? 2 : NONE);
  }

  @ParameterizedTest
  @MethodSource("offsetCommitVersions")
  void offsetCommitNamesGroupAndOffsets(int version) {
    // When
    Walk.Result result =
        walk.exchange(
            8,
            version,
            "{groupId:'g',generationIdOrMemberEpoch:4,memberId:'m',topics:[{"
                + NAMED
                + ",partitions:[{partitionIndex:0,committedOffset:17,committedLeaderEpoch:2},"
                + "{partitionIndex:1,committedOffset:18}]}]}",
            "{topics:[{"
                + NAMED
                + ",partitions:[{partitionIndex:0,errorCode:0},{partitionIndex:1,errorCode:25}]}]}");

    // Then
    PartitionDetails details = result.as(PartitionDetails.class);
    assertThat(details.groupId()).isEqualTo("g");
    assertThat(details.generation()).isEqualTo(version >= 1 ? 4 : -1);
    assertThat(details.memberId()).isEqualTo(version >= 1 ? "m" : null);
    assertNamed(details.row(0), 0, version >= 10);
    assertThat(details.row(0).committedOffset()).isEqualTo(17);
    assertThat(details.row(0).leaderEpoch()).isEqualTo(version >= 6 ? 2 : NONE);
    assertThat(details.row(0).errorCode()).isZero();
    assertThat(details.row(1).errorCode()).isEqualTo(25);
    assertThat(result.errorCode()).isEqualTo(25);
  }

  @ParameterizedTest
  @MethodSource("txnOffsetCommitVersions")
  void txnOffsetCommitNamesItsProducer(int version) {
    // When
    PartitionDetails details =
        walk.exchange(
                28,
                version,
                "{transactionalId:'tx',groupId:'g',producerId:9,producerEpoch:1,"
                    + "generationIdOrMemberEpoch:4,memberId:'m',topics:[{"
                    + NAMED
                    + ",partitions:[{partitionIndex:0,committedOffset:17}]}]}",
                "{topics:[{" + NAMED + ",partitions:[{partitionIndex:0,errorCode:0}]}]}")
            .as(PartitionDetails.class);

    // Then
    assertThat(details.transactionalId()).isEqualTo("tx");
    assertThat(details.groupId()).isEqualTo("g");
    assertThat(details.producerId()).isEqualTo(9);
    assertThat(details.producerEpoch()).isEqualTo((short) 1);
    assertThat(details.generation()).isEqualTo(version >= 3 ? 4 : -1);
    assertNamed(details.row(0), 0, version >= 6);
    assertThat(details.row(0).committedOffset()).isEqualTo(17);
    assertThat(details.row(0).errorCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("offsetFetchVersions")
  void offsetFetchNamesTheGroupOfEveryRow(int version) {
    // When
    String topics = "topics:[{" + NAMED + ",partitionIndexes:[3]}]";
    String answers =
        "topics:[{"
            + NAMED
            + ",partitions:[{partitionIndex:3,committedOffset:-1,committedLeaderEpoch:2}]}]";
    PartitionDetails details =
        walk.exchange(
                9,
                version,
                "{groupId:'g'," + topics + ",groups:[{groupId:'g',memberId:'m'," + topics + "}]}",
                "{" + answers + ",groups:[{groupId:'g'," + answers + "}]}")
            .as(PartitionDetails.class);

    // Then
    assertThat(details.size()).isEqualTo(1);
    assertThat(details.groupId()).isEqualTo(version < 8 ? "g" : null);
    assertThat(details.memberId()).isEqualTo(version >= 9 ? "m" : null);
    assertNamed(details.row(0), 3, version >= 10);
    assertThat(details.row(0).groupId()).isEqualTo("g");
    assertThat(details.row(0).committedOffset()).isEqualTo(-1);
    assertThat(details.row(0).leaderEpoch()).isEqualTo(version >= 5 ? 2 : NONE);
    assertThat(details.row(0).errorCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("shareFetchVersions")
  void shareFetchCountsAcquiredRecords(int version) {
    // When
    PartitionDetails details =
        walk.exchange(
                78,
                version,
                "{groupId:'sg',memberId:'m',shareSessionEpoch:1,topics:[{"
                    + NAMED
                    + ",partitions:[{partitionIndex:1}]}]}",
                "{responses:[{"
                    + NAMED
                    + ",partitions:[{partitionIndex:1,currentLeader:{leaderId:1,leaderEpoch:6},"
                    + "acquiredRecords:[{firstOffset:5,lastOffset:9,deliveryCount:1},"
                    + "{firstOffset:12,lastOffset:12,deliveryCount:2}]}]}]}")
            .as(PartitionDetails.class);

    // Then
    assertThat(details.groupId()).isEqualTo("sg");
    assertThat(details.memberId()).isEqualTo("m");
    assertThat(details.sessionEpoch()).isEqualTo(1);
    assertNamed(details.row(0), 1, true);
    assertThat(details.row(0).acquiredRecords()).isEqualTo(6);
    assertThat(details.row(0).leaderEpoch()).isEqualTo(6);
  }

  @Test
  void unansweredRowsHaveNoErrorCode() {
    // When
    Walk.Result result =
        walk.exchange(0, 9, "{topicData:[{name:'t',partitionData:[{index:0}]}]}", null);

    // Then
    assertThat(result.errorCode()).isEqualTo(Details.NO_ERROR_CODE);
    assertThat(result.as(PartitionDetails.class).row(0).errorCode())
        .isEqualTo(Details.NO_ERROR_CODE);
  }

  @Test
  void answersInAnyOrderFindTheirQuestionsAmongMany() {
    // Given
    StringBuilder asked = new StringBuilder();
    StringBuilder answered = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      asked.append("{partitionIndex:" + i + ",committedOffset:" + i + "},");
      answered.append("{partitionIndex:" + (i * 7 % 500) + ",errorCode:" + i * 7 % 500 + "},");
    }

    // When
    PartitionDetails details =
        walk.exchange(
                8,
                9,
                "{groupId:'g',topics:[{name:'t',partitions:[" + cut(asked) + "]}]}",
                "{topics:[{name:'t',partitions:[" + cut(answered) + "]}]}")
            .as(PartitionDetails.class);

    // Then
    assertThat(details.size()).isEqualTo(500);
    for (int i = 0; i < 500; i++) {
      assertThat(details.row(i).committedOffset()).isEqualTo(i);
      assertThat(details.row(i).errorCode()).isEqualTo(i);
    }
  }

  private static String cut(StringBuilder list) {
    return list.substring(0, list.length() - 1);
  }

  private static void assertNamed(PartitionRow row, int partition, boolean byId) {
    assertThat(row.partition()).isEqualTo(partition);
    assertThat(row.topic()).isEqualTo(byId ? null : "orders");
    assertThat(row.topicIdHigh()).isEqualTo(byId ? 1 : 0);
    assertThat(row.topicIdLow()).isEqualTo(byId ? 2 : 0);
  }
}
