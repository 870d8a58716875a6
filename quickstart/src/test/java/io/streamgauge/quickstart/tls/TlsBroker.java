package io.streamgauge.quickstart.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An embedded broker with a third listener, which speaks TLS. Its key is made for it. */
public final class TlsBroker implements AutoCloseable {
  private static final String PASSWORD = "made-for-a-test";
  private static final String PREFIX = "listener.name.encrypted.ssl.";

  private final EmbeddedBroker broker;
  private final int tlsPort;
  private final int plainPort;
  private final Path certificate;

  private TlsBroker(EmbeddedBroker broker, int tlsPort, int plainPort, Path certificate) {
    this.broker = broker;
    this.tlsPort = tlsPort;
    this.plainPort = plainPort;
    this.certificate = certificate;
  }

  /** Starts a broker; its key lies in {@code folder}. */
  public static TlsBroker start(Path folder) throws IOException, InterruptedException {
    Path keystore = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    keytool(
        folder,
        "-genkeypair -keyalg RSA -keysize 2048 -alias broker -dname CN=127.0.0.1"
            + " -ext san=ip:127.0.0.1 -validity 30 -storetype PKCS12 -keystore "
            + keystore);
    keytool(
        folder, "-exportcert -rfc -alias broker -keystore " + keystore + " -file " + certificate);
    BrokerSettings settings = BrokerSettings.onFreePorts();
    int port = freePort();
    EmbeddedBroker broker = EmbeddedBroker.start(settings, more(settings, port, keystore));
    return new TlsBroker(broker, port, settings.observedPort(), certificate);
  }

  private static void keytool(Path folder, String arguments)
      throws IOException, InterruptedException {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String[] words = (tool + " " + arguments + " -storepass " + PASSWORD).split(" ");
    Launcher.Run run = Launcher.start(folder, Map.of(), words).await();
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  private static Map<String, String> more(BrokerSettings settings, int port, Path keystore) {
    String clients =
        String.format(
            "OBSERVED://127.0.0.1:%d,TELEMETRY://127.0.0.1:%d,ENCRYPTED://127.0.0.1:%d",
            settings.observedPort(), settings.telemetryPort(), port);
    Map<String, String> more = new HashMap<>();
    more.put("listeners", clients + ",CONTROLLER://127.0.0.1:" + settings.controllerPort());
    more.put("advertised.listeners", clients);
    more.put(
        "listener.security.protocol.map",
        "OBSERVED:PLAINTEXT,TELEMETRY:PLAINTEXT,CONTROLLER:PLAINTEXT,ENCRYPTED:SSL");
    more.put(PREFIX + "keystore.type", "PKCS12");
    more.put(PREFIX + "keystore.location", keystore.toString());
    more.put(PREFIX + "keystore.password", PASSWORD);
    more.put(PREFIX + "key.password", PASSWORD);
    more.put(PREFIX + "enabled.protocols", "TLSv1.2,TLSv1.3");
    return more;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int tlsPort() {
    return tlsPort;
  }

  /** Port of the listener that does the same without TLS. */
  int plainPort() {
    return plainPort;
  }

  String bootstrap(int port) {
    return "127.0.0.1:" + port;
  }

  String bus() {
    return broker.telemetryBootstrap();
  }

  /** What clients trust, PEM. */
  Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    broker.close();
  }
}
