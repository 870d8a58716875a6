package io.streamgauge.quickstart.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A one-node KRaft cluster (broker and controller in one) with two client listeners: {@code
 * OBSERVED} for the clients to be measured, {@code TELEMETRY} for Streamgauge's own topics. They
 * are one cluster on two ports, so that a capture filter can tell them apart.
 *
 * <p>Inter-broker traffic uses the observed listener. Topics are never created automatically.
 * Thread-safe; {@link #close} is idempotent and deletes all data.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final BrokerSettings settings;
  private final Path directory;
  private final KafkaRaftServer server;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(BrokerSettings settings, Path directory, KafkaRaftServer server) {
    this.settings = settings;
    this.directory = directory;
    this.server = server;
  }

  /**
   * Formats a temporary directory and starts a broker over it; returns when clients can connect
   * (about 3 s).
   *
   * @throws UncheckedIOException if the temporary directory cannot be made
   * @throws IllegalStateException if the broker does not start, for one because a port is taken;
   *     nothing is left behind then
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    return start(settings, Map.of());
  }

  /**
   * The same with further broker settings, which win over ours.
   *
   * @param more keys and values of server.properties; a {@code listeners} among them must name all
   */
  public static EmbeddedBroker start(BrokerSettings settings, Map<String, String> more) {
    Path directory;
    try {
      directory = Files.createTempDirectory("streamgauge-broker-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the embedded broker", e);
    }
    KafkaRaftServer server = null;
    try {
      Properties properties = settings.toProperties(directory.resolve("data"));
      properties.putAll(more);
      format(settings, properties, directory);
      server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(settings, directory, server);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
        server.awaitShutdown();
      }
      delete(directory);
      throw new IllegalStateException("the embedded broker did not start: " + e.getMessage(), e);
    }
  }

  private static void format(BrokerSettings settings, Properties properties, Path directory)
      throws IOException {
    Path file = directory.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            new String[] {"format", "-t", settings.clusterId(), "-c", file.toString()},
            new PrintStream(said, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IOException("formatting: " + said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  /** Bootstrap address of the listener that is to be captured, {@code 127.0.0.1:port}. */
  public String observedBootstrap() {
    return "127.0.0.1:" + settings.observedPort();
  }

  /** Bootstrap address of the listener for the bus topics, {@code 127.0.0.1:port}. */
  public String telemetryBootstrap() {
    return "127.0.0.1:" + settings.telemetryPort();
  }

  /** Kafka's cluster id, as Metadata responses carry it. */
  public String clusterId() {
    return settings.clusterId();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.shutdown();
      server.awaitShutdown();
      delete(directory);
    }
  }

  private static void delete(Path directory) {
    try {
      Files.walkFileTree(directory, new DeletingVisitor());
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + directory, e);
    }
  }

  private static final class DeletingVisitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      // The broker deletes segments in the background until it is down: a file may be gone already.
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
