package io.streamgauge.agent.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.privacy.PrivacyMode;
import io.streamgauge.agent.privacy.PrivacyPolicy;
import io.streamgauge.events.v1.EventBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

/** What a cluster answers to a seed leaves the node as what an agent sees does. */
class SeedPrivacyTest {
  private static final long STARTED = 1_700_000_000_000_000_000L;
  private static final Node BROKER = new Node(1, "broker-1", 9092);
  private static final String HOST = "10.20.30.40";

  private static ConsumerGroupDescription group(String id, String topic) {
    MemberDescription member =
        new MemberDescription(
            "member-1",
            Optional.empty(),
            Optional.empty(),
            "app",
            "/" + HOST,
            new MemberAssignment(Set.of(new TopicPartition(topic, 0))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new ConsumerGroupDescription(
        id,
        false,
        List.of(member),
        "range",
        GroupType.CLASSIC,
        GroupState.STABLE,
        BROKER,
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static void tell(SeedEvents events, String group, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    TopicPartitionInfo info = new TopicPartitionInfo(0, BROKER, List.of(BROKER), List.of(BROKER));
    events.topic(new TopicDescription(topic, false, List.of(info)), STARTED);
    events.offsets(partition, BROKER, 10, 0, STARTED);
    events.group(group(group, topic), STARTED);
    events.committed(group(group, topic), Map.of(partition, new OffsetAndMetadata(5)), STARTED);
  }

  /** The bytes that are sent, as text in which names are found. */
  private static String sent(PrivacyPolicy policy) {
    SeedEvents events = new SeedEvents(STARTED, "node", "test", "");
    events.cluster("cluster", BROKER, List.of(BROKER), STARTED);
    tell(events, "billing", "orders");
    tell(events, "secretgroup", "secrettopic");
    StringBuilder all = new StringBuilder();
    for (EventBatch batch : events.batches(policy)) {
      assertThat(batch.getSeed()).isTrue();
      all.append(new String(batch.toByteArray(), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  @Test
  void withoutAPolicyAllIsTold() {
    assertThat(sent(PrivacyPolicy.NONE))
        .contains("orders", "billing", "secrettopic", "secretgroup", HOST);
  }

  @Test
  void addressesAreCutAndWhatIsDeniedStays() {
    // Given
    PrivacyPolicy policy =
        PrivacyPolicy.of(PrivacyMode.MINIMAL, null, List.of("secrett*"), List.of("secretg*"));
    // When
    String sent = sent(policy);
    // Then
    assertThat(sent).contains("orders", "billing", "10.20.30.0/24").doesNotContain("secret", HOST);
  }
}
