package io.streamgauge.protocol.details;

import java.util.List;

/**
 * OffsetForLeaderEpoch (key 23): where a leader epoch ends; truncation detection.
 *
 * @param replicaId the follower's broker id, -1 for a consumer, -2 below v3
 * @param partitions the request's partitions joined with the answer
 */
public record OffsetForLeaderEpochDetails(int replicaId, List<Partition> partitions)
    implements Details {
  public OffsetForLeaderEpochDetails {
    partitions = List.copyOf(partitions);
  }

  /**
   * A partition.
   *
   * @param requestedEpoch the leader epoch that was asked for
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   * @param leaderEpoch the answer's epoch, from v1; -1 for none
   * @param endOffset end offset of that epoch, -1 for none
   */
  public record Partition(
      String topic,
      int partition,
      int requestedEpoch,
      int errorCode,
      int leaderEpoch,
      long endOffset) {}
}
