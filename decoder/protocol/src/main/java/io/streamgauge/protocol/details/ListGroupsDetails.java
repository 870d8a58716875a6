package io.streamgauge.protocol.details;

import java.util.List;

/**
 * ListGroups (key 16).
 *
 * @param groups the answer's groups
 */
public record ListGroupsDetails(List<Group> groups) implements Details {
  public ListGroupsDetails {
    groups = List.copyOf(groups);
  }

  /** A group; state from v4, type ({@code classic}, {@code consumer}, ...) from v5, else null. */
  public record Group(String groupId, String protocolType, String state, String type) {}
}
