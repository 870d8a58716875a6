package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * DeleteGroups (key 42).
 *
 * @param groups the request's groups joined with the answer
 */
public record DeleteGroupsDetails(List<Group> groups) implements Details {
  static final CaptureSpec<DeleteGroupsDetails> SPEC =
      CaptureSpec.of(42, "DeleteGroups")
          .request("GroupsNames")
          .responseBelow("Results", "GroupId", "ErrorCode")
          .make(
              (request, response) ->
                  new DeleteGroupsDetails(
                      Parts.join(
                          Parts.bare(request.texts("GroupsNames")),
                          Parts.by(response.structs("Results"), result -> result.text("GroupId")),
                          (group, asked, answer) -> new Group(group, Parts.error(answer)))));

  /** Takes copies of its lists. */
  public DeleteGroupsDetails {
    groups = List.copyOf(groups);
  }

  /** A group; {@link Details#NO_ERROR_CODE} when no answer was seen. */
  public record Group(String groupId, int errorCode) {}
}
