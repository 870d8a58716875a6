package io.streamgauge.agent.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.ApiVersionsDetails;
import io.streamgauge.protocol.details.BrokerAddress;
import io.streamgauge.protocol.details.ConsumerGroupHeartbeatDetails;
import io.streamgauge.protocol.details.CreateTopicsDetails;
import io.streamgauge.protocol.details.DeleteGroupsDetails;
import io.streamgauge.protocol.details.DeleteRecordsDetails;
import io.streamgauge.protocol.details.DeleteTopicsDetails;
import io.streamgauge.protocol.details.DescribeConfigsDetails;
import io.streamgauge.protocol.details.DescribeGroupsDetails;
import io.streamgauge.protocol.details.DescribeShareGroupOffsetsDetails;
import io.streamgauge.protocol.details.EndTxnDetails;
import io.streamgauge.protocol.details.HeartbeatDetails;
import io.streamgauge.protocol.details.InitProducerIdDetails;
import io.streamgauge.protocol.details.JoinGroupDetails;
import io.streamgauge.protocol.details.LeaveGroupDetails;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.OffsetDeleteDetails;
import io.streamgauge.protocol.details.PartitionResult;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.details.Subscription;
import io.streamgauge.protocol.details.SyncGroupDetails;
import io.streamgauge.protocol.details.TopicIdsDetails;
import io.streamgauge.protocol.details.TopicPartitions;
import io.streamgauge.protocol.details.WriteTxnMarkersDetails;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each family of exchanges states, one line per case. */
class FactMappingTest {
  private static final KafkaUuid ID = new KafkaUuid(7, 9);

  private static Arguments of(String name, TestExchange exchange, String... facts) {
    return Arguments.of(name, exchange, List.of(facts));
  }

  static Stream<Arguments> offsets() {
    TestPartitions commit = new TestPartitions().group("g", "m", 4);
    commit.row("orders", 0).set("committed", 5).set("epoch", 2);
    commit.row("orders", 1).set("committed", 6).error(25);
    TestPartitions fetched = new TestPartitions();
    fetched.row("orders", 0).group("g").set("committed", -1);
    TestPartitions transactional = new TestPartitions().group("g", "", -1).transaction("tx", 9, 1);
    transactional.row("orders", 2).set("committed", 8);
    TestPartitions ours = new TestPartitions().group("g", "m", 4);
    ours.row("streamgauge.events", 0).set("committed", 5);
    TestPartitions ourGroup = new TestPartitions().group("streamgauge-jobs", "m", 4);
    ourGroup.row("orders", 0).set("committed", 5);
    return Stream.of(
        of(
            "only successful partitions of a commit",
            TestExchange.of(ApiKeys.OFFSET_COMMIT, commit),
            "OFFSET_COMMITTED group=g topic=orders offset=5 source=OFFSET_COMMIT client=app"
                + " member_id=m generation=4 leader_epoch=2"),
        of(
            "a group without a commit, from OffsetFetch",
            TestExchange.of(ApiKeys.OFFSET_FETCH, fetched),
            "OFFSET_COMMITTED group=g topic=orders offset=-1 source=OFFSET_FETCH client=app"
                + " generation=-1"),
        of(
            "a transactional commit",
            TestExchange.of(ApiKeys.TXN_OFFSET_COMMIT, transactional),
            "TRANSACTIONAL_OFFSET transactional_id=tx producer_id=9 producer_epoch=1 group=g"
                + " topic=orders partition=2 offset=8 client=app"),
        of("nothing of our own topics", TestExchange.of(ApiKeys.OFFSET_COMMIT, ours)),
        of("nothing of our own groups", TestExchange.of(ApiKeys.OFFSET_COMMIT, ourGroup)),
        of(
            "nothing without an answer",
            TestExchange.of(ApiKeys.OFFSET_COMMIT, commit).unanswered()));
  }

