package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.GroupDescribed;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Result;
import io.streamgauge.events.v1.ShareOffset;
import io.streamgauge.events.v1.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lag status, rates and rebalances of groups, through the whole job. */
class StatusPipelineTest {
  private static final String GROUP = "kafka_cluster=\"prod\",consumergroup=\"billing\"";
  private static final String TOPIC = GROUP + ",topic=\"orders\"";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static String partitions(String status) {
    return "streamgauge_consumergroup_partitions{" + TOPIC + ",status=\"" + status + "\"}";
  }

  private static Event.Builder produced(Agent agent, long end) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(agent.topic("orders"))
                .setSource(Source.PRODUCE)
                .setAcks(-1)
                .setLogStartOffset(50)
                .setLogEndOffset(end));
  }

  private static Event.Builder committed(Agent agent, long offset) {
    return Facts.committed(agent.string("billing"), agent.topic("orders"), 0, offset);
  }

  private static Event.Builder member(Agent agent, String id, Change change, int generation) {
    return Event.newBuilder()
        .setMemberChanged(
            MemberChanged.newBuilder()
                .setGroup(agent.string("billing"))
                .setMemberId(agent.string(id))
                .setKind(GroupKind.CLASSIC)
                .setGeneration(generation)
                .setSessionTimeoutMillis(600_000)
                .setChange(change));
  }

  private static Agent agent(String id) {
    return new Agent(id).learned("prod", "K1", 1);
  }

  @Test
  void aGroupThatFallsSilentHasStoppedAlthoughNothingMoreArrives() throws Exception {
    Agent agent = agent("a");
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 121; second++) {
      if (second <= 12) {
        agent.tell(second - 0.5, produced(agent, 100 + 10L * second));
        agent.tell(second - 0.4, committed(agent, 90 + 10L * second));
      }
      batches.add(agent.batch(second));
    }

    Answers answers = Answers.of(batches);

    assertThat(answers.value(partitions("STOP"))).isEqualTo(1);
    assertThat(answers.value(partitions("OK"))).as("was told, and has ended").isNull();
    assertThat(answers.all).filteredOn(r -> SeriesKey.of(r).equals(partitions("OK"))).isNotEmpty();
    assertThat(answers.value("streamgauge_consumergroup_time_to_drain_seconds{" + GROUP + "}"))
        .isEqualTo(86_400);
    assertThat(answers.value("streamgauge_consumergroup_arrival_records_per_second{" + TOPIC + "}"))
        .isEqualTo(0);
    // 10 of the 170 records that the log still holds
    assertThat(answers.value("streamgauge_consumergroup_lag_retention_ratio{" + TOPIC + "}"))
        .isEqualTo(10.0 / 170);
  }

  @Test
  void ratesAreThoseOfTheLastMinute() throws Exception {
    Agent agent = agent("a");
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 91; second++) {
      agent.tell(second - 0.5, produced(agent, 1000 + 20L * second));
      agent.tell(second - 0.4, committed(agent, 500 + 30L * Math.max(0, second - 20)));
      batches.add(agent.batch(second));
    }

    Answers answers = Answers.of(batches);

    String rate = "streamgauge_consumergroup_%s_records_per_second{" + TOPIC + "}";
    assertThat(answers.value(rate.formatted("arrival"))).isEqualTo(20);
    assertThat(answers.value(rate.formatted("consumption"))).isEqualTo(30);
    // 2,800 − 2,600 = 200 records at the evaluation after 90 s
    assertThat(answers.value("streamgauge_consumergroup_time_to_drain_seconds{" + GROUP + "}"))
        .isEqualTo(20);
  }

  @Test
  void aRebalanceIsCountedWithItsReasonAndDuration() throws Exception {
    Agent agent = agent("a");
    List<EventBatch> batches = new ArrayList<>();
    agent.tell(0.1, member(agent, "one", Change.JOINED, 1));
    agent.tell(0.2, member(agent, "one", Change.ASSIGNED, 1));
    agent.tell(2.0, member(agent, "two", Change.JOINING, -1));
    agent.tell(3.0, member(agent, "one", Change.REBALANCING, 1));
    agent.tell(4.0, member(agent, "two", Change.JOINED, 2));
    agent.tell(4.1, member(agent, "one", Change.JOINED, 2));
    agent.tell(4.5, member(agent, "one", Change.ASSIGNED, 2));
    agent.tell(5.0, member(agent, "two", Change.ASSIGNED, 2));
    for (int second = 6; second <= 8; second++) {
      batches.add(agent.batch(second));
    }

    Answers answers = Answers.of(batches);

    assertThat(
            answers.value(
                "streamgauge_consumergroup_rebalances_total{" + GROUP + ",reason=\"join\"}"))
        .isEqualTo(1);
    Result durations =
        answers.last.get("streamgauge_consumergroup_rebalance_seconds{" + GROUP + "}");
    assertThat(durations.getHistogram().getMax()).isEqualTo(3_000_000_000L);
    assertThat(answers.value("streamgauge_consumergroup_state{" + GROUP + ",state=\"stable\"}"))
        .isEqualTo(1);
    assertThat(
            answers.value("streamgauge_consumergroup_state{" + GROUP + ",state=\"rebalancing\"}"))
        .isEqualTo(0);
  }

  @Test
  void aShareGroupsBacklogIsWhatLiesBehindItsStartOffset() throws Exception {
    Agent agent = agent("a");
    List<EventBatch> batches = new ArrayList<>();
    agent.tell(0.1, produced(agent, 100));
    agent.tell(
        0.2,
        Event.newBuilder()
            .setShareOffset(
                ShareOffset.newBuilder()
                    .setGroup(agent.string("workers"))
                    .setTopic(agent.topic("orders"))
                    .setStartOffset(70)));
    batches.add(agent.batch(1));
    agent.tell(1.1, produced(agent, 120));
    batches.add(agent.batch(2));
    batches.add(agent.batch(3));

    assertThat(
            Answers.of(batches)
                .value(
                    "streamgauge_sharegroup_backlog_records"
                        + "{kafka_cluster=\"prod\",group=\"workers\",topic=\"orders\"}"))
        .isEqualTo(50);
  }

  /** What streamgauge seed says of a group that has stopped. */
  private static EventBatch seed() {
    Agent seed = agent("seed-1");
    seed.tell(
        0.5,
        Event.newBuilder()
            .setOffsetCommitted(
                OffsetCommitted.newBuilder()
                    .setGroup(seed.string("billing"))
                    .setTopic(seed.topic("orders"))
                    .setOffset(40)
                    .setSource(Source.SEED)
                    .setGeneration(-1)));
    seed.tell(
        0.6,
        Event.newBuilder()
            .setGroupDescribed(
                GroupDescribed.newBuilder()
                    .setGroup(seed.string("billing"))
                    .setState(seed.string("Empty"))
                    .setKind(GroupKind.CLASSIC)
                    .setSource(Source.SEED)));
    return seed.last(1).toBuilder().setSeed(true).build();
  }

  private static Answers watched(List<EventBatch> before) throws Exception {
    Agent agent = agent("a");
    List<EventBatch> batches = new ArrayList<>();
    batches.add(agent.batch(0.9));
    batches.addAll(before);
    for (int second = 2; second <= 131; second++) {
      agent.tell(second - 0.5, produced(agent, 100 + second));
      batches.add(agent.batch(second));
    }
    return Answers.of(batches);
  }

  @Test
  void aGroupThatStoppedBeforeAnybodyWatchedHasStoppedAfterASeed() throws Exception {
    Answers answers = watched(List.of(seed()));

    assertThat(answers.value(partitions("STOP"))).isEqualTo(1);
    assertThat(answers.value("kafka_consumergroup_members{" + GROUP + "}")).isEqualTo(0);
    assertThat(
            answers.value("streamgauge_broker_coverage_ratio{kafka_cluster=\"prod\",broker=\"1\"}"))
        .isEqualTo(1.0);
    assertThat(answers.last.keySet()).noneMatch(key -> key.contains("node-seed"));
  }

  @Test
  void withoutASeedItIsNotObservable() throws Exception {
    assertThat(watched(List.of()).last.keySet()).noneMatch(key -> key.contains("billing"));
  }

  @Test
  void aSeedAloneWatchesNothingSoItsGroupsAreUnknown() throws Exception {
    List<EventBatch> batches = new ArrayList<>(List.of(seed()));
    Agent elsewhere = new Agent("b").learned("prod", "K1", 2).listening("10.0.0.2");
    for (int second = 2; second <= 31; second++) {
      elsewhere.tell(second - 0.5, produced(elsewhere, 100 + second));
      batches.add(elsewhere.batch(second));
    }

    assertThat(Answers.of(batches).value(partitions("UNKNOWN"))).isEqualTo(1);
  }

  private static final Set<String> EVALUATED =
      Set.of(
          "streamgauge_consumergroup_partitions",
          "streamgauge_consumergroup_arrival_records_per_second",
          "streamgauge_consumergroup_consumption_records_per_second",
          "streamgauge_consumergroup_time_to_drain_seconds",
          "streamgauge_consumergroup_rebalances_total",
          "streamgauge_consumergroup_state",
          "kafka_consumergroup_lag",
          "kafka_consumergroup_lag_sum");

  /** Every value that was told, in the order it was told per series. */
  private static List<String> told(Answers answers) {
    return answers.all.stream()
        .filter(result -> EVALUATED.contains(result.getMetric()))
        .map(
            result ->
                SeriesKey.of(result)
                    + " "
                    + result.getAsOfSeconds()
                    + " "
                    + (Results.isTombstone(result) ? "ended" : Answers.number(result)))
        .sorted()
        .toList();
  }

  /** Two agents: one sees the partition, the other the group. */
  private static List<List<EventBatch>> agents() {
    Agent leader = agent("leader");
    Agent coordinator = agent("coordinator").listening("10.0.0.2");
    List<EventBatch> offsets = new ArrayList<>();
    List<EventBatch> group = new ArrayList<>();
    Random random = new Random(5);
    long end = 1000;
    for (int second = 1; second <= 150; second++) {
      end += random.nextInt(50);
      leader.tell(second - 0.5, produced(leader, end));
      if (second < 60) {
        coordinator.tell(
            second - 0.7, member(coordinator, "m" + second / 30, Change.HEARTBEAT, second / 30));
        coordinator.tell(second - 0.6, committed(coordinator, end - random.nextInt(30)));
      }
      offsets.add(leader.batch(second));
      group.add(coordinator.batch(second));
    }
    return List.of(offsets, group);
  }

  /** Both in the order of each, one at most eight seconds ahead of the other. */
  private static List<EventBatch> interleaved(Random random) {
    List<List<EventBatch>> agents = agents();
    int[] at = {1, 1};
    List<EventBatch> all = new ArrayList<>(List.of(agents.get(0).get(0), agents.get(1).get(0)));
    while (at[0] < 150 || at[1] < 150) {
      int who = random.nextInt(2);
      if (at[who] < 150 && (at[who] - at[1 - who] < 8 || at[1 - who] == 150)) {
        all.add(agents.get(who).get(at[who]++));
      }
    }
    return all;
  }

  @Test
  void theOrderInWhichAgentsArriveDoesNotShow() throws Exception {
    List<String> once = told(Answers.of(interleaved(new Random(1))));
    List<String> again = told(Answers.of(interleaved(new Random(2))));

    assertThat(once).anyMatch(line -> line.contains("STOP")).isEqualTo(again);
  }
}
