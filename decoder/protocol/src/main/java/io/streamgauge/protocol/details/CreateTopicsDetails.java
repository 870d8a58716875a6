package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * CreateTopics (key 19).
 *
 * @param validateOnly from v1: nothing is created
 * @param topics the request's topics joined with the answer
 */
public record CreateTopicsDetails(boolean validateOnly, List<Topic> topics) implements Details {
  public CreateTopicsDetails {
    topics = List.copyOf(topics);
  }

  /**
   * A topic.
   *
   * @param id from v7 and once created; else {@link KafkaUuid#ZERO}
   * @param partitions the answer's number (from v5), else the request's; -1 for the default
   * @param replicationFactor likewise
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Topic(
      String name, KafkaUuid id, int partitions, int replicationFactor, int errorCode) {}
}
