package io.streamgauge.quickstart.privacy;

import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An embedded broker with a third listener, on which clients must say who they are. */
final class SecretBroker implements AutoCloseable {
  /** Clients of the PLAIN mechanism must prove themselves anew after this time. */
  static final int REAUTHENTICATION_MILLIS = 1_500;

  private static final String PREFIX = "listener.name.secret.";

  private final EmbeddedBroker broker;
  private final int secretPort;

  private SecretBroker(EmbeddedBroker broker, int secretPort) {
    this.broker = broker;
    this.secretPort = secretPort;
  }

  static SecretBroker start() throws IOException {
    BrokerSettings settings = BrokerSettings.onFreePorts();
    int port = freePort();
    return new SecretBroker(EmbeddedBroker.start(settings, more(settings, port)), port);
  }

  private static Map<String, String> more(BrokerSettings settings, int port) {
    String clients =
        String.format(
            "OBSERVED://127.0.0.1:%d,TELEMETRY://127.0.0.1:%d,SECRET://127.0.0.1:%d",
            settings.observedPort(), settings.telemetryPort(), port);
    Map<String, String> more = new HashMap<>();
    more.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + settings.controllerPort());
    more.put("advertised.listeners", clients);
    more.put(
        "listener.security.protocol.map",
        "OBSERVED:PLAINTEXT,TELEMETRY:PLAINTEXT,CONTROLLER:PLAINTEXT,SECRET:SASL_PLAINTEXT");
    more.put(PREFIX + "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER");
    more.put(
        PREFIX + "plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_"
            + Secrets.USER
            + "=\""
            + Secrets.PASSWORD
            + "\";");
    for (String scram : List.of("scram-sha-256", "scram-sha-512")) {
      more.put(
          PREFIX + scram + ".sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }
    more.put(
        PREFIX + "oauthbearer.sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
    more.put(PREFIX + "plain.connections.max.reauth.ms", Integer.toString(REAUTHENTICATION_MILLIS));
    return more;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String bus() {
    return broker.telemetryBootstrap();
  }

  String plaintext() {
    return broker.observedBootstrap();
  }

  String authenticated() {
    return "127.0.0.1:" + secretPort;
  }

  List<Integer> observedPorts() {
    String plaintext = plaintext();
    return List.of(Integer.parseInt(plaintext.substring(plaintext.indexOf(':') + 1)), secretPort);
  }

  @Override
  public void close() {
    broker.close();
  }
}
