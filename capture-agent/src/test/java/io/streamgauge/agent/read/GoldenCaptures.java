package io.streamgauge.agent.read;

import io.streamgauge.agent.testing.KafkaScript;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** The captures that the golden test reads: one situation each, made with Kafka's own classes. */
final class GoldenCaptures {
  private static final Uuid ORDERS = new Uuid(0x1122334455667788L, 0x99aabbccddeeff00L);

  private GoldenCaptures() {}

  static Map<String, byte[]> all() {
    Map<String, byte[]> captures = new LinkedHashMap<>();
    captures.put("01-fetch-v12-ok", fetchByName());
    captures.put("02-fetch-v13-topic-id", fetchById(true));
    captures.put("03-fetch-v13-unknown-topic-id", fetchById(false));
    captures.put("04-fetch-incremental-empty", emptyFetch());
    captures.put("05-produce-v9-ok-and-error", produce());
    captures.put("06-produce-acks-0", unacknowledged());
    captures.put("07-offset-commit-v8", commit());
    captures.put("08-offset-fetch-v8", offsetFetch());
    captures.put("09-list-offsets-v7-ipv6", listOffsets());
    captures.put("10-fetch-hole-in-payload", fetchWithHole());
    captures.put("11-no-response-no-request", halves());
    return captures;
  }

  private static KafkaScript connected() {
    return hello(new KafkaScript().open());
  }

  private static KafkaScript hello(KafkaScript script) {
    return script
        .request(
            ApiKeys.API_VERSIONS,
            3,
            0,
            new ApiVersionsRequestData()
                .setClientSoftwareName("golden")
                .setClientSoftwareVersion("1.0"))
        .response(ApiKeys.API_VERSIONS, 3, 0, new ApiVersionsResponseData());
  }

  private static MemoryRecords records(long baseOffset, String... values) {
    SimpleRecord[] records = new SimpleRecord[values.length];
    for (int i = 0; i < values.length; i++) {
      records[i] =
          new SimpleRecord(1_609_459_200_000L + i, values[i].getBytes(StandardCharsets.UTF_8));
    }
    return MemoryRecords.withRecords(baseOffset, Compression.NONE, records);
  }

  private static FetchRequestData fetchRequest(FetchRequestData.FetchTopic topic, long offset) {
    return new FetchRequestData()
        .setMaxWaitMs(500)
        .setMinBytes(1)
        .setSessionEpoch(0)
        .setTopics(
            List.of(
                topic.setPartitions(
                    List.of(
                        new FetchRequestData.FetchPartition()
                            .setPartition(3)
                            .setFetchOffset(offset)
                            .setPartitionMaxBytes(1_000_000)))));
  }

