package io.streamgauge.agent.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.link.Encapsulation;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packets that a node sees more than once, wrapped or not, count once. */
@Timeout(300)
class SeenSeveralTimesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final int PORT = 9092;
  private static final int PROXY_PORT = 9093;
  private static final String FILTER =
      TrafficFilter.ofPorts(List.of(PORT, PROXY_PORT))
          .withEncapsulated()
          .withoutAcknowledgments()
          .expressionWithVlan();

  @TempDir private Path folder;
  private final List<Process> running = new ArrayList<>();

  /** What a pipeline found in a capture. */
  private static final class Found implements AutoCloseable {
    private final TreeMap<String, Integer> complete = new TreeMap<>();
    private final List<String> anomalies = new ArrayList<>();
    private final CapturePipeline pipeline =
        new CapturePipeline(
            PipelineOptions.forFiles(Set.of(PORT, PROXY_PORT)),
            DECODER,
            connection ->
                new ConnectionObserver() {
                  @Override
                  public void onExchange(Exchange exchange) {
                    if (exchange.status() == ExchangeStatus.COMPLETE) {
                      String ends = connection.client().host() + " > " + connection.broker();
                      complete.merge(ends, 1, Integer::sum);
                    }
                  }

                  @Override
                  public void onAnomaly(Anomaly anomaly) {
                    anomalies.add(anomaly.toString());
                  }
                });

    private boolean wasSaid() {
      return !complete.isEmpty()
          && complete.values().stream().allMatch(beats -> beats >= Conversation.BEATS);
    }

    private boolean wasSeenAgain() {
      return pipeline.tcpStatistics().retransmittedBytes()
          >= pipeline.tcpStatistics().deliveredBytes();
    }

    @Override
    public void close() {
      pipeline.finish();
    }
  }

  @BeforeAll
  static void requireParts() {
    Parts.require("ip", "tcpdump");
  }

  @Test
  void onBothPortsOfABridge() throws Exception {
    try (Namespaces network = new Namespaces()) {
      // Given
      bridged(network);
      // When
      Path capture = converse(network, "10.231.7.2", "any", Found::wasSeenAgain);
      // Then
      try (Found found = read(capture)) {
        assertThat(found.complete)
            .containsExactly(Map.entry("10.231.7.1 > 10.231.7.2:9092", Conversation.BEATS));
        assertThat(found.anomalies).isEmpty();
        assertThat(found.wasSeenAgain()).as("all of it was seen again").isTrue();
      }
    }
  }

  @Test
  void insideAnOverlay() throws Exception {
    try (Namespaces network = new Namespaces()) {
      // Given
      bridged(network);
      for (int end = 1; end <= 2; end++) {
        String name = end == 1 ? "client" : "broker";
        network.ip(
            name,
            "link add overlay type vxlan id 7 local 10.231.7.%d remote 10.231.7.%d dstport 4789"
                .formatted(end, 3 - end));
        network.ip(name, "address add 10.231.9." + end + "/24 dev overlay");
        network.ip(name, "link set overlay up");
      }
      // When
      Path capture = converse(network, "10.231.9.2", "c1", found -> true);
      // Then
      try (Found found = read(capture)) {
        assertThat(found.complete)
            .containsExactly(Map.entry("10.231.9.1 > 10.231.9.2:9092", Conversation.BEATS));
        assertThat(found.anomalies).isEmpty();
        assertThat(found.pipeline.linkStatistics().opened(Encapsulation.VXLAN))
            .isGreaterThanOrEqualTo(2L * Conversation.BEATS);
      }
    }
  }

  @Test
  void aProxyIsTwoConnections() throws Exception {
    try (Namespaces network = new Namespaces()) {
      // Given
      bridged(network);
      network.ip("host", "address add 10.231.7.3/24 dev bridge");
      start(network, "broker", "broker", "10.231.7.2", "" + PORT);
      start(network, "host", "proxy", "10.231.7.3", "" + PROXY_PORT, "10.231.7.2", "" + PORT);
      // When
      Path capture =
          captured(network, "any", "10.231.7.3", PROXY_PORT, found -> found.complete.size() == 2);
      // Then
      try (Found found = read(capture)) {
        assertThat(found.complete)
            .containsExactly(
                Map.entry("10.231.7.1 > 10.231.7.3:9093", Conversation.BEATS),
                Map.entry("10.231.7.3 > 10.231.7.2:9092", Conversation.BEATS));
        assertThat(found.pipeline.tcpStatistics().flowsFolded()).isZero();
      }
    }
  }

  /** A client and a broker on the ports c1 and b1 of a bridge. */
  private static void bridged(Namespaces network) throws IOException {
    for (String name : List.of("client", "host", "broker")) {
      network.add(name);
    }
    network.ip("host", "link add bridge type bridge");
    network.ip("host", "link set bridge up");
    network.cable("client", "n0", "host", "c1");
    network.cable("broker", "n0", "host", "b1");
    network.ip("host", "link set c1 master bridge");
    network.ip("host", "link set b1 master bridge");
    network.ip("client", "address add 10.231.7.1/24 dev n0");
    network.ip("broker", "address add 10.231.7.2/24 dev n0");
  }

  private Path converse(
      Namespaces network, String broker, String interfaceName, Predicate<Found> all)
      throws IOException, InterruptedException {
    start(network, "broker", "broker", broker, "" + PORT);
    return captured(network, interfaceName, broker, PORT, all);
  }

  /**
   * What the bridge's node captures while the client talks, once all that a test needs is there.
   */
  private Path captured(
      Namespaces network, String interfaceName, String to, int port, Predicate<Found> all)
      throws IOException, InterruptedException {
    Path capture = folder.resolve("host.pcap");
    try {
      String[] tcpdump = {
        "tcpdump", "-Z", "root", "-U", "-B", "65536", "-i", interfaceName, "-w", capture.toString()
      };
      List<String> line = network.within("host", tcpdump);
      line.add(interfaceName.equals("any") ? plain() : FILTER);
      running.add(launch("tcpdump", line));
      awaitLine("tcpdump", "listening on");
      Process client = launch("client", network.conversation("client", "client", to, "" + port));
      running.add(client);
      boolean ended = client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended && client.exitValue() == 0)
          .as("the client: %s", Files.readString(log("client")))
          .isTrue();
      // The capture may be a moment behind, and end in the midst of a packet until then.
      await("all that was said is in the capture")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> isWhole(capture, all));
    } finally {
      for (Process process : running) {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      }
    }
    return capture;
  }

  private static String plain() {
    return TrafficFilter.ofPorts(List.of(PORT, PROXY_PORT))
        .withEncapsulated()
        .withoutAcknowledgments()
        .expression();
  }

  private static boolean isWhole(Path capture, Predicate<Found> all) throws IOException {
    try (Found found = read(capture)) {
      return found.wasSaid() && all.test(found);
    }
  }

  private static Found read(Path capture) throws IOException {
    Found found = new Found();
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      found.pipeline.run(source);
    }
    found.pipeline.finish();
    return found;
  }

  private void start(Namespaces network, String namespace, String... arguments) throws IOException {
    running.add(launch(arguments[0], network.conversation(namespace, arguments)));
    awaitLine(arguments[0], Conversation.READY);
  }

  private Process launch(String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(name).toFile())
        .start();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void awaitLine(String name, String text) {
    await(name + " says: " + text)
        .atMost(PATIENCE)
        .until(() -> Files.readString(log(name)).contains(text));
  }
}
