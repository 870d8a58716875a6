package io.streamgauge.jobs.alerts;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What operators set per group and topic, in one file. Of several entries that match, the first one
 * that says something about a matter decides it.
 *
 * @param groups by patterns of consumer groups
 * @param topics by patterns of topics
 */
public record Overrides(List<Group> groups, List<Topic> topics) implements Serializable {
  public static final Overrides NONE = new Overrides(null, null);

  /**
   * Of consumer groups.
   *
   * @param match a name, in which * stands for anything
   * @param bounds by alert, the bound of its condition
   * @param disable alerts that are not wanted
   * @param lagObjectiveSeconds lag in time that is still good; null leaves the default
   * @param maxMembers more are never advised; null for no maximum
   * @param membersPerReplica where it cannot be observed; null for what is observed
   */
  public record Group(
      String match,
      Map<String, Double> bounds,
      List<String> disable,
      Double lagObjectiveSeconds,
      Integer maxMembers,
      Double membersPerReplica)
      implements Serializable {
    public Group {
      bounds = bounds == null ? new TreeMap<>() : new TreeMap<>(bounds);
      disable = disable == null ? new ArrayList<>() : new ArrayList<>(disable);
    }
  }

  /** Of topics; as for groups. */
  public record Topic(String match, Map<String, Double> bounds, List<String> disable)
      implements Serializable {
    public Topic {
      bounds = bounds == null ? new TreeMap<>() : new TreeMap<>(bounds);
      disable = disable == null ? new ArrayList<>() : new ArrayList<>(disable);
    }
  }

  public Overrides {
    groups = groups == null ? new ArrayList<>() : new ArrayList<>(groups);
    topics = topics == null ? new ArrayList<>() : new ArrayList<>(topics);
  }

  /**
   * Reads a file and holds it against the alerts there are.
   *
   * @throws IllegalArgumentException in one line, if it is wrong
   * @throws IOException if it cannot be read
   */
  public static Overrides read(Path file, AlertCatalog alerts) throws IOException {
    return read(Files.readString(file), file.toString(), alerts);
  }

  static Overrides read(String yaml, String name, AlertCatalog alerts) {
    Overrides overrides = Yaml.read(yaml, Overrides.class, name);
    overrides.check(name, alerts);
    return overrides;
  }

  private void check(String name, AlertCatalog alerts) {
    for (Group group : groups) {
      String where = name + ": groups, match '" + group.match() + "': ";
      check(where, group.match(), group.bounds(), group.disable(), alerts, "consumergroup");
      require(
          group.lagObjectiveSeconds() == null || group.lagObjectiveSeconds() > 0,
          where + "lag_objective_seconds must be above 0");
      require(
          group.maxMembers() == null || group.maxMembers() > 0,
          where + "max_members must be 1 or more");
      require(
          group.membersPerReplica() == null || group.membersPerReplica() > 0,
          where + "members_per_replica must be above 0");
    }
    for (Topic topic : topics) {
      String where = name + ": topics, match '" + topic.match() + "': ";
      check(where, topic.match(), topic.bounds(), topic.disable(), alerts, "topic");
    }
  }

  private static void check(
      String where,
      String match,
      Map<String, Double> bounds,
      List<String> disable,
      AlertCatalog alerts,
      String label) {
    require(match != null && !match.isBlank(), where + "match must be a name or a pattern");
    List<String> named = new ArrayList<>(bounds.keySet());
    named.addAll(disable);
    for (String alert : named) {
      require(
          alerts.alerts().stream()
              .anyMatch(each -> each.name().equals(alert) && each.by().contains(label)),
          where + "'" + alert + "' is no alert with the label " + label);
    }
    bounds.forEach(
        (alert, bound) ->
            require(
                bound != null && Double.isFinite(bound) && bound >= 0,
                where + "the bound of " + alert + " must be a number, 0 or more"));
  }

  private static void require(boolean good, String message) {
    if (!good) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The first override of a bound; NaN if there is none. */
  double bound(String alert, Map<String, String> labels) {
    for (Group group : groups) {
      if (group.bounds().containsKey(alert)
          && matches(group.match(), labels.get("consumergroup"))) {
        return group.bounds().get(alert);
      }
    }
    for (Topic topic : topics) {
      if (topic.bounds().containsKey(alert) && matches(topic.match(), labels.get("topic"))) {
        return topic.bounds().get(alert);
      }
    }
    return Double.NaN;
  }

  boolean disabled(String alert, Map<String, String> labels) {
    return groups.stream()
            .anyMatch(
                group ->
                    group.disable().contains(alert)
                        && matches(group.match(), labels.get("consumergroup")))
        || topics.stream()
            .anyMatch(
                topic ->
                    topic.disable().contains(alert) && matches(topic.match(), labels.get("topic")));
  }

  /** Entries for a group, in their order. */
  public List<Group> of(String group) {
    return groups.stream().filter(each -> matches(each.match(), group)).toList();
  }

  /** One line per pattern that matches nothing of what is known. */
  public List<String> unmatched(Set<String> knownGroups, Set<String> knownTopics) {
    List<String> lines = new ArrayList<>();
    for (Group group : groups) {
      if (knownGroups.stream().noneMatch(known -> matches(group.match(), known))) {
        lines.add("overrides: groups, match '" + group.match() + "' matches no known group");
      }
    }
    for (Topic topic : topics) {
      if (knownTopics.stream().noneMatch(known -> matches(topic.match(), known))) {
        lines.add("overrides: topics, match '" + topic.match() + "' matches no known topic");
      }
    }
    return lines;
  }

  /** Asked for each group at each look: nothing is compiled, nothing allocated. */
  static boolean matches(String pattern, String name) {
    if (name == null) {
      return false;
    }
    int at = 0;
    int in = 0;
    int star = -1;
    int retry = 0;
    while (in < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = in;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        // The last star takes one character more.
        at = star + 1;
        in = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