  private static FetchResponseData fetchResponse(
      FetchResponseData.FetchableTopicResponse topic, MemoryRecords records) {
    return new FetchResponseData()
        .setSessionId(77)
        .setResponses(
            List.of(
                topic.setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setPartitionIndex(3)
                            .setHighWatermark(1_010)
                            .setLastStableOffset(1_008)
                            .setLogStartOffset(5)
                            .setRecords(records)))));
  }

  private static byte[] fetchByName() {
    return connected()
        .request(
            ApiKeys.FETCH,
            12,
            1,
            fetchRequest(new FetchRequestData.FetchTopic().setTopic("orders"), 1_000))
        .response(
            ApiKeys.FETCH,
            12,
            1,
            fetchResponse(
                new FetchResponseData.FetchableTopicResponse().setTopic("orders"),
                records(1_000, "a", "b", "c")))
        .finish()
        .build();
  }

  private static byte[] fetchById(boolean named) {
    KafkaScript script = connected();
    if (named) {
      script
          .request(ApiKeys.METADATA, 12, 1, new MetadataRequestData().setTopics(null))
          .response(ApiKeys.METADATA, 12, 1, metadata());
    }
    return script
        .request(
            ApiKeys.FETCH,
            13,
            2,
            fetchRequest(new FetchRequestData.FetchTopic().setTopicId(ORDERS), 1_000))
        .response(
            ApiKeys.FETCH,
            13,
            2,
            fetchResponse(
                new FetchResponseData.FetchableTopicResponse().setTopicId(ORDERS),
                records(1_000, "a")))
        .finish()
        .build();
  }

  private static MetadataResponseData metadata() {
    MetadataResponseData metadata =
        new MetadataResponseData().setClusterId("golden-cluster").setControllerId(1);
    metadata
        .brokers()
        .add(
            new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(1)
                .setHost("10.0.0.2")
                .setPort(9092));
    metadata
        .topics()
        .add(
            new MetadataResponseData.MetadataResponseTopic()
                .setName("orders")
                .setTopicId(ORDERS)
                .setPartitions(
                    List.of(
                        new MetadataResponseData.MetadataResponsePartition()
                            .setPartitionIndex(3)
                            .setLeaderId(1)
                            .setReplicaNodes(List.of(1))
                            .setIsrNodes(List.of(1)))));
    return metadata;
  }

  private static byte[] emptyFetch() {
    return connected()
        .request(
            ApiKeys.FETCH,
            12,
            1,
            fetchRequest(new FetchRequestData.FetchTopic().setTopic("orders"), 1_010))
        .response(
            ApiKeys.FETCH,
            12,
            1,
            fetchResponse(
                new FetchResponseData.FetchableTopicResponse().setTopic("orders"),
                MemoryRecords.EMPTY))
        .request(
            ApiKeys.FETCH,
            12,
            2,
            new FetchRequestData().setMaxWaitMs(500).setSessionId(77).setSessionEpoch(1))
        .after(500_000_000)
        .response(ApiKeys.FETCH, 12, 2, new FetchResponseData().setSessionId(77))
        .finish()
        .build();
  }

  private static ProduceRequestData produceRequest(int acks) {
    ProduceRequestData request = new ProduceRequestData().setAcks((short) acks).setTimeoutMs(1_000);
    ProduceRequestData.TopicProduceData topic =
        new ProduceRequestData.TopicProduceData().setName("orders");
    topic
        .partitionData()
        .add(new ProduceRequestData.PartitionProduceData().setIndex(0).setRecords(records(0, "x")));
    topic
        .partitionData()
        .add(
            new ProduceRequestData.PartitionProduceData()
                .setIndex(1)
                .setRecords(records(0, "y", "z")));
    request.topicData().add(topic);
    return request;
  }

  private static byte[] produce() {
    ProduceResponseData response = new ProduceResponseData();
    ProduceResponseData.TopicProduceResponse topic =
        new ProduceResponseData.TopicProduceResponse().setName("orders");
    topic
        .partitionResponses()
        .add(
            new ProduceResponseData.PartitionProduceResponse()
                .setIndex(0)
                .setBaseOffset(50)
                .setLogStartOffset(5));
    topic
        .partitionResponses()
        .add(
            new ProduceResponseData.PartitionProduceResponse()
                .setIndex(1)
                .setErrorCode((short) 6)
                .setBaseOffset(-1)
                .setLogStartOffset(-1));
    response.responses().add(topic);
    return connected()
        .request(ApiKeys.PRODUCE, 9, 1, produceRequest(-1))
        .response(ApiKeys.PRODUCE, 9, 1, response)
        .finish()
        .build();
  }

  private static byte[] unacknowledged() {
    return connected().request(ApiKeys.PRODUCE, 9, 1, produceRequest(0)).finish().build();
  }

  private static byte[] commit() {
    return connected()
        .request(
            ApiKeys.OFFSET_COMMIT,
            8,
            1,
            new OffsetCommitRequestData()
                .setGroupId("billing")
                .setMemberId("m-1")
                .setGenerationIdOrMemberEpoch(4)
                .setTopics(
                    List.of(
                        new OffsetCommitRequestData.OffsetCommitRequestTopic()
                            .setName("orders")
                            .setPartitions(
                                List.of(
                                    new OffsetCommitRequestData.OffsetCommitRequestPartition()
                                        .setPartitionIndex(3)
                                        .setCommittedOffset(1_003))))))
        .response(
            ApiKeys.OFFSET_COMMIT,
            8,
            1,
            new OffsetCommitResponseData()
                .setTopics(
                    List.of(
                        new OffsetCommitResponseData.OffsetCommitResponseTopic()
                            .setName("orders")
                            .setPartitions(
                                List.of(
                                    new OffsetCommitResponseData.OffsetCommitResponsePartition()
                                        .setPartitionIndex(3))))))
        .finish()
        .build();
  }

  private static byte[] offsetFetch() {
    return connected()
        .request(
            ApiKeys.OFFSET_FETCH,
            8,
            1,
            new OffsetFetchRequestData()
                .setGroups(
                    List.of(
                        new OffsetFetchRequestData.OffsetFetchRequestGroup()
                            .setGroupId("billing")
                            .setTopics(
                                List.of(
                                    new OffsetFetchRequestData.OffsetFetchRequestTopics()
                                        .setName("orders")
                                        .setPartitionIndexes(List.of(3)))))))
        .response(
            ApiKeys.OFFSET_FETCH,
            8,
            1,
            new OffsetFetchResponseData()
                .setGroups(
                    List.of(
                        new OffsetFetchResponseData.OffsetFetchResponseGroup()
                            .setGroupId("billing")
                            .setTopics(
                                List.of(
                                    new OffsetFetchResponseData.OffsetFetchResponseTopics()
                                        .setName("orders")
                                        .setPartitions(
                                            List.of(
                                                new OffsetFetchResponseData
                                                        .OffsetFetchResponsePartitions()
                                                    .setPartitionIndex(3)
                                                    .setCommittedOffset(-1))))))))
        .finish()
        .build();
  }

  private static byte[] listOffsets() {
    return hello(new KafkaScript().between("fd00::1", 40_001, "fd00::2", 19_092).open())
        .request(
            ApiKeys.LIST_OFFSETS,
            7,
            1,
            new ListOffsetsRequestData()
                .setReplicaId(-1)
                .setIsolationLevel((byte) 1)
                .setTopics(
                    List.of(
                        new ListOffsetsRequestData.ListOffsetsTopic()
                            .setName("orders")
                            .setPartitions(
                                List.of(
                                    new ListOffsetsRequestData.ListOffsetsPartition()
                                        .setPartitionIndex(3)
                                        .setTimestamp(-1))))))
        .response(
            ApiKeys.LIST_OFFSETS,
            7,
            1,
            new ListOffsetsResponseData()
                .setTopics(
                    List.of(
                        new ListOffsetsResponseData.ListOffsetsTopicResponse()
                            .setName("orders")
                            .setPartitions(
                                List.of(
                                    new ListOffsetsResponseData.ListOffsetsPartitionResponse()
                                        .setPartitionIndex(3)
                                        .setOffset(1_008))))))
        .finish()
        .build();
  }

  private static byte[] fetchWithHole() {
    String value = "v".repeat(4_000);
    return connected()
        .request(
            ApiKeys.FETCH,
            12,
            1,
            fetchRequest(new FetchRequestData.FetchTopic().setTopic("orders"), 1_000))
        .responseWithHole(
            ApiKeys.FETCH,
            12,
            1,
            fetchResponse(
                new FetchResponseData.FetchableTopicResponse().setTopic("orders"),
                records(1_000, value)),
            1_000,
            2_000)
        .after(5_000_000_000L)
        .finish()
        .build();
  }

  private static byte[] halves() {
    return connected()
        .response(ApiKeys.METADATA, 12, 9, metadata())
        .request(ApiKeys.METADATA, 12, 10, new MetadataRequestData().setTopics(null))
        .finish()
        .build();
  }
}
