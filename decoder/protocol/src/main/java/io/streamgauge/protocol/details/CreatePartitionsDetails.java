package io.streamgauge.protocol.details;

import java.util.List;

/**
 * CreatePartitions (key 37).
 *
 * @param validateOnly nothing is created
 * @param topics the request's topics joined with the answer
 */
public record CreatePartitionsDetails(boolean validateOnly, List<Topic> topics) implements Details {
  public CreatePartitionsDetails {
    topics = List.copyOf(topics);
  }

  /** A topic and how many partitions it shall have; {@link Details#NO_ERROR_CODE} if unanswered. */
  public record Topic(String name, int partitions, int errorCode) {}
}
