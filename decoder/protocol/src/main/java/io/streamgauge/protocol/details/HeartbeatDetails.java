package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;

/**
 * Heartbeat (key 12) of a classic group.
 *
 * @param groupId the group
 * @param generation the generation
 * @param memberId the member
 * @param instanceId static membership (from v3), or null
 */
public record HeartbeatDetails(String groupId, int generation, String memberId, String instanceId)
    implements Details {
  static final CaptureSpec<HeartbeatDetails> SPEC =
      CaptureSpec.of(12, "Heartbeat")
          .request("GroupId", "GenerationId", "MemberId", "GroupInstanceId")
          .repeats()
          .make(
              (request, response) ->
                  new HeartbeatDetails(
                      request.text("GroupId"),
                      request.integer("GenerationId", -1),
                      request.text("MemberId"),
                      request.text("GroupInstanceId")));
}