  static Stream<Arguments> partitions() {
    TestPartitions fetch = new TestPartitions().isolation(1);
    fetch
        .row("orders", 0)
        .set("hw", 10)
        .set("lso", 9)
        .set("start", 1)
        .set("fetch", 4)
        .set("next", 9)
        .set("trailing", 1)
        .set("time", 77);
    fetch.row("orders", 1).set("hw", -1).error(1);
    TestPartitions inMidst = new TestPartitions().isolation(0);
    inMidst.row("orders", 0).set("hw", 10).set("fetch", 4).set("next", 6).set("trailing", 1);
    TestPartitions follower = new TestPartitions().replica(2);
    follower.row("orders", 0).set("hw", 10).set("fetch", 12).set("next", 14).set("trailing", 1);
    TestPartitions produce = new TestPartitions().acks(-1);
    produce.row("orders", 0).set("base", 20).set("next", 25).set("start", 0);
    produce.row("orders", 1).set("base", -1).error(6);
    TestPartitions latest = new TestPartitions().isolation(0);
    latest.row("orders", 0).set("timestamp", -1).set("offset", 33);
    TestPartitions stable = new TestPartitions().isolation(1);
    stable.row("orders", 0).set("timestamp", -1).set("offset", 32);
    TestPartitions earliest = new TestPartitions().isolation(0);
    earliest.row("orders", 0).set("timestamp", -2).set("offset", 3);
    TestPartitions byTime = new TestPartitions().isolation(0);
    byTime.row("orders", 0).set("timestamp", 1_700_000_000_000L).set("offset", 7);
    TestPartitions ofFollower = new TestPartitions().isolation(0).replica(3);
    ofFollower.row("orders", 0).set("timestamp", -1).set("offset", 33);
    return Stream.of(
        of(
            "a consumer's fetch that read all",
            TestExchange.of(ApiKeys.FETCH, fetch),
            "PARTITION_OFFSETS topic=orders source=FETCH high_watermark=10 last_stable_offset=9"
                + " log_start_offset=1 fetch_offset=4 client=app trailing_control_records=1"
                + " max_timestamp_millis=77 isolation=1 next_offset=9"),
        of(
            "markers in the midst of a partition say nothing",
            TestExchange.of(ApiKeys.FETCH, inMidst),
            "PARTITION_OFFSETS topic=orders source=FETCH high_watermark=10 fetch_offset=4"
                + " client=app isolation=0"),
        of(
            "a follower's fetch",
            TestExchange.of(ApiKeys.FETCH, follower),
            "PARTITION_OFFSETS topic=orders source=FOLLOWER_FETCH high_watermark=10"
                + " trailing_control_records=1 next_offset=14"),
        of(
            "an acknowledged produce",
            TestExchange.of(ApiKeys.PRODUCE, produce),
            "PARTITION_OFFSETS topic=orders source=PRODUCE log_start_offset=0 log_end_offset=25"
                + " acks=-1"),
        of(
            "the latest offset",
            TestExchange.of(ApiKeys.LIST_OFFSETS, latest),
            "PARTITION_OFFSETS topic=orders source=LIST_OFFSETS high_watermark=33"),
        of(
            "the latest offset of committed transactions",
            TestExchange.of(ApiKeys.LIST_OFFSETS, stable),
            "PARTITION_OFFSETS topic=orders source=LIST_OFFSETS last_stable_offset=32"),
        of(
            "the earliest offset",
            TestExchange.of(ApiKeys.LIST_OFFSETS, earliest),
            "PARTITION_OFFSETS topic=orders source=LIST_OFFSETS log_start_offset=3"),
        of("offsets by time say nothing", TestExchange.of(ApiKeys.LIST_OFFSETS, byTime)),
        of(
            "a follower's latest offset is the log end",
            TestExchange.of(ApiKeys.LIST_OFFSETS, ofFollower)));
  }

  private static MetadataDetails metadata(String topic) {
    return new MetadataDetails(
        "cluster-1",
        1,
        List.of(
            new BrokerAddress(1, "10.0.0.2", 9092, "r1"), new BrokerAddress(2, "b", 9092, null)),
        List.of(
            new MetadataDetails.Topic(
                0,
                topic,
                ID,
                false,
                List.of(
                    new MetadataDetails.Partition(
                        0, 0, 1, 5, List.of(1, 2), List.of(1), List.of()))),
            new MetadataDetails.Topic(3, "missing", KafkaUuid.ZERO, false, List.of())));
  }

