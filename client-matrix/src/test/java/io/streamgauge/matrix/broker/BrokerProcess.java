package io.streamgauge.matrix.broker;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a JVM of its own, with empty data. Its folder keeps {@code requests.jsonl}, {@code
 * authentication.log}, {@code server.log} and {@code console.log} after it stopped.
 */
public final class BrokerProcess {
  private static final long STOP_SECONDS = 30;

  private final BrokerRelease release;
  private final Path folder;
  private final Ports ports;
  private final Process process;

  private BrokerProcess(BrokerRelease release, Path folder, Ports ports, Process process) {
    this.release = release;
    this.folder = folder;
    this.ports = ports;
    this.process = process;
  }

  /**
   * Formats a new folder below {@code parent} and starts a broker over it; it may still be coming
   * up when this returns.
   */
  public static BrokerProcess start(BrokerRelease release, Path parent)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent, release + "-");
    Ports ports = Ports.free();
    Path properties = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(properties)) {
      BrokerConfig.of(release, ports, folder.resolve("data")).store(writer, null);
    }
    format(release, folder, properties);
    Process process =
        java(release, folder, List.of("kafka.Kafka", properties.toString()), "console.log").start();
    // A test run that is cut off must not leave it behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new BrokerProcess(release, folder, ports, process);
  }

  private static void format(BrokerRelease release, Path folder, Path properties)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                BrokerConfig.CLUSTER_ID,
                "-c",
                properties.toString()));
    for (String mechanism : List.of("SCRAM-SHA-256", "SCRAM-SHA-512")) {
      words.add("--add-scram");
      words.add(
          mechanism + "=[name=%s,password=%s]".formatted(Credentials.USER, Credentials.PASSWORD));
    }
    if (java(release, folder, words, "format.log").start().waitFor() != 0) {
      throw new IOException(
          "formatting failed: " + Files.readString(folder.resolve("format.log")).strip());
    }
  }

  private static ProcessBuilder java(
      BrokerRelease release, Path folder, List<String> words, String console) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile="
                    + Path.of("src/test/resources/matrix/broker-logback.xml").toAbsolutePath(),
                "-Dmatrix.broker=" + folder,
                "-cp",
                release.classPath()));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(console).toFile());
  }

  /** Which release it is. */
  public BrokerRelease release() {
    return release;
  }

  /** Where it listens. */
  public Ports ports() {
    return ports;
  }

  /** Bootstrap address for clients, with or without authentication. */
  public String bootstrap(boolean sasl) {
    return "127.0.0.1:" + (sasl ? ports.sasl() : ports.clients());
  }

  /** Bootstrap address for the matrix itself; its traffic is not captured. */
  public String adminBootstrap() {
    return "127.0.0.1:" + ports.admin();
  }

  /** One line per request that was answered, or needed no answer; see {@link RequestLog}. */
  public Path requestLog() {
    return folder.resolve("requests.jsonl");
  }

  /** What the authenticator said; see {@link AuthenticationLog}. */
  public Path authenticationLog() {
    return folder.resolve("authentication.log");
  }

  /**
   * Whether its process runs.
   *
   * @throws IllegalStateException if not, with the last words of its console
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the " + release + " broker ended by itself; its logs are in " + folder);
    }
  }

  /** Stops it and waits until it is gone. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
