package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.AddPartitionsToTxnDetails;
import io.streamgauge.protocol.details.AddPartitionsToTxnDetails.Transaction;
import io.streamgauge.protocol.details.ApiVersionsDetails;
import io.streamgauge.protocol.details.BrokerAddress;
import io.streamgauge.protocol.details.CreateTopicsDetails;
import io.streamgauge.protocol.details.DeleteRecordsDetails;
import io.streamgauge.protocol.details.DeleteTopicsDetails;
import io.streamgauge.protocol.details.DescribeConfigsDetails;
import io.streamgauge.protocol.details.DescribeShareGroupOffsetsDetails;
import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.OffsetForLeaderEpochDetails;
import io.streamgauge.protocol.details.PartitionResult;
import io.streamgauge.protocol.details.ShareAcknowledgeDetails;
import io.streamgauge.protocol.details.StateBatch;
import io.streamgauge.protocol.details.StreamsGroupHeartbeatDetails;
import io.streamgauge.protocol.details.WriteShareGroupStateDetails;
import io.streamgauge.protocol.details.WriteTxnMarkersDetails;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How records are made of requests and answers, where that is more than copying fields. */
class AdminDetailsTest {
  private static final String ID = "topicId:'AAAAAAAAAAEAAAAAAAAAAg'";
  private static final KafkaUuid UUID = new KafkaUuid(1, 2);

