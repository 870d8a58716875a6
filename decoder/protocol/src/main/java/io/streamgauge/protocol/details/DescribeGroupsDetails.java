package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * DescribeGroups (key 15) of classic groups.
 *
 * @param groups the answer's groups
 */
public record DescribeGroupsDetails(List<Group> groups) implements Details {
  static final CaptureSpec<DescribeGroupsDetails> SPEC =
      CaptureSpec.of(15, "DescribeGroups")
          .responseBelow(
              "Groups", "ErrorCode", "GroupId", "GroupState", "ProtocolType", "ProtocolData")
          .responseBelow(
              "Groups.Members",
              "MemberId",
              "GroupInstanceId",
              "ClientId",
              "ClientHost",
              "MemberMetadata",
              "MemberAssignment")
          .region("Groups.Members.MemberMetadata", Parts.SUBSCRIPTION)
          .region("Groups.Members.MemberAssignment", Parts.ASSIGNMENT)
          .make(
              (request, response) ->
                  new DescribeGroupsDetails(
                      response.structs("Groups").stream().map(Group::of).toList()));

  /** Takes copies of its lists. */
  public DescribeGroupsDetails {
    groups = List.copyOf(groups);
  }

  /**
   * A group.
   *
   * @param errorCode 0 for none
   * @param state {@code Stable}, {@code Empty}, {@code Dead}, ...
   * @param protocol the assignor in use, empty for none
   */
  public record Group(
      int errorCode,
      String groupId,
      String state,
      String protocolType,
      String protocol,
      List<Member> members) {
    /** Takes copies of its lists. */
    public Group {
      members = List.copyOf(members);
    }

    static Group of(Fields group) {
      return new Group(
          group.integer("ErrorCode", 0),
          group.text("GroupId"),
          group.text("GroupState"),
          group.text("ProtocolType"),
          group.text("ProtocolData"),
          group.structs("Members").stream().map(Member::of).toList());
    }
  }

  /**
   * A member.
   *
   * @param instanceId static membership (from v4), or null
   * @param subscription null if not a consumer's or not readable
   * @param assignment null if not a consumer's or not readable
   */
  public record Member(
      String memberId,
      String instanceId,
      String clientId,
      String clientHost,
      Subscription subscription,
      List<TopicPartitions> assignment) {
    /** Takes copies of its lists. */
    public Member {
      assignment = assignment == null ? null : List.copyOf(assignment);
    }

    static Member of(Fields member) {
      return new Member(
          member.text("MemberId"),
          member.text("GroupInstanceId"),
          member.text("ClientId"),
          member.text("ClientHost"),
          Parts.subscription(member.struct("MemberMetadata")),
          Parts.assignment(member.struct("MemberAssignment")));
    }
  }
}
