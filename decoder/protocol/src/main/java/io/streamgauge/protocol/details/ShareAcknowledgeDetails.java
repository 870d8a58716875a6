package io.streamgauge.protocol.details;

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
    public Partition {
      batches = List.copyOf(batches);
    }
  }

  /**
   * A range of offsets, both ends included.
   *
   * @param types 0 gap, 1 accept, 2 release, 3 reject, 4 renew; one for all offsets or one each
   */
  public record AcknowledgementBatch(long firstOffset, long lastOffset, List<Integer> types) {
    public AcknowledgementBatch {
      types = List.copyOf(types);
    }
  }
}
