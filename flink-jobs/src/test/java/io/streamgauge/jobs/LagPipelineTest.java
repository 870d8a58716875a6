package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.ProducerInitialised;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicPartitions;
import io.streamgauge.events.v1.TransactionEnded;
import io.streamgauge.events.v1.TransactionalOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What groups could read, and what transactions do to offsets, through the whole job. */
class LagPipelineTest {
  private static final String ID = "0123456789abcdef";
  private static final String GROUP = "kafka_cluster=\"prod\",consumergroup=\"billing\"";
  private static final String TOPIC = "{" + GROUP + ",topic=\"orders\"}";
  private static final String PARTITION = "{" + GROUP + ",topic=\"orders\",partition=\"0\"}";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private final Agent agent = new Agent("a").learned("prod", "K1", 1);
  private final List<EventBatch> batches = new ArrayList<>();

  private static Event.Builder event(PartitionOffsets.Builder offsets) {
    return Event.newBuilder().setPartitionOffsets(offsets);
  }

  private PartitionOffsets.Builder fetch(String client, long fetchOffset, int isolation) {
    return PartitionOffsets.newBuilder()
        .setTopic(agent.topic("orders", ID))
        .setSource(Source.FETCH)
        .setHighWatermark(100)
        .setLastStableOffset(80)
        .setClient(agent.client("10.0.0.9", client))
        .setFetchOffset(fetchOffset)
        .setIsolation(isolation);
  }

  /** The agent knows the topic of the assignment by its id only, as KIP-848 tells it. */
  private Event.Builder assigned(String group, String client) {
    return Event.newBuilder()
        .setMemberChanged(
            MemberChanged.newBuilder()
                .setGroup(agent.string(group))
                .setMemberId(agent.string(group + "-1"))
                .setChange(Change.ASSIGNED)
                .setSessionTimeoutMillis(600_000)
                .setClient(agent.client("10.0.0.9", client))
                .addAssignment(
                    TopicPartitions.newBuilder().setTopic(agent.topic(null, ID)).addPartitions(0)));
  }

  private void commit(double time, long offset) {
    agent.tell(
        time, Facts.committed(agent.string("billing"), agent.topic("orders", ID), 0, offset));
  }

  @Test
  void aGroupThatHasReadEverythingHasNoEffectiveLagAlthoughMarkersFollow() throws Exception {
    agent.tell(0.1, event(fetch("app", 97, 0).setTrailingControlRecords(2).setNextOffset(100)));
    commit(0.2, 98);
    batches.add(agent.batch(1));
    batches.add(agent.batch(2));

    Answers answers = Answers.of(batches);

    assertThat(answers.value("kafka_consumergroup_lag" + PARTITION)).isEqualTo(2);
    assertThat(answers.value("streamgauge_consumergroup_effective_lag_records" + TOPIC))
        .isEqualTo(0);
  }

  @Test
  void fetchesOfAMemberAreItsGroupsAndSayWhatItMayRead() throws Exception {
    agent.topic("orders", ID);
    agent.tell(0.1, assigned("billing", "app"));
    agent.tell(0.2, event(fetch("app", 70, 1)));
    agent.tell(0.3, event(fetch("another", 5, 0)));
    commit(0.4, 60);
    batches.add(agent.batch(1));
    batches.add(agent.batch(2));

    Answers answers = Answers.of(batches);

    assertThat(answers.value("streamgauge_consumergroup_fetch_lag_records" + TOPIC)).isEqualTo(30);
    assertThat(answers.value("streamgauge_consumergroup_effective_lag_records" + TOPIC))
        .isEqualTo(20);
    assertThat(answers.value("kafka_consumergroup_lag" + PARTITION)).isEqualTo(40);
  }

  @Test
  void anAssignmentWaitsForTheNamesOfItsTopics() throws Exception {
    agent.tell(0.1, assigned("billing", "app"));
    batches.add(agent.batch(1));
    agent.tell(1.2, event(fetch("app", 70, 0)));
    commit(1.4, 60);
    batches.add(agent.batch(2));
    batches.add(agent.batch(3));

    Answers answers = Answers.of(batches);

    assertThat(answers.value("streamgauge_consumergroup_fetch_lag_records" + TOPIC)).isEqualTo(30);
  }

  @Test
  void groupsThatShareAddressAndClientIdAreAmbiguous() throws Exception {
    agent.topic("orders", ID);
    agent.tell(0.1, assigned("billing", "rdkafka"));
    agent.tell(0.1, assigned("audit", "rdkafka"));
    agent.tell(0.2, event(fetch("rdkafka", 70, 1)));
    commit(0.4, 60);
    batches.add(agent.batch(1));
    batches.add(agent.batch(2));

    Answers answers = Answers.of(batches);

    assertThat(answers.value("streamgauge_consumergroup_fetch_lag_records" + TOPIC)).isNull();
    assertThat(answers.value("streamgauge_consumergroup_state{" + GROUP + ",state=\"ambiguous\"}"))
        .isEqualTo(1);
  }

  private void transaction(double time, long offset) {
    agent.tell(
        time,
        Event.newBuilder()
            .setProducerInitialised(
                ProducerInitialised.newBuilder()
                    .setProducerId(7)
                    .setTransactionTimeoutMillis(20_000)));
    agent.tell(
        time + 0.1,
        Event.newBuilder()
            .setTransactionalOffset(
                TransactionalOffset.newBuilder()
                    .setProducerId(7)
                    .setGroup(agent.string("billing"))
                    .setTopic(agent.topic("orders", ID))
                    .setOffset(offset)));
  }

  private void end(double time, boolean committed) {
    agent.tell(
        time,
        Event.newBuilder()
            .setTransactionEnded(
                TransactionEnded.newBuilder().setProducerId(7).setCommitted(committed)));
  }

  private Answers after(double seconds) throws Exception {
    for (int second = 2; second <= seconds; second++) {
      batches.add(agent.batch(second));
    }
    return Answers.of(batches);
  }

  @Test
  void aTransactionalCommitCountsOnceTheTransactionCommits() throws Exception {
    agent.tell(0.1, event(fetch("app", 90, 0)));
    commit(0.2, 40);
    transaction(0.3, 90);
    end(0.9, true);
    batches.add(agent.batch(1));

    assertThat(after(60).value("kafka_consumergroup_lag" + PARTITION)).isEqualTo(10);
  }

  @Test
  void anAbortedOneNever() throws Exception {
    agent.tell(0.1, event(fetch("app", 90, 0)));
    commit(0.2, 40);
    transaction(0.3, 90);
    end(0.9, false);
    batches.add(agent.batch(1));

    assertThat(after(60).value("kafka_consumergroup_lag" + PARTITION)).isEqualTo(60);
  }

  @Test
  void afterATransactionThatNobodyEndedTheLagIsUnknownUntilTheNextCommit() throws Exception {
    agent.tell(0.1, event(fetch("app", 90, 0)));
    commit(0.2, 40);
    transaction(0.3, 90);
    batches.add(agent.batch(1));

    Answers answers = after(60);

    assertThat(answers.value("kafka_consumergroup_lag" + PARTITION)).isNull();
    assertThat(answers.value("kafka_consumergroup_current_offset" + PARTITION)).isNull();
    assertThat(answers.value("streamgauge_consumergroup_effective_lag_records" + TOPIC)).isNull();

    batches.remove(batches.size() - 1);
    commit(58.5, 95);
    batches.add(agent.skipBatches(-1).batch(60));
    batches.add(agent.batch(61));
    assertThat(Answers.of(batches).value("kafka_consumergroup_lag" + PARTITION)).isEqualTo(5);
  }
}
