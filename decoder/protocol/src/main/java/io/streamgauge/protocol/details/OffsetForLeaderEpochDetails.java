package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * OffsetForLeaderEpoch (key 23): where a leader epoch ends; truncation detection.
 *
 * @param replicaId the follower's broker id, -1 for a consumer, -2 below v3
 * @param partitions the request's partitions joined with the answer
 */
public record OffsetForLeaderEpochDetails(int replicaId, List<Partition> partitions)
    implements Details {
  static final CaptureSpec<OffsetForLeaderEpochDetails> SPEC =
      CaptureSpec.of(23, "OffsetForLeaderEpoch")
          .request(
              "ReplicaId",
              "Topics.Topic",
              "Topics.Partitions.Partition",
              "Topics.Partitions.LeaderEpoch")
          .responseBelow(
              "Topics",
              "Topic",
              "Partitions.ErrorCode",
              "Partitions.Partition",
              "Partitions.LeaderEpoch",
              "Partitions.EndOffset")
          .make(
              (request, response) ->
                  new OffsetForLeaderEpochDetails(
                      request.integer("ReplicaId", -2),
                      Parts.join(
                          Parts.places(
                              request.structs("Topics"), "Topic", "Partitions", "Partition"),
                          Parts.places(
                              response.structs("Topics"), "Topic", "Partitions", "Partition"),
                          Partition::of)));

  /** Takes copies of its lists. */
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
      long endOffset) {
    static Partition of(Parts.Place place, Fields asked, Fields answer) {
      return new Partition(
          place.topic(),
          place.partition(),
          Parts.integer(asked, "LeaderEpoch", -1),
          Parts.error(answer),
          Parts.integer(answer, "LeaderEpoch", -1),
          Parts.number(answer, "EndOffset", -1));
    }
  }
}
