package io.streamgauge.quickstart.outage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SplittableRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A broker in a process of its own that can be killed and started again over the same data. */
public final class BusProcess implements AutoCloseable {
  private static final String READY = "the bus is ready";

  /** Below the ports that the kernel gives to clients: one of them could take it meanwhile. */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_000;

  private final Path folder;
  private final int port;
  private final int controllerPort;
  private final String clusterId;
  private Process process;

  private BusProcess(Path folder, int port, int controllerPort) {
    this.folder = folder;
    this.port = port;
    this.controllerPort = controllerPort;
    this.clusterId = Uuid.randomUuid().toString();
  }

  /** Starts a bus whose data lies in {@code folder}; returns when clients can connect. */
  public static BusProcess start(Path folder) throws IOException {
    int port = freePort();
    int controllerPort = port;
    while (controllerPort == port) {
      controllerPort = freePort();
    }
    BusProcess bus = new BusProcess(folder, port, controllerPort);
    bus.comeBack();
    return bus;
  }

  /** A port that nobody has, and that the kernel gives to no client. */
  public static int freePort() {
    SplittableRandom random = new SplittableRandom();
    while (true) {
      int port = random.nextInt(FIRST_PORT, LAST_PORT);
      try {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        return port;
      } catch (IOException e) {
        // Somebody else's.
      }
    }
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** From one moment to the next, as when a machine loses its power. */
  public void goAway() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Starts it over what it had; returns when clients can connect. */
  public void comeBack() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BusProcess.class.getName(),
                folder.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort),
                clusterId)
            .redirectErrorStream(true)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); !READY.equals(line); line = said.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the bus did not start: " + all);
      }
      all.append(line).append('\n');
    }
    drain(said);
  }

  /** Otherwise a bus that says much would wait for a reader. */
  private static void drain(BufferedReader said) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (said.readLine() != null) {
                  // Until it ends.
                }
              } catch (IOException e) {
                // It ended.
              }
            },
            "bus-output");
    drain.setDaemon(true);
    drain.start();
  }

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Properties properties = properties(folder, args[1], args[2]);
    Path file = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    StorageTool.execute(
        new String[] {"format", "--ignore-formatted", "-t", args[3], "-c", file.toString()},
        nowhere);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    server.startup();
    System.out.println(READY);
    while (System.in.read() >= 0) {
      // Until whoever started this is gone.
    }
    server.shutdown();
    server.awaitShutdown();
  }

  private static Properties properties(Path folder, String port, String controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put("listeners", "BUS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "BUS://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "BUS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "BUS");
    p.put("log.dirs", folder.resolve("data").toString());
    p.put("auto.create.topics.enable", "false");
    // One that comes back registers again when the session that it had has ended.
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
    return p;
  }
}
