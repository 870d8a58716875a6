package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;
import java.util.Map;

/**
 * WriteTxnMarkers (key 27), between brokers.
 *
 * @param markers the request's markers joined with the answer
 */
public record WriteTxnMarkersDetails(List<Marker> markers) implements Details {
  static final CaptureSpec<WriteTxnMarkersDetails> SPEC =
      CaptureSpec.of(27, "WriteTxnMarkers")
          .requestBelow("Markers", "ProducerId", "ProducerEpoch", "TransactionResult")
          .requestBelow("Markers", "CoordinatorEpoch", "Topics.Name", "Topics.PartitionIndexes")
          .responseBelow("Markers", "ProducerId", "Topics.Name")
          .responseBelow("Markers.Topics.Partitions", "PartitionIndex", "ErrorCode")
          .make(
              (request, response) ->
                  new WriteTxnMarkersDetails(
                      Marker.list(request.structs("Markers"), response.structs("Markers"))));

  /** Takes copies of its lists. */
  public WriteTxnMarkersDetails {
    markers = List.copyOf(markers);
  }

  /** A marker: committed or aborted, for the partitions of one broker. */
  public record Marker(
      long producerId,
      short producerEpoch,
      boolean committed,
      int coordinatorEpoch,
      List<PartitionResult> partitions) {
    /** Takes copies of its lists. */
    public Marker {
      partitions = List.copyOf(partitions);
    }

    /** Markers of one producer are not told apart by the answer, so none may hide another. */
    static List<Marker> list(List<Fields> asked, List<Fields> answered) {
      Map<Long, Fields> answers = Parts.by(answered, marker -> marker.number("ProducerId", -1));
      return asked.stream()
          .map(marker -> of(marker, answers.get(marker.number("ProducerId", -1))))
          .toList();
    }

    private static Marker of(Fields asked, Fields answer) {
      return new Marker(
          asked.number("ProducerId", -1),
          (short) asked.integer("ProducerEpoch", -1),
          asked.flag("TransactionResult"),
          asked.integer("CoordinatorEpoch", -1),
          results(asked, answer));
    }

    private static List<PartitionResult> results(Fields asked, Fields answer) {
      List<Fields> answered = answer == null ? List.of() : answer.structs("Topics");
      Map<Parts.Place, Fields> results =
          Parts.places(answered, "Name", "Partitions", "PartitionIndex");
      return Parts.barePlaces(asked.structs("Topics"), "PartitionIndexes").keySet().stream()
          .map(
              place ->
                  new PartitionResult(
                      place.topic(), place.partition(), Parts.error(results.get(place))))
          .toList();
    }
  }
}
