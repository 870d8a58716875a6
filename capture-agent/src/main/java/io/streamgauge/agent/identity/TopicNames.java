package io.streamgauge.agent.identity;

import io.streamgauge.protocol.details.ConsumerGroupDescribeDetails;
import io.streamgauge.protocol.details.CreateTopicsDetails;
import io.streamgauge.protocol.details.DeleteTopicsDetails;
import io.streamgauge.protocol.details.DescribeShareGroupOffsetsDetails;
import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.MetadataDetails;
import io.streamgauge.protocol.details.TopicIdsDetails;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of topic ids, as far as the capture told them. Bounded: beyond the limit ids stay without a
 * name and are counted.
 */
public final class TopicNames {
  /** Topics remembered by default; about 20 MB. */
  public static final int DEFAULT_LIMIT = 100_000;

  private final int limit;
  private final Map<KafkaUuid, String> names = new HashMap<>();
  private long notLearned;

  /**
   * @param limit names remembered; 1 or more
   */
  public TopicNames(int limit) {
    this.limit = limit;
  }

  /** Takes in what an exchange says of names and ids; most say nothing. */
  public void learn(Details details) {
    if (details instanceof MetadataDetails metadata) {
      metadata.topics().forEach(topic -> learn(topic.id(), topic.name()));
    } else if (details instanceof CreateTopicsDetails created) {
      created.topics().forEach(topic -> learn(topic.id(), topic.name()));
    } else if (details instanceof DeleteTopicsDetails deleted) {
      deleted.topics().forEach(topic -> learn(topic.id(), topic.name()));
    } else if (details instanceof ConsumerGroupDescribeDetails described) {
      described.groups().forEach(group -> group.members().forEach(this::learn));
    } else if (details instanceof DescribeShareGroupOffsetsDetails described) {
      described
          .groups()
          .forEach(
              group -> group.partitions().forEach(each -> learn(each.topicId(), each.topic())));
    } else if (details instanceof TopicIdsDetails told) {
      told.topics().forEach(topic -> learn(topic.id(), topic.name()));
    }
  }

  private void learn(ConsumerGroupDescribeDetails.Member member) {
    member.assignment().forEach(topic -> learn(topic.topicId(), topic.topic()));
    member.targetAssignment().forEach(topic -> learn(topic.topicId(), topic.topic()));
  }

  private void learn(KafkaUuid id, String name) {
    if (id.isZero() || name == null || name.isEmpty()) {
      return;
    }
    if (names.size() >= limit && !names.containsKey(id)) {
      notLearned++;
      return;
    }
    names.put(id, name);
  }

  /** The name of an id, or null if it was not learned. */
  public String nameOf(KafkaUuid id) {
    return names.get(id);
  }

  /** How often the limit kept a name from being learned. */
  public long notLearned() {
    return notLearned;
  }
}
