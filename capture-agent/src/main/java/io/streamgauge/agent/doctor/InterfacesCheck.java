package io.streamgauge.agent.doctor;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * On which interfaces Kafka is seen.
 *
 * @param connections Kafka connections by interface; those that could be captured on
 * @param errors why the others could not, by interface
 * @param duration how long was looked, as text
 */
record InterfacesCheck(Map<String, Long> connections, Map<String, String> errors, String duration)
    implements Check {
  private static final String NAME = "interfaces";

  @Override
  public Finding judge() {
    if (connections.isEmpty()) {
      String why = errors.isEmpty() ? "there is none" : refused();
      return Finding.fail(
          NAME,
          "no interface can be captured on: " + why,
          "mend capture-right and libpcap first; ip link shows which interfaces are up");
    }
    Map<String, Long> seen = new TreeMap<>(connections);
    seen.values().removeIf(count -> count == 0);
    if (seen.isEmpty()) {
      return Finding.warn(
          NAME,
          "no Kafka connection was seen in %s on %s"
              .formatted(duration, String.join(", ", new TreeMap<>(connections).keySet())),
          "run it on a broker's node, name the brokers' --port, or look for longer: ./streamgauge"
              + " doctor --duration 60s");
    }
    String facts =
        "Kafka connections: "
            + seen.entrySet().stream()
                .map(each -> each.getValue() + " on " + each.getKey())
                .collect(Collectors.joining(", "));
    return errors.isEmpty()
        ? Finding.ok(NAME, facts)
        : Finding.warn(
            NAME,
            facts + "; not captured: " + refused(),
            "leave it out with --interface '!"
                + new TreeMap<>(errors).firstKey()
                + "' if no Kafka passes there");
  }

  private String refused() {
    return new TreeMap<>(errors).firstEntry().getValue();
  }
}
