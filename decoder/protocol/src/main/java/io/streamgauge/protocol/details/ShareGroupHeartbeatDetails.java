package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * ShareGroupHeartbeat (key 76, KIP-932). Null means "as before" in either direction.
 *
 * @param groupId the share group
 * @param memberId the member
 * @param memberEpoch 0 joins, -1 leaves, else the epoch
 * @param rackId null if unchanged or none
 * @param subscribedTopics null if unchanged
 * @param assignedMemberId the answer's member id, or null
 * @param answeredEpoch the answer's member epoch; -1 without an answer
 * @param heartbeatIntervalMillis the answer's interval; -1 without an answer
 * @param assignment what the member shall have; null if unchanged
 */
public record ShareGroupHeartbeatDetails(
    String groupId,
    String memberId,
    int memberEpoch,
    String rackId,
    List<String> subscribedTopics,
    String assignedMemberId,
    int answeredEpoch,
    int heartbeatIntervalMillis,
    List<TopicPartitions> assignment)
    implements Details {
  static final CaptureSpec<ShareGroupHeartbeatDetails> SPEC =
      CaptureSpec.of(76, "ShareGroupHeartbeat")
          .request("GroupId", "MemberId", "MemberEpoch", "RackId", "SubscribedTopicNames")
          .response("MemberId", "MemberEpoch", "HeartbeatIntervalMs")
          .responseBelow("Assignment.TopicPartitions", "TopicId", "Partitions")
          .make(
              (request, response) ->
                  new ShareGroupHeartbeatDetails(
                      request.text("GroupId"),
                      request.text("MemberId"),
                      request.integer("MemberEpoch", -1),
                      request.text("RackId"),
                      Parts.textsOrNull(request, "SubscribedTopicNames"),
                      response.text("MemberId"),
                      response.integer("MemberEpoch", -1),
                      response.integer("HeartbeatIntervalMs", -1),
                      Parts.topicIdsOrNull(response.struct("Assignment"))));

  /** Takes copies of its lists. */
  public ShareGroupHeartbeatDetails {
    subscribedTopics = subscribedTopics == null ? null : List.copyOf(subscribedTopics);
    assignment = assignment == null ? null : List.copyOf(assignment);
  }
}