  static Stream<Arguments> topology() {
    String cluster =
        "CLUSTER_DESCRIBED cluster_id=cluster-1 controller_id=1 brokers=[{node_id=1 host=10.0.0.2"
            + " port=9092 rack=r1},{node_id=2 host=b port=9092}]";
    return Stream.of(
        of(
            "cluster and topics of Metadata",
            TestExchange.of(ApiKeys.METADATA, metadata("orders")),
            cluster,
            "TOPIC_DESCRIBED topic=orders partitions=[{leader=1 leader_epoch=5 replicas=[1,2]"
                + " in_sync_replicas=[1]}] source=METADATA"),
        of(
            "our own topics are not told",
            TestExchange.of(ApiKeys.METADATA, metadata("streamgauge.results")),
            cluster),
        of(
            "created topics",
            TestExchange.of(
                ApiKeys.CREATE_TOPICS,
                new CreateTopicsDetails(
                    false,
                    List.of(
                        new CreateTopicsDetails.Topic("a", ID, 3, 1, 0),
                        new CreateTopicsDetails.Topic("b", KafkaUuid.ZERO, 3, 1, 36)))),
            "TOPIC_DESCRIBED topic=a source=ADMIN"),
        of(
            "names of ids, by the way",
            TestExchange.of(
                ApiKeys.LEADER_AND_ISR,
                new TopicIdsDetails(
                    List.of(
                        new TopicIdsDetails.Topic("a", ID),
                        new TopicIdsDetails.Topic("a", ID),
                        new TopicIdsDetails.Topic("streamgauge.events", new KafkaUuid(1, 1))))),
            "TOPIC_DESCRIBED topic=a source=DESCRIBE"),
        of(
            "a rehearsal creates nothing",
            TestExchange.of(
                ApiKeys.CREATE_TOPICS,
                new CreateTopicsDetails(
                    true, List.of(new CreateTopicsDetails.Topic("a", ID, 3, 1, 0))))),
        of(
            "deleted topics",
            TestExchange.of(
                ApiKeys.DELETE_TOPICS,
                new DeleteTopicsDetails(
                    List.of(
                        new DeleteTopicsDetails.Topic("a", KafkaUuid.ZERO, 0),
                        new DeleteTopicsDetails.Topic("b", KafkaUuid.ZERO, 41)))),
            "TOPIC_DELETED topic=a"),
        of(
            "deleted records",
            TestExchange.of(
                ApiKeys.DELETE_RECORDS,
                new DeleteRecordsDetails(
                    List.of(new DeleteRecordsDetails.Partition("a", 1, 50, 50, 0)))),
            "RECORDS_DELETED topic=a partition=1 low_watermark=50",
            "PARTITION_OFFSETS topic=a partition=1 source=ADMIN log_start_offset=50"),
        of(
            "retention",
            TestExchange.of(
                ApiKeys.DESCRIBE_CONFIGS,
                new DescribeConfigsDetails(
                    List.of(
                        new DescribeConfigsDetails.TopicRetention(
                            "a", 0, 1_000, DescribeConfigsDetails.NOT_TOLD, "delete")))),
            "TOPIC_CONFIGURED topic=a retention_millis=1000 cleanup_policy=delete"));
  }

  private static JoinGroupDetails join(String memberId, String assigned) {
    Subscription orders = new Subscription(List.of("orders"), List.of(), -1, null);
    return new JoinGroupDetails(
        "g",
        memberId,
        null,
        10_000,
        300_000,
        "consumer",
        List.of(new JoinGroupDetails.Protocol("range", orders)),
        null,
        5,
        "range",
        "m-1",
        assigned,
        List.of(new JoinGroupDetails.Member("m-1", null, orders)));
  }

