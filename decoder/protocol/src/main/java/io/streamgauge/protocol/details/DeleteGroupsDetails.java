package io.streamgauge.protocol.details;

import java.util.List;

/**
 * DeleteGroups (key 42).
 *
 * @param groups the request's groups joined with the answer
 */
public record DeleteGroupsDetails(List<Group> groups) implements Details {
  public DeleteGroupsDetails {
    groups = List.copyOf(groups);
  }

  /** A group; {@link Details#NO_ERROR_CODE} when no answer was seen. */
  public record Group(String groupId, int errorCode) {}
}
