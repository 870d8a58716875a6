package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * ReadShareGroupState (key 84, KIP-932), between brokers.
 *
 * @param groupId the share group
 * @param partitions the request's partitions joined with the answer
 */
public record ReadShareGroupStateDetails(String groupId, List<Partition> partitions)
    implements Details {
  static final CaptureSpec<ReadShareGroupStateDetails> SPEC =
      CaptureSpec.of(84, "ReadShareGroupState")
          .request("GroupId", "Topics.TopicId")
          .requestBelow("Topics.Partitions", "Partition", "LeaderEpoch")
          .response("Results.TopicId")
          .responseBelow(
              "Results.Partitions", "Partition", "ErrorCode", "StateEpoch", "StartOffset")
          .responseBelow("Results.Partitions.StateBatches", Parts.STATE_BATCH)
          .make(
              (request, response) ->
                  new ReadShareGroupStateDetails(
                      request.text("GroupId"),
                      Parts.join(
                          Parts.idPlaces(request.structs("Topics"), "Partition"),
                          Parts.idPlaces(response.structs("Results"), "Partition"),
                          Partition::of)));

  /** Takes copies of its lists. */
  public ReadShareGroupStateDetails {
    partitions = List.copyOf(partitions);
  }

  /**
   * A partition.
   *
   * @param leaderEpoch the request's leader epoch
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   * @param stateEpoch -1 without an answer
   * @param startOffset the share-partition start offset; -1 for none or without an answer
   * @param batches state of the offsets from there on
   */
  public record Partition(
      KafkaUuid topicId,
      int partition,
      int leaderEpoch,
      int errorCode,
      int stateEpoch,
      long startOffset,
      List<StateBatch> batches) {
    /** Takes copies of its lists. */
    public Partition {
      batches = List.copyOf(batches);
    }

    static Partition of(Parts.Place place, Fields asked, Fields answer) {
      return new Partition(
          place.topicId(),
          place.partition(),
          Parts.integer(asked, "LeaderEpoch", -1),
          Parts.error(answer),
          Parts.integer(answer, "StateEpoch", -1),
          Parts.number(answer, "StartOffset", -1),
          Parts.batches(answer));
    }
  }
}
