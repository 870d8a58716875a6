package io.streamgauge.protocol.details;

import java.util.List;

/**
 * DescribeGroups (key 15) of classic groups.
 *
 * @param groups the answer's groups
 */
public record DescribeGroupsDetails(List<Group> groups) implements Details {
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
    public Group {
      members = List.copyOf(members);
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
    public Member {
      assignment = assignment == null ? null : List.copyOf(assignment);
    }
  }
}
