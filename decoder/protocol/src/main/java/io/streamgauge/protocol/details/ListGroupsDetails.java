package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/**
 * ListGroups (key 16).
 *
 * @param groups the answer's groups
 */
public record ListGroupsDetails(List<Group> groups) implements Details {
  static final CaptureSpec<ListGroupsDetails> SPEC =
      CaptureSpec.of(16, "ListGroups")
          .responseBelow("Groups", "GroupId", "ProtocolType", "GroupState", "GroupType")
          .make(
              (request, response) ->
                  new ListGroupsDetails(
                      response.structs("Groups").stream()
                          .map(
                              group ->
                                  new Group(
                                      group.text("GroupId"),
                                      group.text("ProtocolType"),
                                      group.text("GroupState"),
                                      group.text("GroupType")))
                          .toList()));

  /** Takes copies of its lists. */
  public ListGroupsDetails {
    groups = List.copyOf(groups);
  }

  /** A group; state from v4, type ({@code classic}, {@code consumer}, ...) from v5, else null. */
  public record Group(String groupId, String protocolType, String state, String type) {}
}
