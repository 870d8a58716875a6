package io.streamgauge.protocol.details;

import java.util.List;

/**
 * WriteTxnMarkers (key 27), between brokers.
 *
 * @param markers the request's markers joined with the answer
 */
public record WriteTxnMarkersDetails(List<Marker> markers) implements Details {
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
    public Marker {
      partitions = List.copyOf(partitions);
    }
  }
}
