package io.streamgauge.protocol.details;

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
    public Partition {
      batches = List.copyOf(batches);
    }
  }
}
