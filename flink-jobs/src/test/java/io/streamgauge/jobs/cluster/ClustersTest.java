package io.streamgauge.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.TopicDescribed;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.BrokersSeen;
import io.streamgauge.jobs.v1.ClusterFact;
import io.streamgauge.jobs.v1.GroupSeen;
import io.streamgauge.jobs.v1.PartitionFact;
import io.streamgauge.jobs.v1.PartitionSeen;
import io.streamgauge.jobs.v1.TopicKept;
import io.streamgauge.jobs.v1.TopicSeen;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final long HOUR_SECONDS = 3600;
  private static final long SECOND = 1_000_000_000L;
  private long now;
  private KeyedOneInputStreamOperatorTestHarness<String, ClusterFact, Result> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new Clusters(Duration.ofMinutes(10), Duration.ofHours(1))),
            ClusterFact::getCluster,
            Types.STRING,
            720,
            1,
            0);
    harness.setup(
        ProtoTypeInfo.forMessage(Result.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void tell(long second, String broker, ClusterFact.Builder fact) throws Exception {
    harness.processElement(
        fact.setCluster("c").setBroker(broker).setTimeNanos(second * 1_000_000_000L).build(), 0);
  }

  /** One topic, one broker by Metadata, one group. */
  private void tellAll(long second, String name) throws Exception {
    tell(
        second,
        "1",
        ClusterFact.newBuilder()
            .setTopic(
                TopicSeen.newBuilder()
                    .setTopic("topic-" + name)
                    .addPartitions(TopicDescribed.Partition.newBuilder().setLeader(1))));
    tell(
        second,
        "1",
        ClusterFact.newBuilder()
            .setBrokers(
                BrokersSeen.newBuilder()
                    .addBrokers(
                        BrokersSeen.Broker.newBuilder()
                            .setId("broker-" + name)
                            .setAddress("host-" + name + ":9092"))));
    tell(
        second,
        "1",
        ClusterFact.newBuilder()
            .setGroup(GroupSeen.newBuilder().setGroup("group-" + name).setTopic("topic-" + name)));
  }

  /** Event time goes on in steps, as it does where agents speak. */
  private void passTo(long second) throws Exception {
    for (; now < second; now += 5) {
      harness.processWatermark(now * 1000);
    }
    now = second;
    harness.processWatermark(second * 1000);
  }

  /** Keys of the series that have not ended. */
  private Set<String> alive() {
    Set<String> alive = new LinkedHashSet<>();
    for (Result result : harness.extractOutputValues()) {
      if (Results.isTombstone(result)) {
        alive.remove(SeriesKey.of(result));
      } else {
        alive.add(SeriesKey.of(result));
      }
    }
    return alive;
  }

  @Test
  void groupsHearTheirCoverageAgainAtEachSweepThoughItIsTheSame() throws Exception {
    tellAll(1, "a");
    passTo(200);

    assertThat(harness.getSideOutput(Clusters.COVERAGE))
        .extracting(StreamRecord::getValue)
        .filteredOn(fact -> fact.getGroup().equals("group-a") && fact.getTimeNanos() > 60 * SECOND)
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(fact -> fact.getCoverage() == 0);
  }

  private long dropped() {
    Collection<StreamRecord<io.streamgauge.jobs.v1.Increment>> increments =
        harness.getSideOutput(Clusters.INCREMENTS);
    return increments == null
        ? 0
        : increments.stream().mapToLong(increment -> increment.getValue().getCounter()).sum();
  }

  @Test
  void whatIsSilentForTheExpiryEndsAndIsCounted() throws Exception {
    // Given an old and, much later, a new topic, broker and group
    tellAll(1, "old");
    passTo(5);
    assertThat(alive()).anyMatch(key -> key.contains("topic-old"));
    tellAll(HOUR_SECONDS, "new");
    passTo(HOUR_SECONDS - 10);
    assertThat(dropped()).isZero();

    // When the old ones have been silent for the expiry
    passTo(HOUR_SECONDS + 60);

    // Then only they have ended
    assertThat(alive()).noneMatch(key -> key.contains("-old"));
    assertThat(alive())
        .anyMatch(key -> key.contains("topic-new"))
        .anyMatch(key -> key.contains("broker-new"))
        .anyMatch(key -> key.contains("group-new"));
    assertThat(dropped()).isEqualTo(3);
  }

  @Test
  void aClusterWithoutAnyNewsEndsAsAWhole() throws Exception {
    tellAll(1, "old");
    passTo(5);

    passTo(HOUR_SECONDS + 120);

    assertThat(alive()).isEmpty();
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void aQuietClusterIsToldAgainAtOnceWhenItSpeaks() throws Exception {
    tellAll(1, "old");
    passTo(20 * 60);

    tellAll(1201, "new");
    passTo(1205);

    assertThat(alive()).anyMatch(key -> key.contains("topic-new"));
  }

  @Test
  void theEndOfInputEndsNothing() throws Exception {
    tellAll(1, "old");
    passTo(20 * 60);
    Set<String> before = alive();

    harness.processWatermark(Long.MAX_VALUE);

    assertThat(alive()).isEqualTo(before).isNotEmpty();
    assertThat(dropped()).isZero();
  }

  @Test
  void aBrokerThatMovesLeavesItsOldAddress() throws Exception {
    for (int second : List.of(1, 3)) {
      tell(
          second,
          "1",
          ClusterFact.newBuilder()
              .setBrokers(
                  BrokersSeen.newBuilder()
                      .addBrokers(
                          BrokersSeen.Broker.newBuilder()
                              .setId("1")
                              .setAddress("host-" + second + ":9092"))));
      harness.processWatermark(second * 1000 + 1000);
    }

    assertThat(alive())
        .filteredOn(key -> key.startsWith("kafka_broker_info"))
        .singleElement()
        .asString()
        .contains("host-3:9092");
  }

  @Test
  void aDeletedTopicTakesAlongPartitionsThatOnlyCommitsTold() throws Exception {
    tell(
        1,
        "",
        ClusterFact.newBuilder()
            .setPartition(PartitionSeen.newBuilder().setTopic("t").setPartition(7)));

    tell(2, "1", ClusterFact.newBuilder().setTopicDeleted("t"));

    assertThat(harness.getSideOutput(Clusters.PARTITION_FACTS))
        .extracting(StreamRecord::getValue)
        .extracting(PartitionFact::getPartition)
        .containsExactly(7);
  }

  private void served(long second, int partition) throws Exception {
    tell(
        second,
        "1",
        ClusterFact.newBuilder()
            .setPartition(PartitionSeen.newBuilder().setTopic("t").setPartition(partition)));
  }

  private void kept(long second, boolean keepsAll) throws Exception {
    tell(
        second,
        "1",
        ClusterFact.newBuilder()
            .setTopicKept(TopicKept.newBuilder().setTopic("t").setKeepsAll(keepsAll)));
  }

  private List<String> toldOfRetention() {
    return harness.getSideOutput(Clusters.PARTITION_FACTS).stream()
        .map(StreamRecord::getValue)
        .map(
            fact ->
                fact.getPartition()
                    + ":"
                    + fact.getKeepsAll()
                    + " as of "
                    + fact.getTimeNanos() / SECOND)
        .toList();
  }

  @Test
  void partitionsHearWhetherTheirTopicKeepsAllWhicheverIsSeenFirst() throws Exception {
    served(1, 0);
    kept(2, true);
    served(3, 1);

    assertThat(toldOfRetention()).containsExactly("0:true as of 2", "1:true as of 2");
  }

  @Test
  void anOlderConfigurationDoesNotReplaceANewerOne() throws Exception {
    served(1, 0);
    kept(5, false);
    kept(4, true);

    assertThat(toldOfRetention()).containsExactly("0:false as of 5", "0:false as of 5");
  }

  @Test
  void aTopicMadeAnewHasNoConfigurationYet() throws Exception {
    kept(1, true);
    tell(2, "1", ClusterFact.newBuilder().setTopicDeleted("t"));

    served(3, 0);

    assertThat(harness.getSideOutput(Clusters.PARTITION_FACTS)).isNullOrEmpty();
  }
}
