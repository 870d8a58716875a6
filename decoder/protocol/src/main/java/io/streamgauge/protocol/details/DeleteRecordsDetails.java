package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * DeleteRecords (key 21): the start of partitions moves on.
 *
 * @param partitions the request's partitions joined with the answer
 */
public record DeleteRecordsDetails(List<Partition> partitions) implements Details {
  static final CaptureSpec<DeleteRecordsDetails> SPEC =
      CaptureSpec.of(21, "DeleteRecords")
          .request("Topics.Name")
          .requestBelow("Topics.Partitions", "PartitionIndex", "Offset")
          .response("Topics.Name")
          .responseBelow("Topics.Partitions", "PartitionIndex", "LowWatermark", "ErrorCode")
          .make(
              (request, response) ->
                  new DeleteRecordsDetails(
                      Parts.join(
                          Parts.places(
                              request.structs("Topics"), "Name", "Partitions", "PartitionIndex"),
                          Parts.places(
                              response.structs("Topics"), "Name", "Partitions", "PartitionIndex"),
                          Partition::of)));

  /** Takes copies of its lists. */
  public DeleteRecordsDetails {
    partitions = List.copyOf(partitions);
  }

  /**
   * A partition.
   *
   * @param offset records before it shall go; -1 for all
   * @param lowWatermark the new start, -1 for none or without an answer
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Partition(
      String topic, int partition, long offset, long lowWatermark, int errorCode) {
    static Partition of(Parts.Place place, Fields asked, Fields answer) {
      return new Partition(
          place.topic(),
          place.partition(),
          Parts.number(asked, "Offset", -1),
          Parts.number(answer, "LowWatermark", -1),
          Parts.error(answer));
    }
  }
}