  static Stream<Arguments> groups() {
    TopicPartitions assigned = new TopicPartitions("orders", KafkaUuid.ZERO, List.of(0, 2));
    String member = " group=g member_id=m-1 client=app kind=CLASSIC";
    String timeouts = " session_timeout_millis=10000 rebalance_timeout_millis=300000";
    return Stream.of(
        of(
            "a leader joins",
            TestExchange.of(ApiKeys.JOIN_GROUP, join("m-1", "m-1")),
            "MEMBER_CHANGED"
                + member
                + " change=JOINING generation=5"
                + timeouts
                + " subscription=[orders] assignor=range",
            "MEMBER_CHANGED"
                + member
                + " change=JOINED generation=5"
                + timeouts
                + " subscription=[orders] assignor=range",
            "GROUP_DESCRIBED group=g kind=CLASSIC generation=5 assignor=range"
                + " members=[{member_id=m-1 subscription=[orders]}] source=DESCRIBE"),
        of(
            "a member is sent back for its id",
            TestExchange.of(ApiKeys.JOIN_GROUP, join("", "m-1")).error(79),
            "MEMBER_CHANGED"
                + member
                + " change=JOINING generation=5"
                + timeouts
                + " subscription=[orders] assignor=range"),
        of(
            "a member is assigned",
            TestExchange.of(
                ApiKeys.SYNC_GROUP,
                new SyncGroupDetails(
                    "g", 5, "m-1", null, null, "range", List.of(), List.of(assigned))),
            "MEMBER_CHANGED"
                + member
                + " change=ASSIGNED generation=5"
                + " assignment=[{topic=orders partitions=[0,2]}] assignor=range"),
        of(
            "a rebalance begins",
            TestExchange.of(ApiKeys.HEARTBEAT, new HeartbeatDetails("g", 5, "m-1", null)).error(27),
            "MEMBER_CHANGED" + member + " change=REBALANCING generation=5"),
        of(
            "a member is fenced",
            TestExchange.of(ApiKeys.HEARTBEAT, new HeartbeatDetails("g", 5, "m-1", null)).error(25),
            "MEMBER_CHANGED" + member + " change=FENCED generation=5"),
        of(
            "a member leaves",
            TestExchange.of(
                ApiKeys.LEAVE_GROUP,
                new LeaveGroupDetails(
                    "g",
                    List.of(
                        new LeaveGroupDetails.Member("m-1", null, null, 0),
                        new LeaveGroupDetails.Member("m-2", null, null, 25)))),
            "MEMBER_CHANGED" + member + " change=LEFT generation=-1"),
        of(
            "a KIP-848 member joins and is assigned",
            TestExchange.of(
                ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                new ConsumerGroupHeartbeatDetails(
                    "g",
                    "m-1",
                    0,
                    null,
                    null,
                    5_000,
                    List.of("orders"),
                    null,
                    "uniform",
                    null,
                    "m-1",
                    1,
                    5_000,
                    List.of(assigned))),
            "MEMBER_CHANGED group=g member_id=m-1 client=app kind=CONSUMER change=JOINED"
                + " generation=1 rebalance_timeout_millis=5000 subscription=[orders]"
                + " assignor=uniform",
            "MEMBER_CHANGED group=g member_id=m-1 client=app kind=CONSUMER change=ASSIGNED"
                + " generation=1 rebalance_timeout_millis=5000"
                + " assignment=[{topic=orders partitions=[0,2]}] subscription=[orders]"
                + " assignor=uniform"),
        of(
            "a KIP-848 member leaves",
            TestExchange.of(
                ApiKeys.CONSUMER_GROUP_HEARTBEAT,
                new ConsumerGroupHeartbeatDetails(
                    "g", "m-1", -1, null, null, -1, null, null, null, null, "m-1", -1, 0, null)),
            "MEMBER_CHANGED group=g member_id=m-1 client=app kind=CONSUMER change=LEFT"
                + " generation=-1"),
        of(
            "a described group",
            TestExchange.of(
                ApiKeys.DESCRIBE_GROUPS,
                new DescribeGroupsDetails(
                    List.of(
                        new DescribeGroupsDetails.Group(
                            0,
                            "g",
                            "Stable",
                            "consumer",
                            "range",
                            List.of(
                                new DescribeGroupsDetails.Member(
                                    "m-1", null, "app", "/10.0.0.1", null, List.of(assigned))))))),
            "GROUP_DESCRIBED group=g kind=CLASSIC state=Stable generation=-1 assignor=range"
                + " members=[{member_id=m-1 client_id=app host=/10.0.0.1"
                + " assignment=[{topic=orders partitions=[0,2]}]}] source=DESCRIBE"),
        of(
            "deleted groups",
            TestExchange.of(
                ApiKeys.DELETE_GROUPS,
                new DeleteGroupsDetails(
                    List.of(
                        new DeleteGroupsDetails.Group("g", 0),
                        new DeleteGroupsDetails.Group("h", 68)))),
            "GROUP_DELETED group=g"),
        of(
            "deleted offsets",
            TestExchange.of(
                ApiKeys.OFFSET_DELETE,
                new OffsetDeleteDetails(
                    "g",
                    List.of(
                        new PartitionResult("orders", 0, 0),
                        new PartitionResult("orders", 1, 86),
                        new PartitionResult("orders", 2, 0)))),
            "OFFSETS_DELETED group=g topic=orders partitions=[0,2]"),
        of(
            "a share group's offsets",
            TestExchange.of(
                ApiKeys.DESCRIBE_SHARE_GROUP_OFFSETS,
                new DescribeShareGroupOffsetsDetails(
                    List.of(
                        new DescribeShareGroupOffsetsDetails.Group(
                            "s",
                            0,
                            List.of(
                                new DescribeShareGroupOffsetsDetails.Partition(
                                    "orders", ID, 1, 7, 0, 12, 0)))))),
            "SHARE_OFFSET group=s topic=orders partition=1 start_offset=7 lag=12"));
  }

