package io.streamgauge.drivers.test;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A one-node KRaft broker in a JVM of its own: plaintext, and SASL for the user {@code alice}. The
 * jars are those of {@code client-matrix/brokers}.
 */
final class TestBroker implements AutoCloseable {
  private static final Path BROKERS = Path.of("..", "..", "..", "brokers");
  private static final String SECURITY = "org.apache.kafka.common.security.";
  private static final int START_SECONDS = 120;

  private final int plaintext;
  private final int sasl;
  private final Process process;

  private TestBroker(int plaintext, int sasl, Process process) {
    this.plaintext = plaintext;
    this.sasl = sasl;
    this.process = process;
  }

  /**
   * Formats a folder and starts a broker over it; it may still be coming up when this returns.
   *
   * @param name {@code current} or {@code legacy}
   * @param protocols of groups
   */
  static TestBroker start(Path folder, String name, String protocols)
      throws IOException, InterruptedException {
    int[] ports = freePorts(3);
    Path file = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties(ports, folder.resolve("data"), protocols).store(writer, null);
    }
    Process format =
        java(
            folder.resolve("format.log"),
            name,
            Stream.of(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "DriversDriversDriversDr",
                "-c",
                file.toString(),
                "--add-scram",
                "SCRAM-SHA-256=[name=alice,password=alice-secret]",
                "--add-scram",
                "SCRAM-SHA-512=[name=alice,password=alice-secret]"));
    if (format.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("format.log")));
    }
    Path log = folder.resolve("server.log");
    return new TestBroker(
        ports[0], ports[1], java(log, name, Stream.of("kafka.Kafka", file.toString())));
  }

  private static Process java(Path log, String broker, Stream<String> words) throws IOException {
    Path jars = BROKERS.resolve(broker).resolve("target").resolve("lib").toAbsolutePath();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            Stream.concat(
                    Stream.of(java, "-Xmx400m", "-XX:TieredStopAtLevel=1", "-cp", jars + "/*"),
                    words)
                .toList())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static Properties properties(int[] ports, Path data, String protocols) {
    Properties p = new Properties();
    String clients =
        "PLAINTEXT://127.0.0.1:%d,SASL_PLAINTEXT://127.0.0.1:%d".formatted(ports[0], ports[1]);
    p.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + ports[2]);
    p.put("advertised.listeners", clients);
    p.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + ports[2]);
    String listener = "listener.name.sasl_plaintext.";
    String scram = SECURITY + "scram.ScramLoginModule required;";
    p.put(listener + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    p.put(listener + "scram-sha-256.sasl.jaas.config", scram);
    p.put(listener + "scram-sha-512.sasl.jaas.config", scram);
    p.put(
        listener + "plain.sasl.jaas.config",
        SECURITY + "plain.PlainLoginModule required user_alice=\"alice-secret\";");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      p.put(topic + ".replication.factor", "1");
      p.put(topic + ".num.partitions", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("log.dirs", data.toString());
    p.put("auto.create.topics.enable", "false");
    p.put("group.coordinator.rebalance.protocols", protocols);
    p.put("group.initial.rebalance.delay.ms", "0");
    return p;
  }

  /** Ports that are free now; all held at once, so that they differ. */
  private static int[] freePorts(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    int[] ports = new int[count];
    for (int i = 0; i < count; i++) {
      sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      ports[i] = sockets[i].getLocalPort();
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  /** Its address for clients that log in, or do not. */
  String bootstrap(boolean login) {
    return "127.0.0.1:" + (login ? sasl : plaintext);
  }

  /** Makes topics of three partitions; waits for the broker to be up. */
  void createTopics(Set<String> names)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrap(false), "default.api.timeout.ms", START_SECONDS * 1000);
    try (Admin admin = Admin.create(config)) {
      admin
          .createTopics(
              new TreeSet<>(names).stream().map(name -> new NewTopic(name, 3, (short) 1)).toList())
          .all()
          .get(START_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
