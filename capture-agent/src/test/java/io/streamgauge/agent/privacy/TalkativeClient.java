package io.streamgauge.agent.privacy;

import io.streamgauge.agent.testing.KafkaScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.SaslAuthenticateRequestData;
import org.apache.kafka.common.message.SaslAuthenticateResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * A client that says on one connection all that clients say of themselves: who it is, its group and
 * its topic, by name and by id.
 */
record TalkativeClient(String host, String principal, String group, String topic, Uuid topicId) {
  static final int RECORDS_FETCHED = 3;

  /** As Kafka's own consumer calls itself when it is not told a name. */
  String clientId() {
    return "consumer-" + group + "-1";
  }

  private String memberId() {
    return clientId() + "-0b6e7d1c";
  }

  byte[] capture() {
    KafkaScript script =
        new KafkaScript().between(host, 40_000, "10.0.0.2", 9092).clientId(clientId()).open();
    authenticate(script);
    fetch(script, 10); // by an id whose name nobody has told yet
    describeTopic(script);
    fetch(script, 20);
    join(script);
    commit(script);
    describeGroup(script);
    beginTransactions(script);
    return script.finish().build();
  }

  private void authenticate(KafkaScript script) {
    script
        .request(
            ApiKeys.API_VERSIONS,
            3,
            1,
            new ApiVersionsRequestData()
                .setClientSoftwareName("telling")
                .setClientSoftwareVersion("1.0"))
        .response(ApiKeys.API_VERSIONS, 3, 1, new ApiVersionsResponseData())
        .request(ApiKeys.SASL_HANDSHAKE, 1, 2, new SaslHandshakeRequestData().setMechanism("PLAIN"))
        .response(
            ApiKeys.SASL_HANDSHAKE,
            1,
            2,
            new SaslHandshakeResponseData().setMechanisms(List.of("PLAIN")))
        .request(
            ApiKeys.SASL_AUTHENTICATE,
            2,
            3,
            new SaslAuthenticateRequestData()
                .setAuthBytes(("\0" + principal + "\0password").getBytes(StandardCharsets.UTF_8)))
        .response(ApiKeys.SASL_AUTHENTICATE, 2, 3, new SaslAuthenticateResponseData());
  }

  private void describeTopic(KafkaScript script) {
    MetadataResponseData metadata = new MetadataResponseData().setClusterId("the-cluster");
    metadata
        .brokers()
        .add(
            new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(1)
                .setHost("broker-1")
                .setPort(9092));
    metadata
        .topics()
        .add(
            new MetadataResponseData.MetadataResponseTopic()
                .setName(topic)
                .setTopicId(topicId)
                .setPartitions(
                    List.of(
                        new MetadataResponseData.MetadataResponsePartition()
                            .setPartitionIndex(0)
                            .setLeaderId(1)
                            .setReplicaNodes(List.of(1))
                            .setIsrNodes(List.of(1)))));
    script
        .request(ApiKeys.METADATA, 12, 4, new MetadataRequestData().setTopics(null))
        .response(ApiKeys.METADATA, 12, 4, metadata);
  }

  private void fetch(KafkaScript script, int correlationId) {
    SimpleRecord[] records = new SimpleRecord[RECORDS_FETCHED];
    for (int i = 0; i < records.length; i++) {
      records[i] = new SimpleRecord(1_609_459_200_000L, new byte[100]);
    }
    script
        .request(
            ApiKeys.FETCH,
            13,
            correlationId,
            new FetchRequestData()
                .setMaxWaitMs(500)
                .setSessionEpoch(-1)
                .setTopics(
                    List.of(
                        new FetchRequestData.FetchTopic()
                            .setTopicId(topicId)
                            .setPartitions(List.of(new FetchRequestData.FetchPartition())))))
        .response(
            ApiKeys.FETCH,
            13,
            correlationId,
            new FetchResponseData()
                .setResponses(
                    List.of(
                        new FetchResponseData.FetchableTopicResponse()
                            .setTopicId(topicId)
                            .setPartitions(
                                List.of(
                                    new FetchResponseData.PartitionData()
                                        .setHighWatermark(RECORDS_FETCHED)
                                        .setRecords(
                                            MemoryRecords.withRecords(
                                                0, Compression.NONE, records)))))));
  }

