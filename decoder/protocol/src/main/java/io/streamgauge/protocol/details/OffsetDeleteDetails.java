package io.streamgauge.protocol.details;

import java.util.List;

/**
 * OffsetDelete (key 47): committed offsets of a group are removed.
 *
 * @param groupId the group
 * @param partitions the request's partitions joined with the answer
 */
public record OffsetDeleteDetails(String groupId, List<PartitionResult> partitions)
    implements Details {
  public OffsetDeleteDetails {
    partitions = List.copyOf(partitions);
  }
}
