package io.streamgauge.quickstart.translation;

import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.io.IOException;
import java.util.Map;

/** A broker behind a translation; it tells its clients the translated address. */
final class BrokerProcess {
  static final String READY = "broker is ready";

  private BrokerProcess() {}

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    int port = TranslationNetwork.PORT;
    BrokerSettings settings = BrokerSettings.onPorts(port, 19_092);
    String local =
        ",TELEMETRY://127.0.0.1:"
            + settings.telemetryPort()
            + ",CONTROLLER://127.0.0.1:"
            + settings.controllerPort();
    Map<String, String> translated =
        Map.of(
            "listeners",
            "OBSERVED://" + TranslationNetwork.BROKER + ":" + port + local,
            "advertised.listeners",
            "OBSERVED://"
                + TranslationNetwork.SERVICE
                + ":"
                + port
                + ",TELEMETRY://127.0.0.1:"
                + settings.telemetryPort());
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings, translated)) {
      System.out.println(READY + " " + broker.clusterId());
      while (System.in.read() >= 0) {
        // Until whoever started this is gone.
      }
    }
  }
}
