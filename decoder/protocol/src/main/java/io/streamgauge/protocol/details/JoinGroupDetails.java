package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
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
 * @param reason why it joins, as the client says (from v8), or null
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
    String reason,
    int generation,
    String protocolName,
    String leaderId,
    String assignedMemberId,
    List<Member> members)
    implements Details {
  static final CaptureSpec<JoinGroupDetails> SPEC =
      CaptureSpec.of(11, "JoinGroup")
          .request("GroupId", "SessionTimeoutMs", "RebalanceTimeoutMs", "MemberId")
          .request("GroupInstanceId", "ProtocolType", "Protocols.Name", "Protocols.Metadata")
          .request("Reason")
          .response("GenerationId", "ProtocolType", "ProtocolName", "Leader", "MemberId")
          .responseBelow("Members", "MemberId", "GroupInstanceId", "Metadata")
          .region("Protocols.Metadata", Parts.SUBSCRIPTION)
          .region("Members.Metadata", Parts.SUBSCRIPTION)
          .make(JoinGroupDetails::of);

  /** Takes copies of its lists. */
  public JoinGroupDetails {
    protocols = List.copyOf(protocols);
    members = List.copyOf(members);
  }

  /** A protocol (assignor) by name and what the member says for it, or null. */
  public record Protocol(String name, Subscription subscription) {
    static Protocol of(Fields protocol) {
      return new Protocol(protocol.text("Name"), Parts.subscription(protocol.struct("Metadata")));
    }
  }

  /** A member as the leader sees it; instance id from v5, or null; subscription or null. */
  public record Member(String memberId, String instanceId, Subscription subscription) {
    static Member of(Fields member) {
      return new Member(
          member.text("MemberId"),
          member.text("GroupInstanceId"),
          Parts.subscription(member.struct("Metadata")));
    }
  }

  private static JoinGroupDetails of(Fields request, Fields response) {
    return new JoinGroupDetails(
        request.text("GroupId"),
        request.text("MemberId"),
        request.text("GroupInstanceId"),
        request.integer("SessionTimeoutMs", -1),
        request.integer("RebalanceTimeoutMs", -1),
        request.text("ProtocolType"),
        request.structs("Protocols").stream().map(Protocol::of).toList(),
        request.text("Reason"),
        response.integer("GenerationId", -1),
        response.text("ProtocolName"),
        response.text("Leader"),
        response.text("MemberId"),
        response.structs("Members").stream().map(Member::of).toList());
  }
}
