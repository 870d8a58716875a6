package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;
import java.util.stream.Stream;

/**
 * DescribeShareGroupOffsets (key 90, KIP-932).
 *
 * @param groups the answer's groups
 */
public record DescribeShareGroupOffsetsDetails(List<Group> groups) implements Details {
  static final CaptureSpec<DescribeShareGroupOffsetsDetails> SPEC =
      CaptureSpec.of(90, "DescribeShareGroupOffsets")
          .responseBelow("Groups", "GroupId", "ErrorCode", "Topics.TopicName", "Topics.TopicId")
          .responseBelow(
              "Groups.Topics.Partitions",
              "PartitionIndex",
              "StartOffset",
              "LeaderEpoch",
              "Lag",
              "ErrorCode")
          .make(
              (request, response) ->
                  new DescribeShareGroupOffsetsDetails(
                      response.structs("Groups").stream().map(Group::of).toList()));

  /** Takes copies of its lists. */
  public DescribeShareGroupOffsetsDetails {
    groups = List.copyOf(groups);
  }

  /** A group; error 0 for none. */
  public record Group(String groupId, int errorCode, List<Partition> partitions) {
    /** Takes copies of its lists. */
    public Group {
      partitions = List.copyOf(partitions);
    }

    static Group of(Fields group) {
      return new Group(
          group.text("GroupId"),
          group.integer("ErrorCode", 0),
          group.structs("Topics").stream().flatMap(Partition::of).toList());
    }
  }

  /**
   * A partition.
   *
   * @param startOffset the share-partition start offset, -1 for none
   * @param lag from v1; -1 if unknown
   * @param errorCode 0 for none
   */
  public record Partition(
      String topic,
      KafkaUuid topicId,
      int partition,
      long startOffset,
      int leaderEpoch,
      long lag,
      int errorCode) {
    static Stream<Partition> of(Fields topic) {
      return topic.structs("Partitions").stream()
          .map(
              partition ->
                  new Partition(
                      topic.text("TopicName"),
                      topic.uuid("TopicId"),
                      partition.integer("PartitionIndex", -1),
                      partition.number("StartOffset", -1),
                      partition.integer("LeaderEpoch", -1),
                      partition.number("Lag", -1),
                      partition.integer("ErrorCode", 0)));
    }
  }
}
