package io.streamgauge.agent.privacy;

import java.util.List;

/**
 * Topics and groups of which nothing leaves the node.
 *
 * @param topics patterns of topics' names
 * @param groups patterns of groups' names
 */
record DenyList(List<NamePattern> topics, List<NamePattern> groups) {
  /** Denies nothing. */
  static final DenyList NONE = new DenyList(List.of(), List.of());

  DenyList {
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
  }

  boolean isEmpty() {
    return topics.isEmpty() && groups.isEmpty();
  }

  /** Whether a topic is denied. While its name is not known, each may be one that is. */
  boolean deniesTopic(String name) {
    return !topics.isEmpty()
        && (name.isEmpty() || topics.stream().anyMatch(pattern -> pattern.matches(name)));
  }

  boolean deniesGroup(String name) {
    return groups.stream().anyMatch(pattern -> pattern.matches(name));
  }

  /** A name that a client chose, without those of denied topics and groups. */
  String hideIn(String clientName) {
    String text = clientName;
    for (NamePattern pattern : groups) {
      text = pattern.hideIn(text);
    }
    for (NamePattern pattern : topics) {
      text = pattern.hideIn(text);
    }
    return text;
  }
}
