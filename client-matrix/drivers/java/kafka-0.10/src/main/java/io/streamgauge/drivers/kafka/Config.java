package io.streamgauge.drivers.kafka;

import io.streamgauge.drivers.contract.Scenario;
import io.streamgauge.drivers.contract.Scenario.Security;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Configuration of the clients. A setting is given only to releases that know it: the others would
 * warn, and it would seem to have an effect.
 */
public final class Config {
  private static final Version TRANSACTIONS = Version.of("0.11");
  private static final Version GROUP_PROTOCOLS = Version.of("3.7");

  /** A transaction that is to time out must do so while the test still waits. */
  private static final int ABANDONED_TRANSACTION_MILLIS = 2_000;

  private static final int TRANSACTION_MILLIS = 30_000;
  private static final int RETRIES = 20;

  private Config() {}

  /** What every client of the scenario needs: address, client id, login. */
  public static Properties common(String bootstrap, Scenario scenario) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrap);
    config.put("client.id", scenario.clientId() == null ? "java" : scenario.clientId());
    Security security = scenario.security();
    if (security != null) {
      config.put("security.protocol", "SASL_PLAINTEXT");
      config.put("sasl.mechanism", security.mechanism());
      config.put("sasl.jaas.config", jaas(security));
    }
    return config;
  }

  private static String jaas(Security security) {
    String module =
        security.mechanism().equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
        .formatted(module, security.username(), security.password());
  }

  static Properties producer(Release release, String bootstrap, Scenario scenario) {
    Properties config = common(bootstrap, scenario);
    config.put("key.serializer", ByteArraySerializer.class.getName());
    config.put("value.serializer", ByteArraySerializer.class.getName());
    config.put("compression.type", scenario.codec());
    config.put("acks", scenario.acks());
    config.put("linger.ms", "5");
    // None before 2.1, where a partition that has just got its leader would be a failure.
    config.put("retries", String.valueOf(RETRIES));
    boolean transactional = scenario.action().equals("transact");
    if (release.version().compareTo(TRANSACTIONS) >= 0) {
      // Since 3.0 it is the default, so it has to be turned off too.
      config.put("enable.idempotence", String.valueOf(transactional || scenario.idempotent()));
    }
    if (transactional) {
      boolean abandoned = scenario.outcome().equals("timeout");
      config.put("transactional.id", scenario.transactionalId());
      config.put(
          "transaction.timeout.ms",
          String.valueOf(abandoned ? ABANDONED_TRANSACTION_MILLIS : TRANSACTION_MILLIS));
    }
    return config;
  }

  static Properties consumer(Release release, String bootstrap, Scenario scenario) {
    Properties config = common(bootstrap, scenario);
    config.put("key.deserializer", ByteArrayDeserializer.class.getName());
    config.put("value.deserializer", ByteArrayDeserializer.class.getName());
    config.put("auto.offset.reset", "earliest");
    config.put("enable.auto.commit", "false");
    if (scenario.group() != null) {
      config.put("group.id", scenario.group());
    }
    if (scenario.instanceId() != null) {
      config.put("group.instance.id", scenario.instanceId());
    }
    if (release.version().compareTo(GROUP_PROTOCOLS) >= 0) {
      config.put("group.protocol", scenario.groupProtocol());
    }
    if (release.version().compareTo(TRANSACTIONS) >= 0) {
      config.put("isolation.level", scenario.isolation());
    }
    return config;
  }
}
