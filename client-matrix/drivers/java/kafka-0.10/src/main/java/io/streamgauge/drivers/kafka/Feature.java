package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Scenario;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a scenario may ask for that older releases do not have.
 *
 * @param since the first release that has it
 * @param action the action that it is, or null if it is a property of several
 * @param wanted whether a scenario asks for it
 */
record Feature(Version since, String title, String action, Predicate<Scenario> wanted) {

  static final List<Feature> ALL =
      List.of(
          property("0.11", "idempotent producer", Scenario::idempotent),
          property("0.11", "record headers", scenario -> scenario.headers() > 0),
          property(
              "0.11", "isolation level", scenario -> scenario.isolation().equals("read_committed")),
          action("0.11", "transactions", "transact"),
          action("0.11", "admin client", "admin"),
          property("2.1", "zstd codec", scenario -> scenario.codec().equals("zstd")),
          property("2.3", "static membership", scenario -> scenario.instanceId() != null),
          property(
              "3.7", "KIP-848 consumer", scenario -> scenario.groupProtocol().equals("consumer")),
          action("4.1", "share consumer", "share"));

  private static Feature property(String since, String title, Predicate<Scenario> wanted) {
    return new Feature(Version.of(since), title, null, wanted);
  }

  private static Feature action(String since, String title, String action) {
    return new Feature(
        Version.of(since), title, action, scenario -> scenario.action().equals(action));
  }
}
