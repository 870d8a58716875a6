package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * ConsumerGroupHeartbeat (key 68, KIP-848). Null means "as before" in either direction.
 *
 * @param groupId the group
 * @param memberId the member; empty on the first request of v0
 * @param memberEpoch 0 joins, -1 leaves, -2 leaves for a while (static member), else the epoch
 * @param instanceId static membership; null if unchanged or none
 * @param rackId null if unchanged or none
 * @param rebalanceTimeoutMillis -1 if unchanged
 * @param subscribedTopics null if unchanged
 * @param subscribedRegex from v1; null if unchanged or none
 * @param serverAssignor null if unchanged or none
 * @param ownedPartitions partitions the member holds; null if unchanged
 * @param assignedMemberId the answer's member id, or null
 * @param answeredEpoch the answer's member epoch; -1 without an answer (and when the member left)
 * @param heartbeatIntervalMillis the answer's interval; -1 without an answer
 * @param assignment what the member shall have; null if unchanged
 */
public record ConsumerGroupHeartbeatDetails(
    String groupId,
    String memberId,
    int memberEpoch,
    String instanceId,
    String rackId,
    int rebalanceTimeoutMillis,
    List<String> subscribedTopics,
    String subscribedRegex,
    String serverAssignor,
    List<TopicPartitions> ownedPartitions,
    String assignedMemberId,
    int answeredEpoch,
    int heartbeatIntervalMillis,
    List<TopicPartitions> assignment)
    implements Details {
  static final CaptureSpec<ConsumerGroupHeartbeatDetails> SPEC =
      CaptureSpec.of(68, "ConsumerGroupHeartbeat")
          .request("GroupId", "MemberId", "MemberEpoch", "InstanceId", "RackId")
          .request("RebalanceTimeoutMs", "SubscribedTopicNames", "SubscribedTopicRegex")
          .request("ServerAssignor", "TopicPartitions.TopicId", "TopicPartitions.Partitions")
          .response("MemberId", "MemberEpoch", "HeartbeatIntervalMs")
          .responseBelow("Assignment.TopicPartitions", "TopicId", "Partitions")
          .repeats()
          .make(
              (request, response) ->
                  new ConsumerGroupHeartbeatDetails(
                      request.text("GroupId"),
                      request.text("MemberId"),
                      request.integer("MemberEpoch", -1),
                      request.text("InstanceId"),
                      request.text("RackId"),
                      request.integer("RebalanceTimeoutMs", -1),
                      Parts.textsOrNull(request, "SubscribedTopicNames"),
                      request.text("SubscribedTopicRegex"),
                      request.text("ServerAssignor"),
                      Parts.topicIdsOrNull(request),
                      response.text("MemberId"),
                      response.integer("MemberEpoch", -1),
                      response.integer("HeartbeatIntervalMs", -1),
                      Parts.topicIdsOrNull(response.struct("Assignment"))));

  /** Takes copies of its lists. */
  public ConsumerGroupHeartbeatDetails {
    subscribedTopics = subscribedTopics == null ? null : List.copyOf(subscribedTopics);
    ownedPartitions = ownedPartitions == null ? null : List.copyOf(ownedPartitions);
    assignment = assignment == null ? null : List.copyOf(assignment);
  }
}
