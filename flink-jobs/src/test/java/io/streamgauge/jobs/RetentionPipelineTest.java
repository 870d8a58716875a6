package io.streamgauge.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.PartitionOffsets;
import io.streamgauge.events.v1.RecordsDeleted;
import io.streamgauge.events.v1.Source;
import io.streamgauge.events.v1.TopicConfigured;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The retention ratio of topics that lose records in different ways, through the whole job. */
class RetentionPipelineTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static String ratio(String topic) {
    return "streamgauge_consumergroup_lag_retention_ratio{kafka_cluster=\"prod\","
        + "consumergroup=\"billing\",topic=\""
        + topic
        + "\"}";
  }

  /** The log holds 100 records, of which 90 wait. */
  private static void traffic(Agent agent, double time, String topic) {
    agent.tell(
        time,
        Event.newBuilder()
            .setPartitionOffsets(
                PartitionOffsets.newBuilder()
                    .setTopic(agent.topic(topic))
                    .setSource(Source.FETCH)
                    .setLogStartOffset(50)
                    .setHighWatermark(150)));
    agent.tell(time, Facts.committed(agent.string("billing"), agent.topic(topic), 0, 60));
  }

  private static Event.Builder configured(Agent agent, String topic, long retentionMillis) {
    return Event.newBuilder()
        .setTopicConfigured(
            TopicConfigured.newBuilder()
                .setTopic(agent.topic(topic))
                .setCleanupPolicy(agent.string("delete"))
                .setRetentionMillis(retentionMillis)
                .setRetentionBytes(-1));
  }

  private static Event.Builder purged(Agent agent, String topic) {
    return Event.newBuilder()
        .setRecordsDeleted(
            RecordsDeleted.newBuilder().setTopic(agent.topic(topic)).setLowWatermark(50));
  }

  @Test
  void isToldOnlyOfLogsThatRetentionShortens() throws Exception {
    // Given
    Agent agent = new Agent("a").learned("prod", "K1", 1);
    List<EventBatch> batches = new ArrayList<>();
    for (int second = 1; second <= 31; second++) {
      if (second == 1) {
        agent.tell(0.1, configured(agent, "kept-for-ever", -1));
        agent.tell(0.1, purged(agent, "purged"));
      }
      for (String topic : List.of("unknown", "kept-a-week", "kept-for-ever", "purged", "later")) {
        traffic(agent, second - 0.5, topic);
      }
      if (second == 15) {
        agent.tell(14.6, configured(agent, "later", -1));
        agent.tell(14.6, configured(agent, "kept-a-week", 604_800_000));
      }
      batches.add(agent.batch(second));
    }
    // When
    Answers answers = Answers.of(batches);
    // Then
    assertThat(answers.value(ratio("unknown"))).isEqualTo(0.9);
    assertThat(answers.value(ratio("kept-a-week"))).isEqualTo(0.9);
    assertThat(answers.value(ratio("later"))).as("ended when its configuration was told").isNull();
    assertThat(answers.all)
        .extracting(SeriesKey::of)
        .contains(ratio("later"))
        .doesNotContain(ratio("kept-for-ever"), ratio("purged"));
  }
}