  static Stream<Arguments> clientsAndTransactions() {
    return Stream.of(
        of(
            "a client's library",
            TestExchange.of(
                    ApiKeys.API_VERSIONS, new ApiVersionsDetails("librdkafka", "2.3.0", List.of()))
                .error(35),
            "CLIENT_DESCRIBED client=app software_name=librdkafka software_version=2.3.0"),
        of(
            "a client's user",
            TestExchange.of(
                ApiKeys.SASL_AUTHENTICATE, new SaslAuthenticateDetails("PLAIN", "ann", null, 0)),
            "CLIENT_DESCRIBED client=app principal=ann mechanism=PLAIN"),
        of(
            "a refused user is nobody",
            TestExchange.of(
                    ApiKeys.SASL_AUTHENTICATE, new SaslAuthenticateDetails("PLAIN", "ann", null, 0))
                .error(58)),
        of(
            "a producer begins",
            TestExchange.of(
                ApiKeys.INIT_PRODUCER_ID,
                new InitProducerIdDetails("tx", 60_000, -1, (short) -1, 9, (short) 2)),
            "PRODUCER_INITIALISED transactional_id=tx producer_id=9 producer_epoch=2"
                + " transaction_timeout_millis=60000"),
        of(
            "a transaction ends",
            TestExchange.of(
                ApiKeys.END_TXN, new EndTxnDetails("tx", 9, (short) 2, true, -1, (short) -1)),
            "TRANSACTION_ENDED transactional_id=tx producer_id=9 producer_epoch=2 committed=true"),
        of(
            "a refused end is none",
            TestExchange.of(
                    ApiKeys.END_TXN, new EndTxnDetails("tx", 9, (short) 2, true, -1, (short) -1))
                .error(47)),
        of(
            "markers that were written",
            TestExchange.of(
                ApiKeys.WRITE_TXN_MARKERS,
                new WriteTxnMarkersDetails(
                    List.of(
                        new WriteTxnMarkersDetails.Marker(
                            9,
                            (short) 2,
                            false,
                            1,
                            List.of(
                                new PartitionResult("__consumer_offsets", 3, 0),
                                new PartitionResult("orders", 1, 6)))))),
            "TRANSACTION_ENDED producer_id=9 producer_epoch=2 marker=true"
                + " partitions=[{topic=__consumer_offsets partitions=[3]}]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"offsets", "partitions", "topology", "groups", "clientsAndTransactions"})
  void statesWhatTheExchangeSays(String name, TestExchange exchange, List<String> facts) {
    assertThat(new MapperHarness().feed(exchange).finish().facts()).isEqualTo(facts);
  }

  @Test
  void aListThatAGapCutIsNotTakenForTheWhole() {
    // Given
    TopicPartitions half = new TopicPartitions("orders", KafkaUuid.ZERO, List.of(0));
    SyncGroupDetails assignment =
        new SyncGroupDetails("g", 5, "m-1", null, null, "range", List.of(), List.of(half));
    TestPartitions fetch = new TestPartitions();
    fetch.row("orders", 0).set("hw", 5);
    // When
    MapperHarness harness =
        new MapperHarness()
            .feed(TestExchange.of(ApiKeys.SYNC_GROUP, assignment).damaged())
            .feed(TestExchange.of(ApiKeys.FETCH, fetch).damaged());
    // Then
    assertThat(harness.finish().facts()).singleElement().asString().contains("high_watermark=5");
  }
}
