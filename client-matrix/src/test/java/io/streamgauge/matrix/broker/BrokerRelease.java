package io.streamgauge.matrix.broker;

import java.nio.file.Path;

/** The releases of brokers that clients are driven against. */
public enum BrokerRelease {
  /** What clients of today meet. */
  CURRENT("current", "classic,consumer,share,streams"),
  /** For what the current one refuses: protocols from before 0.11, the SCRAM of old librdkafka. */
  LEGACY("legacy", "classic,consumer");

  private final String folder;
  private final String rebalanceProtocols;

  BrokerRelease(String folder, String rebalanceProtocols) {
    this.folder = folder;
    this.rebalanceProtocols = rebalanceProtocols;
  }

  /** Kafka's version, as the parent pom pins it. */
  public String version() {
    return System.getProperty("streamgauge.matrix." + folder, folder);
  }

  /** The class path of the broker's JVM. */
  String classPath() {
    return Path.of("brokers", folder, "target", "lib").toAbsolutePath() + "/*";
  }

  String rebalanceProtocols() {
    return rebalanceProtocols;
  }

  @Override
  public String toString() {
    return folder;
  }
}
