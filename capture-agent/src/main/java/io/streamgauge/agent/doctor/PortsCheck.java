package io.streamgauge.agent.doctor;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the ports that are looked at are the ones where Kafka is spoken.
 *
 * @param connections Kafka connections by port that was looked at; 0 where none was seen
 * @param others ports that were not named and where requests and responses decode
 * @param listening ports on which processes listen that look like brokers
 */
record PortsCheck(Map<Integer, Long> connections, Set<Integer> others, Set<Integer> listening)
    implements Check {
  private static final String NAME = "ports";

  @Override
  public Finding judge() {
    long seen = connections.values().stream().mapToLong(Long::longValue).sum();
    if (!others.isEmpty()) {
      return Finding.warn(
          NAME,
          facts() + "; Kafka is spoken on ports that are not looked at: " + list(others),
          mend(others));
    }
    if (seen > 0) {
      return Finding.ok(NAME, facts());
    }
    Set<Integer> unnamed = new TreeSet<>(listening);
    unnamed.removeAll(connections.keySet());
    return unnamed.isEmpty()
        ? Finding.warn(NAME, facts(), "./streamgauge agent --discover finds ports by content")
        : Finding.warn(
            NAME, facts() + "; a broker's process listens on " + list(unnamed), mend(unnamed));
  }

  private String mend(Set<Integer> more) {
    Set<Integer> all = new TreeSet<>(more);
    connections.forEach(
        (port, count) -> {
          if (count > 0) {
            all.add(port);
          }
        });
    return "./streamgauge agent --port " + list(all).replace(" ", "") + ", or with --discover";
  }

  private String facts() {
    return "Kafka connections by port: "
        + new TreeMap<>(connections)
            .entrySet().stream()
                .map(each -> each.getKey() + " has " + each.getValue())
                .collect(Collectors.joining(", "));
  }

  private static String list(Set<Integer> ports) {
    return new TreeSet<>(ports).stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
