package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * LeaveGroup (key 13): one member below v3, several from v3.
 *
 * @param groupId the group
 * @param members who leaves, joined with the answer
 */
public record LeaveGroupDetails(String groupId, List<Member> members) implements Details {
  static final CaptureSpec<LeaveGroupDetails> SPEC =
      CaptureSpec.of(13, "LeaveGroup")
          .request("GroupId", "MemberId")
          .requestBelow("Members", "MemberId", "GroupInstanceId", "Reason")
          .response("ErrorCode")
          .responseBelow("Members", "MemberId", "GroupInstanceId", "ErrorCode")
          .make(
              (request, response) ->
                  new LeaveGroupDetails(request.text("GroupId"), Member.list(request, response)));

  /** Takes copies of its lists. */
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
  public record Member(String memberId, String instanceId, String reason, int errorCode) {
    /** A member by what names it. */
    private record Key(String memberId, String instanceId) {
      static Key of(Fields member) {
        return new Key(member.text("MemberId"), member.text("GroupInstanceId"));
      }
    }

    static List<Member> list(Fields request, Fields response) {
      if (request.has("MemberId")) {
        return List.of(new Member(request.text("MemberId"), null, null, Parts.error(response)));
      }
      return Parts.join(
          Parts.by(request.structs("Members"), Key::of),
          Parts.by(response.structs("Members"), Key::of),
          (key, asked, answer) ->
              new Member(
                  key.memberId(),
                  key.instanceId(),
                  asked == null ? null : asked.text("Reason"),
                  Parts.error(answer)));
    }
  }
}
