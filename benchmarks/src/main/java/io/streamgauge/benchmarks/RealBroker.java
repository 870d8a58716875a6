package io.streamgauge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** A Kafka broker with its controller in a process of its own, on loopback, with empty data. */
final class RealBroker implements AutoCloseable {
  private static final String HEAP = "-Xmx768m";
  private static final String LOGGING =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%m%n%ex</pattern></encoder>
        </appender>
        <root level="error"><appender-ref ref="console"/></root>
      </configuration>
      """;

  private static final int START_SECONDS = 120;
  private static final int STOP_SECONDS = 30;
  private static final int LAST_WORDS = 5;

  /** Below the ports that the kernel gives to clients: one of them could take it meanwhile. */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 32_000;

  private final Path folder;
  private final int port;
  private final Process process;

  private RealBroker(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one; it accepts connections when this returns.
   *
   * @param jars folder with the jars of a release and logback
   * @throws IOException if it does not start
   */
  static RealBroker start(Path jars) throws IOException, InterruptedException {
    if (!Files.isDirectory(jars)) {
      throw new IOException(
          jars + " is not there; mend it with: ./mvnw -pl client-matrix/brokers/current package");
    }
    Path folder = Files.createTempDirectory("streamgauge-broker-benchmark");
    int port = freePort();
    Path settings = folder.resolve("server.properties");
    Files.writeString(settings, settings(folder, port));
    Path logging = folder.resolve("logback.xml");
    Files.writeString(logging, LOGGING);
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            jars + "/*");
    String id = Uuid.randomUuid().toString();
    String file = settings.toString();
    String unused =
        WholeProcess.output(with(java, "kafka.tools.StorageTool", "format", "-t", id, "-c", file));
    Process process =
        new ProcessBuilder(with(java, "kafka.Kafka", file))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.log").toFile())
            .start();
    RealBroker broker = new RealBroker(folder, port, process);
    // Also when it is interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    broker.await();
    return broker;
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static String settings(Path folder, int port) throws IOException {
    int controllerPort = port;
    while (controllerPort == port) {
      controllerPort = freePort();
    }
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    controller.listener.names=CONTROLLER
    log.dirs=%3$s
    log.retention.bytes=67108864
    log.segment.bytes=33554432
    log.retention.check.interval.ms=2000
    log.segment.delete.delay.ms=1000
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    auto.create.topics.enable=false
    """
        .formatted(port, controllerPort, folder.resolve("data"));
  }

  private static int freePort() {
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

  private void await() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() - end < 0 && process.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    List<String> said = Files.readAllLines(folder.resolve("console.log"));
    close();
    throw new IOException(
        "the broker did not start: "
            + String.join("\n", said.subList(Math.max(0, said.size() - LAST_WORDS), said.size())));
  }

  /** Bootstrap address of its only listener. */
  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Port of that. */
  int port() {
    return port;
  }

  /** Stops it and deletes what it wrote; idempotent. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        int unused = process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      } catch (IOException e) {
        System.err.println("benchmarks/agent: left behind: " + folder);
      }
    }
  }
}
