package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
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
  static final CaptureSpec<SyncGroupDetails> SPEC =
      CaptureSpec.of(14, "SyncGroup")
          .request("GroupId", "GenerationId", "MemberId", "GroupInstanceId", "ProtocolType")
          .request("ProtocolName", "Assignments.MemberId", "Assignments.Assignment")
          .response("ProtocolType", "Assignment")
          .region("Assignments.Assignment", Parts.ASSIGNMENT)
          .region("Assignment", Parts.ASSIGNMENT)
          .make(
              (request, response) ->
                  new SyncGroupDetails(
                      request.text("GroupId"),
                      request.integer("GenerationId", -1),
                      request.text("MemberId"),
                      request.text("GroupInstanceId"),
                      request.text("ProtocolType"),
                      request.text("ProtocolName"),
                      request.structs("Assignments").stream().map(MemberAssignment::of).toList(),
                      Parts.assignment(response.struct("Assignment"))));

  /** Takes copies of its lists. */
  public SyncGroupDetails {
    assignments = List.copyOf(assignments);
    assignment = assignment == null ? null : List.copyOf(assignment);
  }

  /** What a member shall have; partitions null if not readable. */
  public record MemberAssignment(String memberId, List<TopicPartitions> partitions) {
    /** Takes copies of its lists. */
    public MemberAssignment {
      partitions = partitions == null ? null : List.copyOf(partitions);
    }

    static MemberAssignment of(Fields assignment) {
      return new MemberAssignment(
          assignment.text("MemberId"), Parts.assignment(assignment.struct("Assignment")));
    }
  }
}
