package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * DescribeShareGroupOffsets (key 90, KIP-932).
 *
 * @param groups the answer's groups
 */
public record DescribeShareGroupOffsetsDetails(List<Group> groups) implements Details {
  public DescribeShareGroupOffsetsDetails {
    groups = List.copyOf(groups);
  }

  /** A group; error 0 for none. */
  public record Group(String groupId, int errorCode, List<Partition> partitions) {
    public Group {
      partitions = List.copyOf(partitions);
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
      int errorCode) {}
}
