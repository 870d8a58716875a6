package io.streamgauge.protocol.details;

import java.util.List;

/**
 * SyncGroup (key 14), the second half of a classic rebalance.
 *
 * <p>Assignments are null where the protocol type is not {@code consumer} or they are not readable.
 *
 * @param groupId the group
 * @param generation the generation
 * @param memberId the member
 * @param instanceId static membership (from v3), or null
 * @param protocolType from v5, or null
 * @param protocolName from v5, or null
 * @param assignments what the leader decided; empty in a follower's request
 * @param assignment what the broker answered to this member; empty when it got nothing
 */
public record SyncGroupDetails(
    String groupId,
    int generation,
    String memberId,
    String instanceId,
    String protocolType,
    String protocolName,
    List<MemberAssignment> assignments,
    List<TopicPartitions> assignment)
    implements Details {
  public SyncGroupDetails {
    assignments = List.copyOf(assignments);
    assignment = assignment == null ? null : List.copyOf(assignment);
  }

  /** What a member shall have; partitions null if not readable. */
  public record MemberAssignment(String memberId, List<TopicPartitions> partitions) {
    public MemberAssignment {
      partitions = partitions == null ? null : List.copyOf(partitions);
    }
  }
}
