package io.streamgauge.protocol.details;

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
    public Partition {
      batches = List.copyOf(batches);
    }
  }
}
