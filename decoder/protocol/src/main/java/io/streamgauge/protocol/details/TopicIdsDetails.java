package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of apis that are read for one thing only: they tell which topic id has which name.
 *
 * <p>LeaderAndIsr (key 4, from v5) and UpdateMetadata (key 6, from v7) in requests of a controller
 * before Kafka 4; DescribeTopicPartitions (75), ShareGroupDescribe (77), AlterShareGroupOffsets
 * (91) and DeleteShareGroupOffsets (92) in answers.
 *
 * @param topics in the order of the message; perhaps one topic several times
 */
public record TopicIdsDetails(List<Topic> topics) implements Details {
  static final CaptureSpec<TopicIdsDetails> LEADER_AND_ISR = inRequest(4, "LeaderAndIsr");
  static final CaptureSpec<TopicIdsDetails> UPDATE_METADATA = inRequest(6, "UpdateMetadata");
  static final CaptureSpec<TopicIdsDetails> DESCRIBE_TOPIC_PARTITIONS =
      CaptureSpec.of(75, "DescribeTopicPartitions")
          .responseBelow("Topics", "Name", "TopicId")
          .make((request, response) -> of(response.structs("Topics").stream(), "Name"));
  static final CaptureSpec<TopicIdsDetails> SHARE_GROUP_DESCRIBE =
      CaptureSpec.of(77, "ShareGroupDescribe")
          .responseBelow("Groups.Members.Assignment.TopicPartitions", "TopicId", "TopicName")
          .make((request, response) -> of(assigned(response), "TopicName"));
  static final CaptureSpec<TopicIdsDetails> ALTER_SHARE_GROUP_OFFSETS =
      inResponses(91, "AlterShareGroupOffsets");
  static final CaptureSpec<TopicIdsDetails> DELETE_SHARE_GROUP_OFFSETS =
      inResponses(92, "DeleteShareGroupOffsets");

  /** Takes a copy of its list. */
  public TopicIdsDetails {
    topics = List.copyOf(topics);
  }

  /**
   * A topic that has both.
   *
   * @param name never null or empty
   * @param id never zero
   */
  public record Topic(String name, KafkaUuid id) {}

  private static CaptureSpec<TopicIdsDetails> inRequest(int apiKey, String apiName) {
    return CaptureSpec.of(apiKey, apiName)
        .requestBelow("TopicStates", "TopicName", "TopicId")
        .make((request, response) -> of(request.structs("TopicStates").stream(), "TopicName"));
  }

  private static CaptureSpec<TopicIdsDetails> inResponses(int apiKey, String apiName) {
    return CaptureSpec.of(apiKey, apiName)
        .responseBelow("Responses", "TopicName", "TopicId")
        .make((request, response) -> of(response.structs("Responses").stream(), "TopicName"));
  }

  private static Stream<Fields> assigned(Fields response) {
    return response.structs("Groups").stream()
        .flatMap(group -> group.structs("Members").stream())
        .map(member -> member.struct("Assignment"))
        .filter(assignment -> assignment != null)
        .flatMap(assignment -> assignment.structs("TopicPartitions").stream());
  }

  private static TopicIdsDetails of(Stream<Fields> topics, String nameField) {
    return new TopicIdsDetails(
        topics
            .filter(topic -> topic.text(nameField) != null && !topic.text(nameField).isEmpty())
            .filter(topic -> !topic.uuid("TopicId").isZero())
            .map(topic -> new Topic(topic.text(nameField), topic.uuid("TopicId")))
            .toList());
  }
}
