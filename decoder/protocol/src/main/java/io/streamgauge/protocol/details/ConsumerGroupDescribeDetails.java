package io.streamgauge.protocol.details;

import java.util.List;

/**
 * ConsumerGroupDescribe (key 69, KIP-848).
 *
 * @param groups the answer's groups
 */
public record ConsumerGroupDescribeDetails(List<Group> groups) implements Details {
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
    public Group {
      members = List.copyOf(members);
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
    public Member {
      subscribedTopics = List.copyOf(subscribedTopics);
      assignment = List.copyOf(assignment);
      targetAssignment = List.copyOf(targetAssignment);
    }
  }
}
