package io.streamgauge.matrix.client;

import io.streamgauge.matrix.broker.BrokerRelease;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The clients of the matrix. */
public final class Clients {
  private static final Predicate<Scenario> ALL = Clients::any;
  private static final Predicate<Scenario> SOME = Clients::telling;
  private static final Predicate<Scenario> SCRAM = Clients::scram;

  private static final Set<String> TELLING =
      Set.of("produce-none", "produce-zstd", "consume-none", "consume-zstd", "commit");

  private Clients() {}

  private static boolean any(Scenario scenario) {
    return true;
  }

  /** Against the legacy broker: where the versions that are spoken make a difference. */
  private static boolean telling(Scenario scenario) {
    return TELLING.contains(scenario.name());
  }

  /** librdkafka before 2.6.1 repeats its nonce in a way that brokers from 4.0 on refuse. */
  private static boolean scram(Scenario scenario) {
    return scenario.security() != null && scenario.security().mechanism().startsWith("SCRAM");
  }

  /**
   * The clients of a run.
   *
   * @param wanted {@code all}; {@code short} for the newest and an old Java client; or what their
   *     ids begin with, separated by commas
   */
  public static List<Client> named(String wanted) {
    List<String> beginnings =
        wanted.equals("short")
            ? List.of("java-4.4.0", "java-0.11.0.3")
            : List.of(wanted.split(","));
    return all().stream()
        .filter(
            client -> wanted.equals("all") || beginnings.stream().anyMatch(client.id()::startsWith))
        .toList();
  }

  /** All of them. */
  public static List<Client> all() {
    return Stream.concat(java().stream(), others().stream()).toList();
  }

  private static List<Client> java() {
    return List.of(
        java("0.10.2.2", Map.of(BrokerRelease.LEGACY, ALL)),
        java("0.11.0.3", Map.of(BrokerRelease.LEGACY, ALL)),
        java("1.1.1", Map.of(BrokerRelease.LEGACY, ALL)),
        java("2.8.2", both()),
        java("3.9.1", both()),
        java("4.3.1", both()),
        java("4.4.0", both()));
  }

  private static List<Client> others() {
    return List.of(
        new Client("kcat", "1.7.1", "kcat", List.of(), bothButScram()),
        new Client("confluent-kafka", "1.7.0", "confluent-kafka", List.of(), bothButScram()),
        new Client("kafka-python", "2.0.2", "kafka-python", List.of(), both()),
        new Client("kafkajs", "2.2.4", "kafkajs", List.of(), both()),
        new Client("sarama", "1.22.1", "sarama", List.of(), bothButGroups()));
  }

  private static Client java(String version, Map<BrokerRelease, Predicate<Scenario>> brokers) {
    return new Client("java", version, "java", List.of(version), brokers);
  }

  private static Map<BrokerRelease, Predicate<Scenario>> both() {
    return Map.of(BrokerRelease.CURRENT, ALL, BrokerRelease.LEGACY, SOME);
  }

  /** sarama 1.22 commits with OffsetCommit v1, which brokers from 4.0 on refuse. */
  private static Map<BrokerRelease, Predicate<Scenario>> bothButGroups() {
    return Map.of(
        BrokerRelease.CURRENT, Predicate.not(Scenario::joinsGroup), BrokerRelease.LEGACY, ALL);
  }

  private static Map<BrokerRelease, Predicate<Scenario>> bothButScram() {
    return Map.of(BrokerRelease.CURRENT, SCRAM.negate(), BrokerRelease.LEGACY, SCRAM.or(SOME));
  }
}
