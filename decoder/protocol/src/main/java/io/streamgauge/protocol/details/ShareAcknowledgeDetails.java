package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import io.streamgauge.protocol.details.value.KafkaUuid;
import java.util.List;

/**
 * ShareAcknowledge (key 79, KIP-932).
 *
 * @param groupId the share group, or null
 * @param memberId the member, or null
 * @param sessionEpoch share session epoch; 0 opens, -1 closes
 * @param partitions the request's partitions joined with the answer
 */
public record ShareAcknowledgeDetails(
    String groupId, String memberId, int sessionEpoch, List<Partition> partitions)
    implements Details {
  static final CaptureSpec<ShareAcknowledgeDetails> SPEC =
      CaptureSpec.of(79, "ShareAcknowledge")
          .request("GroupId", "MemberId", "ShareSessionEpoch", "Topics.TopicId")
          .request("Topics.Partitions.PartitionIndex")
          .requestBelow(
              "Topics.Partitions.AcknowledgementBatches",
              "FirstOffset",
              "LastOffset",
              "AcknowledgeTypes")
          .responseBelow(
              "Responses", "TopicId", "Partitions.PartitionIndex", "Partitions.ErrorCode")
          .make(
              (request, response) ->
                  new ShareAcknowledgeDetails(
                      request.text("GroupId"),
                      request.text("MemberId"),
                      request.integer("ShareSessionEpoch", -1),
                      Parts.join(
                          Parts.idPlaces(request.structs("Topics"), "PartitionIndex"),
                          Parts.idPlaces(response.structs("Responses"), "PartitionIndex"),
                          Partition::of)));

  /** Takes copies of its lists. */
  public ShareAcknowledgeDetails {
    partitions = List.copyOf(partitions);
  }

  /**
   * A partition; {@link Details#NO_ERROR_CODE} when no answer was seen.
   *
   * @param batches what is acknowledged, in order of offset
   */
  public record Partition(
      KafkaUuid topicId, int partition, int errorCode, List<AcknowledgementBatch> batches) {
    /** Takes copies of its lists. */
    public Partition {
      batches = List.copyOf(batches);
    }

    static Partition of(Parts.Place place, Fields asked, Fields answer) {
      return new Partition(
          place.topicId(),
          place.partition(),
          Parts.error(answer),
          asked == null
              ? List.of()
              : asked.structs("AcknowledgementBatches").stream()
                  .map(AcknowledgementBatch::of)
                  .toList());
    }
  }

  /**
   * A range of offsets, both ends included.
   *
   * @param types 0 gap, 1 accept, 2 release, 3 reject, 4 renew; one for all offsets or one each
   */
  public record AcknowledgementBatch(long firstOffset, long lastOffset, List<Integer> types) {
    /** Takes copies of its lists. */
    public AcknowledgementBatch {
      types = List.copyOf(types);
    }

    static AcknowledgementBatch of(Fields batch) {
      return new AcknowledgementBatch(
          batch.number("FirstOffset", -1),
          batch.number("LastOffset", -1),
          batch.integers("AcknowledgeTypes"));
    }
  }
}
