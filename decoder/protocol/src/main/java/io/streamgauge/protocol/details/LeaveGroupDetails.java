package io.streamgauge.protocol.details;

import java.util.List;

/**
 * LeaveGroup (key 13): one member below v3, several from v3.
 *
 * @param groupId the group
 * @param members who leaves, joined with the answer
 */
public record LeaveGroupDetails(String groupId, List<Member> members) implements Details {
  public LeaveGroupDetails {
    members = List.copyOf(members);
  }

  /**
   * A member that leaves.
   *
   * @param memberId member id; empty when it is named by its instance id
   * @param instanceId static membership (from v3), or null
   * @param reason why, as the client says (from v5), or null
   * @param errorCode {@link Details#NO_ERROR_CODE} when no answer was seen
   */
  public record Member(String memberId, String instanceId, String reason, int errorCode) {}
}
