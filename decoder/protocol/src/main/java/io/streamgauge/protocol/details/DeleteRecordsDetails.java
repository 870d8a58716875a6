package io.streamgauge.protocol.details;

import java.util.List;

/**
 * DeleteRecords (key 21): the start of partitions moves on.
 *
 * @param partitions the request's partitions joined with the answer
 */
public record DeleteRecordsDetails(List<Partition> partitions) implements Details {
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
      String topic, int partition, long offset, long lowWatermark, int errorCode) {}
}