  private final Walk walk = new Walk();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 7, 8, 10, 12, 13})
  void metadataIsTheMapOfTheCluster(int version) {
    // When
    MetadataDetails details =
        walk.exchange(
                3,
                version,
                "{}",
                "{clusterId:'c',controllerId:2,brokers:[{nodeId:1,host:'h',port:9,rack:'r'}],"
                    + "topics:[{name:'t',"
                    + ID
                    + ",isInternal:true,partitions:[{partitionIndex:3,"
                    + "leaderId:1,leaderEpoch:5,replicaNodes:[1,2],isrNodes:[1],"
                    + "offlineReplicas:[2]}]}]}")
            .as(MetadataDetails.class);

    // Then
    assertThat(details)
        .isEqualTo(
            new MetadataDetails(
                version >= 2 ? "c" : null,
                version >= 1 ? 2 : -1,
                List.of(new BrokerAddress(1, "h", 9, version >= 1 ? "r" : null)),
                List.of(
                    new MetadataDetails.Topic(
                        0,
                        "t",
                        version >= 10 ? UUID : KafkaUuid.ZERO,
                        version >= 1,
                        List.of(
                            new MetadataDetails.Partition(
                                0,
                                3,
                                1,
                                version >= 7 ? 5 : -1,
                                List.of(1, 2),
                                List.of(1),
                                version >= 5 ? List.of(2) : List.of()))))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5})
  void addPartitionsToTxnIsOneTransactionAndLaterSeveral(int version) {
    // When
    String topics = "[{name:'t',partitions:[1,2]}]";
    String results =
        "[{name:'t',resultsByPartition:[{partitionIndex:2,partitionErrorCode:48},"
            + "{partitionIndex:1}]}]";
    AddPartitionsToTxnDetails details =
        walk.exchange(
                24,
                version,
                "{v3AndBelowTransactionalId:'x',v3AndBelowProducerId:8,v3AndBelowProducerEpoch:1,"
                    + "v3AndBelowTopics:"
                    + topics
                    + ",transactions:[{transactionalId:'x',producerId:8,producerEpoch:1,"
                    + "verifyOnly:true,topics:"
                    + topics
                    + "}]}",
                "{resultsByTopicV3AndBelow:"
                    + results
                    + ",resultsByTransaction:[{transactionalId:'x',topicResults:"
                    + results
                    + "}]}")
            .as(AddPartitionsToTxnDetails.class);

    // Then
    assertThat(details.transactions())
        .containsExactly(
            new Transaction(
                "x",
                8,
                (short) 1,
                version >= 4,
                List.of(new PartitionResult("t", 1, 0), new PartitionResult("t", 2, 48))));
  }

  @Test
  void twoMarkersOfOneProducerAreBothTold() {
    // When
    WriteTxnMarkersDetails details =
        walk.exchange(
                27,
                1,
                "{markers:[{producerId:8,producerEpoch:1,transactionResult:true,"
                    + "topics:[{name:'t',partitionIndexes:[1]}]},{producerId:8,producerEpoch:2,"
                    + "transactionResult:false,topics:[{name:'u',partitionIndexes:[2]}]}]}",
                "{markers:[{producerId:8,topics:[{name:'t',partitions:[{partitionIndex:1,"
                    + "errorCode:7}]}]}]}")
            .as(WriteTxnMarkersDetails.class);

    // Then
    assertThat(details.markers()).hasSize(2);
    assertThat(details.markers().get(0).committed()).isTrue();
    assertThat(details.markers().get(0).partitions())
        .containsExactly(new PartitionResult("t", 1, 7));
    assertThat(details.markers().get(1).committed()).isFalse();
    assertThat(details.markers().get(1).partitions())
        .containsExactly(new PartitionResult("u", 2, Details.NO_ERROR_CODE));
  }

  @Test
  void onlyRetentionOfTopicsIsReadFromConfigurations() {
    // When
    DescribeConfigsDetails details =
        walk.exchange(
                32,
                4,
                "{}",
                "{results:[{resourceType:4,resourceName:'1',configs:["
                    + "{name:'retention.ms',value:'5'}]},{resourceType:2,resourceName:'t',"
                    + "configs:[{name:'sasl.jaas.config',value:'secret'},"
                    + "{name:'retention.ms',value:'60000'},{name:'retention.bytes',value:'-1'},"
                    + "{name:'cleanup.policy',value:'compact'}]},"
                    + "{resourceType:2,resourceName:'u',configs:["
                    + "{name:'retention.ms',value:'soon'}]}]}")
            .as(DescribeConfigsDetails.class);

    // Then
    assertThat(details.topics())
        .containsExactly(
            new DescribeConfigsDetails.TopicRetention("t", 0, 60_000, -1, "compact"),
            new DescribeConfigsDetails.TopicRetention(
                "u", 0, DescribeConfigsDetails.NOT_TOLD, DescribeConfigsDetails.NOT_TOLD, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 7})
  void createTopicsTakesPartitionsFromAnswerRequestOrAssignment(int version) {
    // When
    CreateTopicsDetails details =
        walk.exchange(
                19,
                version,
                "{validateOnly:true,topics:[{name:'a',numPartitions:-1,replicationFactor:-1},"
                    + "{name:'b',numPartitions:-1,replicationFactor:-1,assignments:["
                    + "{partitionIndex:0,brokerIds:[1,2]}]},"
                    + "{name:'c',numPartitions:4,replicationFactor:3}]}",
                "{topics:[{name:'a',"
                    + ID
                    + ",numPartitions:6,replicationFactor:2},"
                    + "{name:'b',errorCode:36,numPartitions:-1,replicationFactor:-1}]}")
            .as(CreateTopicsDetails.class);

    // Then
    boolean told = version >= 5;
    assertThat(details.validateOnly()).isEqualTo(version >= 1);
    assertThat(details.topics())
        .containsExactly(
            new CreateTopicsDetails.Topic(
                "a", version >= 7 ? UUID : KafkaUuid.ZERO, told ? 6 : -1, told ? 2 : -1, 0),
            new CreateTopicsDetails.Topic("b", KafkaUuid.ZERO, 1, 2, 36),
            new CreateTopicsDetails.Topic("c", KafkaUuid.ZERO, 4, 3, Details.NO_ERROR_CODE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 6})
  void deleteTopicsListsWhatWasAnsweredOrElseAsked(int version) {
    // Given
    String request = "{topicNames:['t'],topics:[{name:'t'}]}";

    // When
    DeleteTopicsDetails answered =
        walk.exchange(20, version, request, "{responses:[{name:'t'," + ID + ",errorCode:3}]}")
            .as(DeleteTopicsDetails.class);
    DeleteTopicsDetails asked =
        walk.exchange(20, version, request, null).as(DeleteTopicsDetails.class);

    // Then
    KafkaUuid id = version >= 6 ? UUID : KafkaUuid.ZERO;
    assertThat(answered.topics()).containsExactly(new DeleteTopicsDetails.Topic("t", id, 3));
    assertThat(asked.topics())
        .containsExactly(new DeleteTopicsDetails.Topic("t", KafkaUuid.ZERO, Details.NO_ERROR_CODE));
  }

  @Test
  void partitionsOfRequestAndAnswerAreJoined() {
    // When
    DeleteRecordsDetails deleted =
        walk.exchange(
                21,
                2,
                "{topics:[{name:'t',partitions:[{partitionIndex:0,offset:9},"
                    + "{partitionIndex:1,offset:-1}]}]}",
                "{topics:[{name:'t',partitions:[{partitionIndex:0,lowWatermark:9}]}]}")
            .as(DeleteRecordsDetails.class);
    OffsetForLeaderEpochDetails epochs =
        walk.exchange(
                23,
                4,
                "{replicaId:-1,topics:[{topic:'t',partitions:[{partition:1,leaderEpoch:3}]}]}",
                "{topics:[{topic:'t',partitions:[{partition:1,leaderEpoch:2,endOffset:40}]}]}")
            .as(OffsetForLeaderEpochDetails.class);

    // Then
    assertThat(deleted.partitions())
        .containsExactly(
            new DeleteRecordsDetails.Partition("t", 0, 9, 9, 0),
            new DeleteRecordsDetails.Partition("t", 1, -1, -1, Details.NO_ERROR_CODE));
    assertThat(epochs)
        .isEqualTo(
            new OffsetForLeaderEpochDetails(
                -1, List.of(new OffsetForLeaderEpochDetails.Partition("t", 1, 3, 0, 2, 40))));
  }

  @Test
  void shareGroupsShowTheirOffsets() {
    // When
    WriteShareGroupStateDetails written =
        walk.exchange(
                85,
                1,
                "{groupId:'sg',topics:[{"
                    + ID
                    + ",partitions:[{partition:1,stateEpoch:2,"
                    + "leaderEpoch:3,startOffset:7,deliveryCompleteCount:5,stateBatches:["
                    + "{firstOffset:7,lastOffset:9,deliveryState:2,deliveryCount:1}]}]}]}",
                "{results:[{" + ID + ",partitions:[{partition:1,errorCode:124}]}]}")
            .as(WriteShareGroupStateDetails.class);
    DescribeShareGroupOffsetsDetails offsets =
        walk.exchange(
                90,
                1,
                "{}",
                "{groups:[{groupId:'sg',topics:[{topicName:'t',"
                    + ID
                    + ",partitions:[{partitionIndex:1,startOffset:7,leaderEpoch:3,lag:4}]}]}]}")
            .as(DescribeShareGroupOffsetsDetails.class);
    ShareAcknowledgeDetails acknowledged =
        walk.exchange(
                79,
                1,
                "{groupId:'sg',memberId:'m',shareSessionEpoch:4,topics:[{"
                    + ID
                    + ",partitions:[{partitionIndex:1,acknowledgementBatches:["
                    + "{firstOffset:7,lastOffset:9,acknowledgeTypes:[1]}]}]}]}",
                "{responses:[{" + ID + ",partitions:[{partitionIndex:1}]}]}")
            .as(ShareAcknowledgeDetails.class);

    // Then
    assertThat(written.partitions())
        .containsExactly(
            new WriteShareGroupStateDetails.Partition(
                UUID, 1, 2, 3, 7, 5, List.of(new StateBatch(7, 9, (byte) 2, (short) 1)), 124));
    assertThat(offsets.groups().get(0).partitions())
        .containsExactly(new DescribeShareGroupOffsetsDetails.Partition("t", UUID, 1, 7, 3, 4, 0));
    assertThat(acknowledged.partitions())
        .containsExactly(
            new ShareAcknowledgeDetails.Partition(
                UUID,
                1,
                0,
                List.of(new ShareAcknowledgeDetails.AcknowledgementBatch(7, 9, List.of(1)))));
  }

  @Test
  void streamsHeartbeatsTellTopologyAndTasks() {
    // When
    StreamsGroupHeartbeatDetails details =
        walk.exchange(
                88,
                0,
                "{groupId:'app',memberId:'m',topology:{epoch:2,subtopologies:[{subtopologyId:'0',"
                    + "sourceTopics:['in'],repartitionSourceTopics:[{name:'rep'}]}]},"
                    + "activeTasks:[{subtopologyId:'0',partitions:[1]}],standbyTasks:[]}",
                "{memberId:'m',memberEpoch:4,activeTasks:[{subtopologyId:'0',partitions:[1,2]}]}")
            .as(StreamsGroupHeartbeatDetails.class);

    // Then
    assertThat(details.topologyEpoch()).isEqualTo(2);
    assertThat(details.subtopologies())
        .containsExactly(
            new StreamsGroupHeartbeatDetails.Subtopology("0", List.of("in"), List.of("rep")));
    assertThat(details.tasks().active())
        .containsExactly(new StreamsGroupHeartbeatDetails.TaskIds("0", List.of(1)));
    assertThat(details.tasks().standby()).isEmpty();
    assertThat(details.tasks().warmup()).isNull();
    assertThat(details.assignedTasks().active().get(0).partitions()).containsExactly(1, 2);
    assertThat(details.answeredEpoch()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void apiVersionsNamesTheClientAndTheBrokersRanges(int version) {
    // When
    ApiVersionsDetails details =
        walk.exchange(
                18,
                version,
                "{clientSoftwareName:'librdkafka',clientSoftwareVersion:'2.3.0'}",
                "{apiKeys:[{apiKey:1,minVersion:4,maxVersion:17}]}")
            .as(ApiVersionsDetails.class);

    // Then
    assertThat(details)
        .isEqualTo(
            new ApiVersionsDetails(
                version >= 3 ? "librdkafka" : null,
                version >= 3 ? "2.3.0" : null,
                List.of(new ApiVersionsDetails.ApiRange(1, 4, 17))));
  }
}
