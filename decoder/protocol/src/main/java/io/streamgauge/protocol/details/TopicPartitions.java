package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * Partitions of one topic.
 *
 * @param topic topic name, or null where the message carries an id only
 * @param topicId topic id, {@link KafkaUuid#ZERO} where the message carries a name only
 * @param partitions partition indexes
 */
public record TopicPartitions(String topic, KafkaUuid topicId, List<Integer> partitions) {
  /** Takes copies of its lists. */
  public TopicPartitions {
    partitions = List.copyOf(partitions);
  }
}
