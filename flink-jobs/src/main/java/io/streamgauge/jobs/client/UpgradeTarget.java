package io.streamgauge.jobs.client;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release of Kafka's brokers, and what it no longer speaks of what its predecessors did.
 *
 * <p>Source: KIP-896 (4.0 removes what clients before 2.1 used, and with ZooKeeper four apis), and
 * the versions that Kafka's own message schemas list. Share groups were an early version 0 in 4.0
 * only (KIP-932).
 *
 * @param release such as {@code 4.0}
 */
public record UpgradeTarget(String release) implements Serializable {
  /** Label {@code reason}: the api is gone. */
  public static final String API_REMOVED = "api_removed";

  /** Label {@code reason}: the api is there, the version is below its lowest. */
  public static final String API_VERSION = "api_version";

  private static final int NEVER = Integer.MAX_VALUE;

  /** By api key, the lowest version that 4.0 speaks where 3.9 spoke lower ones. */
  private static final Map<Integer, Integer> FROM_4_0 =
      Map.ofEntries(
          Map.entry(0, 3),
          Map.entry(1, 4),
          Map.entry(2, 1),
          Map.entry(4, NEVER),
          Map.entry(5, NEVER),
          Map.entry(6, NEVER),
          Map.entry(7, NEVER),
          Map.entry(8, 2),
          Map.entry(9, 1),
          Map.entry(19, 2),
          Map.entry(20, 1),
          Map.entry(23, 2),
          Map.entry(27, 1),
          Map.entry(29, 1),
          Map.entry(30, 1),
          Map.entry(31, 1),
          Map.entry(32, 1),
          Map.entry(34, 1),
          Map.entry(35, 1),
          Map.entry(38, 1),
          Map.entry(39, 1),
          Map.entry(40, 1),
          Map.entry(41, 1),
          Map.entry(56, 2));

  private static final Map<Integer, Integer> FROM_4_1 = Map.of(76, 1, 77, 1, 78, 1, 79, 1);

  private static final Map<String, List<Map<Integer, Integer>>> RELEASES =
      Map.of(
          "3.9", List.of(),
          "4.0", List.of(FROM_4_0),
          "4.1", List.of(FROM_4_0, FROM_4_1),
          "4.2", List.of(FROM_4_0, FROM_4_1),
          "4.3", List.of(FROM_4_0, FROM_4_1),
          "4.4", List.of(FROM_4_0, FROM_4_1));

  /** The first release that removed anything. */
  public static final UpgradeTarget DEFAULT = new UpgradeTarget("4.0");

  public UpgradeTarget {
    if (!RELEASES.containsKey(release)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", releases()) + ", not '" + release + "'");
    }
  }

  /** The releases that are known, oldest first. */
  public static List<String> releases() {
    List<String> releases = new ArrayList<>(RELEASES.keySet());
    releases.sort(null);
    return releases;
  }

  /** Why the release refuses requests of an api and version; empty if it takes them. */
  public Optional<String> refuses(int apiKey, int version) {
    for (Map<Integer, Integer> lowest : RELEASES.get(release)) {
      int from = lowest.getOrDefault(apiKey, 0);
      if (version < from) {
        return Optional.of(from == NEVER ? API_REMOVED : API_VERSION);
      }
    }
    return Optional.empty();
  }
}
