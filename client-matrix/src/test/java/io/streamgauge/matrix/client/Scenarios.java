package io.streamgauge.matrix.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What every client is driven through. Those that read come after those that write what they read:
 * each client reads its own records.
 */
public final class Scenarios {
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
  private static final String PLAIN_TOPIC = "produce-none";

  private Scenarios() {}

  /** All of them, in the order in which they run. */
  public static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (String codec : CODECS) {
      all.add(Scenario.of("produce-" + codec, "produce", "produce-" + codec).codec(codec));
    }
    all.addAll(writing());
    for (String mechanism : MECHANISMS) {
      String name = "sasl-" + mechanism.toLowerCase(Locale.ROOT);
      all.add(Scenario.of(name, "produce", name).mechanism(mechanism));
    }
    for (String codec : CODECS) {
      all.add(Scenario.of("consume-" + codec, "consume", "produce-" + codec).codec(codec));
    }
    all.addAll(reading());
    all.addAll(inJava());
    return all;
  }

  private static List<Scenario> writing() {
    return List.of(
        Scenario.of("produce-large", "produce", "produce-large").sized(60, 30_000),
        Scenario.of("acks-1", "produce", "acks-1").acks("1"),
        Scenario.of("acks-0", "produce", "acks-0").acks("0"),
        Scenario.of("idempotent", "produce", "idempotent").idempotent(),
        Scenario.of("commit", "transact", "commit"),
        Scenario.of("abort", "transact", "abort").outcome("abort"),
        Scenario.of("timeout", "transact", "timeout").outcome("timeout"),
        Scenario.of("offsets", "transact", "offsets").offsetsInTransaction());
  }

  private static List<Scenario> reading() {
    return List.of(
        Scenario.of("consume-large", "consume", "produce-large").sized(60, 30_000),
        Scenario.of("consume-kip-848", "consume", PLAIN_TOPIC).groupProtocol("consumer"),
        Scenario.of("share", "share", PLAIN_TOPIC),
        Scenario.of("assign", "assign", PLAIN_TOPIC));
  }

  private static List<Scenario> inJava() {
    return Stream.of(
            Scenario.of("headers", "produce", "headers").headers(5),
            Scenario.of("read-committed", "consume", "commit").isolation("read_committed"),
            Scenario.of("static-member", "consume", PLAIN_TOPIC).instanceId("instance-1"),
            Scenario.of("share-explicit", "share", PLAIN_TOPIC).acknowledgement("explicit"),
            Scenario.of("seek", "seek", PLAIN_TOPIC),
            Scenario.of("rebalance", "rebalance", PLAIN_TOPIC),
            Scenario.of("rebalance-kip-848", "rebalance", PLAIN_TOPIC).groupProtocol("consumer"),
            Scenario.of("admin", "admin", "admin"))
        .map(Scenario::javaOnly)
        .toList();
  }

  /** The few that run with every build. */
  public static List<Scenario> few() {
    return all().stream()
        .filter(scenario -> List.of("produce-none", "consume-none").contains(scenario.name()))
        .toList();
  }
}
