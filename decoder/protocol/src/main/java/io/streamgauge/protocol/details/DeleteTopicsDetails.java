package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * DeleteTopics (key 20).
 *
 * @param topics the request's topics joined with the answer
 */
public record DeleteTopicsDetails(List<Topic> topics) implements Details {
  public DeleteTopicsDetails {
    topics = List.copyOf(topics);
  }

  /**
   * A topic.
   *
   * @param name null where only the id is known
   * @param id from v6, else {@link KafkaUuid#ZERO}
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Topic(String name, KafkaUuid id, int errorCode) {}
}