  private void join(KafkaScript script) {
    byte[] subscription =
        bytes(
            ConsumerProtocol.serializeSubscription(
                new ConsumerPartitionAssignor.Subscription(List.of(topic))));
    JoinGroupRequestData request =
        new JoinGroupRequestData()
            .setGroupId(group)
            .setMemberId(memberId())
            .setGroupInstanceId("instance-of-" + group)
            .setProtocolType("consumer")
            .setSessionTimeoutMs(10_000);
    request
        .protocols()
        .add(
            new JoinGroupRequestData.JoinGroupRequestProtocol()
                .setName("range")
                .setMetadata(subscription));
    script
        .request(ApiKeys.JOIN_GROUP, 7, 30, request)
        .response(
            ApiKeys.JOIN_GROUP,
            7,
            30,
            new JoinGroupResponseData()
                .setGenerationId(1)
                .setProtocolType("consumer")
                .setProtocolName("range")
                .setLeader(memberId())
                .setMemberId(memberId())
                .setMembers(
                    List.of(
                        new JoinGroupResponseData.JoinGroupResponseMember()
                            .setMemberId(memberId())
                            .setMetadata(subscription))))
        .request(
            ApiKeys.SYNC_GROUP,
            5,
            31,
            new SyncGroupRequestData()
                .setGroupId(group)
                .setGenerationId(1)
                .setMemberId(memberId())
                .setProtocolType("consumer")
                .setProtocolName("range"))
        .response(
            ApiKeys.SYNC_GROUP,
            5,
            31,
            new SyncGroupResponseData()
                .setProtocolType("consumer")
                .setProtocolName("range")
                .setAssignment(assignment()));
  }

  private byte[] assignment() {
    return bytes(
        ConsumerProtocol.serializeAssignment(
            new ConsumerPartitionAssignor.Assignment(List.of(new TopicPartition(topic, 0)))));
  }

  private void commit(KafkaScript script) {
    script
        .request(
            ApiKeys.OFFSET_COMMIT,
            8,
            40,
            new OffsetCommitRequestData()
                .setGroupId(group)
                .setMemberId(memberId())
                .setGenerationIdOrMemberEpoch(1)
                .setTopics(
                    List.of(
                        new OffsetCommitRequestData.OffsetCommitRequestTopic()
                            .setName(topic)
                            .setPartitions(
                                List.of(
                                    new OffsetCommitRequestData.OffsetCommitRequestPartition()
                                        .setCommittedOffset(2))))))
        .response(
            ApiKeys.OFFSET_COMMIT,
            8,
            40,
            new OffsetCommitResponseData()
                .setTopics(
                    List.of(
                        new OffsetCommitResponseData.OffsetCommitResponseTopic()
                            .setName(topic)
                            .setPartitions(
                                List.of(
                                    new OffsetCommitResponseData
                                        .OffsetCommitResponsePartition())))));
  }

  private void describeGroup(KafkaScript script) {
    script
        .request(
            ApiKeys.DESCRIBE_GROUPS,
            5,
            50,
            new DescribeGroupsRequestData().setGroups(List.of(group)))
        .response(
            ApiKeys.DESCRIBE_GROUPS,
            5,
            50,
            new DescribeGroupsResponseData()
                .setGroups(
                    List.of(
                        new DescribeGroupsResponseData.DescribedGroup()
                            .setGroupId(group)
                            .setGroupState("Stable")
                            .setProtocolType("consumer")
                            .setProtocolData("range")
                            .setMembers(
                                List.of(
                                    new DescribeGroupsResponseData.DescribedGroupMember()
                                        .setMemberId(memberId())
                                        .setClientId(clientId())
                                        .setClientHost("/" + host)
                                        .setMemberAssignment(assignment()))))));
  }

  private void beginTransactions(KafkaScript script) {
    script
        .request(
            ApiKeys.INIT_PRODUCER_ID,
            4,
            60,
            new InitProducerIdRequestData()
                .setTransactionalId("transactions-of-" + group)
                .setTransactionTimeoutMs(60_000))
        .response(
            ApiKeys.INIT_PRODUCER_ID, 4, 60, new InitProducerIdResponseData().setProducerId(7));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
