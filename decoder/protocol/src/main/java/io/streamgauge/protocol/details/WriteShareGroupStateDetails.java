package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * WriteShareGroupState (key 85, KIP-932), between brokers.
 *
 * @param groupId the share group
 * @param partitions the request's partitions joined with the answer
 */
public record WriteShareGroupStateDetails(String groupId, List<Partition> partitions)
    implements Details {
  static final CaptureSpec<WriteShareGroupStateDetails> SPEC =
      CaptureSpec.of(85, "WriteShareGroupState")
          .request("GroupId", "Topics.TopicId")
          .requestBelow("Topics.Partitions", "Partition", "StateEpoch", "LeaderEpoch")
          .requestBelow("Topics.Partitions", "StartOffset", "DeliveryCompleteCount")
          .requestBelow("Topics.Partitions.StateBatches", Parts.STATE_BATCH)
          .responseBelow("Results", "TopicId", "Partitions.Partition", "Partitions.ErrorCode")
          .make(
              (request, response) ->
                  new WriteShareGroupStateDetails(
                      request.text("GroupId"),
                      Parts.join(
                          Parts.idPlaces(request.structs("Topics"), "Partition"),
                          Parts.idPlaces(response.structs("Results"), "Partition"),
                          Partition::of)));

  /** Takes copies of its lists. */
  public WriteShareGroupStateDetails {
    partitions = List.copyOf(partitions);
  }

  /**
   * A partition.
   *
   * @param startOffset the share-partition start offset; -1 if it does not change
   * @param deliveryCompleteCount offsets from there on whose delivery is complete; from v1, else -1
   * @param batches state of offsets that changed
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Partition(
      KafkaUuid topicId,
      int partition,
      int stateEpoch,
      int leaderEpoch,
      long startOffset,
      int deliveryCompleteCount,
      List<StateBatch> batches,
      int errorCode) {
    /** Takes copies of its lists. */
    public Partition {
      batches = List.copyOf(batches);
    }

    static Partition of(Parts.Place place, Fields asked, Fields answer) {
      return new Partition(
          place.topicId(),
          place.partition(),
          Parts.integer(asked, "StateEpoch", -1),
          Parts.integer(asked, "LeaderEpoch", -1),
          Parts.number(asked, "StartOffset", -1),
          Parts.integer(asked, "DeliveryCompleteCount", -1),
          Parts.batches(asked),
          Parts.error(answer));
    }
  }
}
