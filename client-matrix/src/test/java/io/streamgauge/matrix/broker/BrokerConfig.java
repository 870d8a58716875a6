package io.streamgauge.matrix.broker;

import java.nio.file.Path;
import java.util.Properties;

/** The server.properties of a one-node KRaft cluster that is as quick as a test wants it. */
final class BrokerConfig {
  static final String CLUSTER_ID = "MatrixMatrixMatrixMatr";
  static final String CLIENTS = "CLIENTS";
  static final String SASL = "SASL";

  private static final String SECURITY = "org.apache.kafka.common.security.";

  private BrokerConfig() {}

  static Properties of(BrokerRelease release, Ports ports, Path data) {
    Properties p = new Properties();
    listeners(p, ports);
    sasl(p);
    internalTopics(p);
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("log.dirs", data.toString());
    p.put("auto.create.topics.enable", "false");
    p.put("group.coordinator.rebalance.protocols", release.rebalanceProtocols());
    // One member at a time joins here; waiting for more would only delay the start.
    p.put("group.initial.rebalance.delay.ms", "0");
    // A transaction that is left open is aborted soon after its own timeout.
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    return p;
  }

  private static void listeners(Properties p, Ports ports) {
    String clients =
        "%s://127.0.0.1:%d,%s://127.0.0.1:%d,ADMIN://127.0.0.1:%d"
            .formatted(CLIENTS, ports.clients(), SASL, ports.sasl(), ports.admin());
    p.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + ports.controller());
    p.put("advertised.listeners", clients);
    p.put(
        "listener.security.protocol.map",
        CLIENTS + ":PLAINTEXT," + SASL + ":SASL_PLAINTEXT,ADMIN:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
    // Transaction markers go where they are seen.
    p.put("inter.broker.listener.name", CLIENTS);
  }

  private static void sasl(Properties p) {
    String prefix = "listener.name.sasl.";
    p.put(prefix + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    p.put(
        prefix + "plain.sasl.jaas.config",
        SECURITY
            + "plain.PlainLoginModule required user_%s=\"%s\";"
                .formatted(Credentials.USER, Credentials.PASSWORD));
    String scram = SECURITY + "scram.ScramLoginModule required;";
    p.put(prefix + "scram-sha-256.sasl.jaas.config", scram);
    p.put(prefix + "scram-sha-512.sasl.jaas.config", scram);
  }

  private static void internalTopics(Properties p) {
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.put(topic + ".replication.factor", "1");
      p.put(topic + ".num.partitions", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
  }
}
