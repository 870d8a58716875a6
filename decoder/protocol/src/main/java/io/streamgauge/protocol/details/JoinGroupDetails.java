package io.streamgauge.protocol.details;

import java.util.List;

/**
 * JoinGroup (key 11), the first half of a classic rebalance.
 *
 * <p>Subscriptions are null where the protocol type is not {@code consumer} or they are not
 * readable.
 *
 * @param groupId the group
 * @param memberId the request's member id, empty on the first attempt
 * @param instanceId static membership (from v5), or null
 * @param sessionTimeoutMillis session timeout
 * @param rebalanceTimeoutMillis from v1, else -1
 * @param protocolType {@code consumer}, {@code connect}, ...
 * @param protocols what the member supports, in order of preference
 * @param generation the answer's generation, -1 for none
 * @param protocolName the protocol that was chosen, or null
 * @param leaderId member id of the group's leader, or null
 * @param assignedMemberId the answer's member id, or null
 * @param members all members, in the leader's answer only; else empty
 */
public record JoinGroupDetails(
    String groupId,
    String memberId,
    String instanceId,
    int sessionTimeoutMillis,
    int rebalanceTimeoutMillis,
    String protocolType,
    List<Protocol> protocols,
    int generation,
    String protocolName,
    String leaderId,
    String assignedMemberId,
    List<Member> members)
    implements Details {
  public JoinGroupDetails {
    protocols = List.copyOf(protocols);
    members = List.copyOf(members);
  }

  /** A protocol (assignor) by name and what the member says for it, or null. */
  public record Protocol(String name, Subscription subscription) {}

  /** A member as the leader sees it; instance id from v5, or null; subscription or null. */
  public record Member(String memberId, String instanceId, Subscription subscription) {}
}
