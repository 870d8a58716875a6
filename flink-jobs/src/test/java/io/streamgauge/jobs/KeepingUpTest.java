package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.FetchWaits;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.events.v1.GroupKind;
import io.streamgauge.events.v1.MemberChanged;
import io.streamgauge.events.v1.MemberChanged.Change;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicPartitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Advice for a group that never has a backlog, through the whole job. */
class KeepingUpTest {
  private static final String GROUP = "{kafka_cluster=\"prod\",consumergroup=\"billing\"}";

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static Event.Builder assigned(Agent agent) {
    return Event.newBuilder()
        .setMemberChanged(
            MemberChanged.newBuilder()
                .setGroup(agent.string("billing"))
                .setMemberId(agent.string("m"))
                .setKind(GroupKind.CLASSIC)
                .setGeneration(1)
                .setSessionTimeoutMillis(600_000)
                .setClient(agent.client("10.0.0.9", "app"))
                .setChange(Change.ASSIGNED)
                .addAssignment(
                    TopicPartitions.newBuilder().setTopic(agent.topic("orders")).addPartitions(0)));
  }

  private static Event.Builder produced(Agent agent, long end) {
    return Event.newBuilder()
        .setPartitionOffsets(
            PartitionOffsets.newBuilder()
                .setTopic(agent.topic("orders"))
                .setSource(Source.PRODUCE)
                .setAcks(-1)
                .setLogEndOffset(end));
  }

  /** The member's fetch waited for 60 % of the second. */
  private static Event.Builder waited(Agent agent, long second) {
    byte[] slots = new byte[60];
    Arrays.fill(slots, (byte) FetchWaits.WHOLE);
    return Event.newBuilder()
        .setFetchWaits(
            FetchWaitRollup.newBuilder()
                .setClient(agent.client("10.0.0.9", "app"))
                .setPartitions(1)
                .setFromNanos(Agent.nanos((double) second))
                .setWaited(ByteString.copyFrom(slots)));
  }

  @Test
  void theTimeItDoesNotWaitGivesItsServiceRateAndSoAdvice() throws Exception {
    // Given 200 records/s that are read at once by a member which is busy for 40 % of its time
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 182; second++) {
      if (second == 1) {
        agent.tell(0.1, assigned(agent));
      }
      agent.add(second - 1, Facts.traffic(100, 0, 100L * second));
      agent.add(second - 1, waited(agent, second - 1));
      agent.tell(second - 0.5, produced(agent, 200L * second));
      agent.tell(
          second - 0.4,
          Facts.committed(agent.string("billing"), agent.topic("orders"), 0, 200L * second));
      batches.add(agent.batch(second));
    }
    // When
    Answers answers = Answers.of(batches);
    // Then
    assertThat(answers.value("streamgauge_consumergroup_service_records_per_second" + GROUP))
        .isEqualTo(500, Assertions.within(1.0));
    assertThat(answers.value("streamgauge_autoscale_utilization_ratio" + GROUP))
        .isEqualTo(0.4, Assertions.within(0.01));
    assertThat(answers.value("streamgauge_autoscale_recommended_replicas" + GROUP)).isEqualTo(1);
    assertThat(
            answers.last.entrySet().stream()
                .filter(each -> each.getKey().startsWith("streamgauge_autoscale_hold"))
                .filter(each -> Answers.number(each.getValue()) == 1))
        .isEmpty();
  }
}
