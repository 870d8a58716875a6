package io.streamgauge.matrix.client;

import io.streamgauge.matrix.broker.BrokerRelease;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A real client, one release of it.
 *
 * @param name what it is called
 * @param version its release
 * @param folder its driver, below {@code client-matrix/drivers}
 * @param arguments what its {@code run} takes before the file of scenarios
 * @param brokers which scenarios it runs against which broker
 */
public record Client(
    String name,
    String version,
    String folder,
    List<String> arguments,
    Map<BrokerRelease, Predicate<Scenario>> brokers) {

  /** Name and version in one word, as ids and topics begin. */
  public String id() {
    return name + "-" + version;
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
