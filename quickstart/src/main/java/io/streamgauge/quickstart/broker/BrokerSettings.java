package io.streamgauge.quickstart.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * Where an embedded broker listens, all on 127.0.0.1.
 *
 * @param clusterId Kafka's cluster id (a base64 UUID, as {@link Uuid} prints it)
 * @param observedPort port of the listener whose traffic is measured, 1–65535
 * @param telemetryPort port of the listener for the bus topics, 1–65535
 * @param controllerPort port of the KRaft controller, 1–65535
 */
public record BrokerSettings(
    String clusterId, int observedPort, int telemetryPort, int controllerPort) {
  static final int NODE_ID = 1;
  static final String OBSERVED = "OBSERVED";
  static final String TELEMETRY = "TELEMETRY";
  static final String CONTROLLER = "CONTROLLER";

  /** Settings with the given client ports; the controller gets a free one. */
  public static BrokerSettings onPorts(int observedPort, int telemetryPort) {
    return new BrokerSettings(
        Uuid.randomUuid().toString(), observedPort, telemetryPort, freePorts(1)[0]);
  }

  /** Settings with free ports only. */
  public static BrokerSettings onFreePorts() {
    int[] ports = freePorts(3);
    return new BrokerSettings(Uuid.randomUuid().toString(), ports[0], ports[1], ports[2]);
  }

  /** Ports that are free now; all held at once, so that they differ. */
  private static int[] freePorts(int count) {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ports[i] = sockets[i].getLocalPort();
      }
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  Properties toProperties(Path dataDirectory) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE_ID));
    p.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    String clients = listener(OBSERVED, observedPort) + "," + listener(TELEMETRY, telemetryPort);
    p.put("listeners", clients + "," + listener(CONTROLLER, controllerPort));
    p.put("advertised.listeners", clients);
    p.put(
        "listener.security.protocol.map",
        OBSERVED + ":PLAINTEXT," + TELEMETRY + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    p.put("controller.listener.names", CONTROLLER);
    p.put("inter.broker.listener.name", OBSERVED);
    p.put("log.dirs", dataDirectory.toString());
    p.put("auto.create.topics.enable", "false");
    singleNode(p);
    modest(p);
    return p;
  }

  private static String listener(String name, int port) {
    return name + "://127.0.0.1:" + port;
  }

  private static void singleNode(Properties p) {
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "4");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "2");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    // One member at a time joins here; waiting for more would only delay the start.
    p.put("group.initial.rebalance.delay.ms", "0");
  }

  private static void modest(Properties p) {
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("log.segment.bytes", Integer.toString(64 << 20));
    p.put("log.retention.bytes", Integer.toString(512 << 20));
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
  }
}
