package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * OffsetDelete (key 47): committed offsets of a group are removed.
 *
 * @param groupId the group
 * @param partitions the request's partitions joined with the answer
 */
public record OffsetDeleteDetails(String groupId, List<PartitionResult> partitions)
    implements Details {
  static final CaptureSpec<OffsetDeleteDetails> SPEC =
      CaptureSpec.of(47, "OffsetDelete")
          .request("GroupId", "Topics.Name", "Topics.Partitions.PartitionIndex")
          .responseBelow("Topics", "Name", "Partitions.PartitionIndex", "Partitions.ErrorCode")
          .make(
              (request, response) ->
                  new OffsetDeleteDetails(
                      request.text("GroupId"),
                      Parts.results(
                          Parts.places(
                              request.structs("Topics"), "Name", "Partitions", "PartitionIndex"),
                          Parts.places(
                              response.structs("Topics"), "Name", "Partitions", "PartitionIndex"),
                          "ErrorCode")));

  /** Takes copies of its lists. */
  public OffsetDeleteDetails {
    partitions = List.copyOf(partitions);
  }
}
