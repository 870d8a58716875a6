package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import java.util.List;
import java.util.Set;

/**
 * Which traffic a live agent looks at.
 *
 * @param interfaces interfaces that are captured
 * @param ports ports of the brokers' listeners; at least one, each 1 to 65,535
 * @param acknowledgments whether pure acknowledgments are captured too
 * @param discover whether further listeners are found by what is said on other ports
 */
public record TrafficChoice(
    InterfaceChoice interfaces, Set<Integer> ports, boolean acknowledgments, boolean discover) {
  /** Copies the ports. */
  public TrafficChoice {
    ports = Set.copyOf(ports);
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("an agent needs a port to look at");
    }
  }

  /** Those ports on one interface, or on {@code any}, the usual way. */
  public static TrafficChoice of(String interfaceName, Set<Integer> ports) {
    return new TrafficChoice(InterfaceChoice.of(List.of(interfaceName)), ports, false, false);
  }

  /** What the kernel lets through, whatever it is wrapped in. */
  public TrafficFilter filter() {
    return filter(ports);
  }

  /** The same, of other ports. */
  TrafficFilter filter(Set<Integer> wanted) {
    TrafficFilter filter = TrafficFilter.ofPorts(List.copyOf(wanted)).withEncapsulated();
    return acknowledgments ? filter : filter.withoutAcknowledgments();
  }
}
