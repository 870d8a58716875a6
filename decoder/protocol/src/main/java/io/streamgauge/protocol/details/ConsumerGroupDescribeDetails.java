package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * ConsumerGroupDescribe (key 69, KIP-848).
 *
 * @param groups the answer's groups
 */
public record ConsumerGroupDescribeDetails(List<Group> groups) implements Details {
  static final CaptureSpec<ConsumerGroupDescribeDetails> SPEC =
      CaptureSpec.of(69, "ConsumerGroupDescribe")
          .responseBelow("Groups", "ErrorCode", "GroupId", "GroupState", "GroupEpoch")
          .responseBelow("Groups", "AssignmentEpoch", "AssignorName")
          .responseBelow("Groups.Members", "MemberId", "InstanceId", "RackId", "MemberEpoch")
          .responseBelow("Groups.Members", "ClientId", "ClientHost", "SubscribedTopicNames")
          .responseBelow("Groups.Members", "SubscribedTopicRegex", "MemberType")
          .responseBelow(
              "Groups.Members.Assignment.TopicPartitions", "TopicId", "TopicName", "Partitions")
          .responseBelow(
              "Groups.Members.TargetAssignment.TopicPartitions",
              "TopicId",
              "TopicName",
              "Partitions")
          .make(
              (request, response) ->
                  new ConsumerGroupDescribeDetails(
                      response.structs("Groups").stream().map(Group::of).toList()));

  /** Takes copies of its lists. */
  public ConsumerGroupDescribeDetails {
    groups = List.copyOf(groups);
  }

  /** A group; error 0 for none. */
  public record Group(
      int errorCode,
      String groupId,
      String state,
      int groupEpoch,
      int assignmentEpoch,
      String assignor,
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
          group.integer("GroupEpoch", -1),
          group.integer("AssignmentEpoch", -1),
          group.text("AssignorName"),
          group.structs("Members").stream().map(Member::of).toList());
    }
  }

  /**
   * A member.
   *
   * @param instanceId static membership, or null
   * @param rackId rack, or null
   * @param subscribedRegex regular expression, or null
   * @param assignment what it has; topics with name and id
   * @param targetAssignment what it shall have; topics with name and id
   * @param memberType from v1: 0 classic, 1 consumer; else -1
   */
  public record Member(
      String memberId,
      String instanceId,
      String rackId,
      int memberEpoch,
      String clientId,
      String clientHost,
      List<String> subscribedTopics,
      String subscribedRegex,
      List<TopicPartitions> assignment,
      List<TopicPartitions> targetAssignment,
      int memberType) {
    /** Takes copies of its lists. */
    public Member {
      subscribedTopics = List.copyOf(subscribedTopics);
      assignment = List.copyOf(assignment);
      targetAssignment = List.copyOf(targetAssignment);
    }

    static Member of(Fields member) {
      return new Member(
          member.text("MemberId"),
          member.text("InstanceId"),
          member.text("RackId"),
          member.integer("MemberEpoch", -1),
          member.text("ClientId"),
          member.text("ClientHost"),
          member.texts("SubscribedTopicNames"),
          member.text("SubscribedTopicRegex"),
          Parts.namedTopicIds(member.struct("Assignment")),
          Parts.namedTopicIds(member.struct("TargetAssignment")),
          member.integer("MemberType", -1));
    }
  }
}
