package io.streamgauge.quickstart.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import io.streamgauge.quickstart.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A router sees every connection before and behind its translation of addresses; a real broker's
 * traffic counts once all the same.
 */
class TranslatedListenerIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  @TempDir private Path folder;

  /** What a pipeline found in the router's capture. */
  private static final class Found {
    private final TreeMap<String, Integer> exchanges = new TreeMap<>();
    private final List<String> anomalies = new ArrayList<>();
    private long produced;
    private long consumed;
    private int unanswered;
    private CapturePipeline pipeline;

    private boolean hasAll() {
      return consumed >= ClientProcess.RECORDS && anomalies.isEmpty() && unanswered == 0;
    }

    private void add(Connection connection, Exchange exchange) {
      exchanges.merge(connection.client().host() + " > " + connection.broker(), 1, Integer::sum);
      // A consumer closes while its last fetch still waits.
      if (exchange.status() != ExchangeStatus.COMPLETE && !exchange.apiName().equals("Fetch")) {
        unanswered++;
      }
      if (exchange.details() instanceof PartitionDetails partitions) {
        for (int i = 0; i < partitions.size(); i++) {
          long records = Math.max(0, partitions.row(i).records());
          switch (exchange.apiName()) {
            case "Produce" -> produced += records;
            case "Fetch" -> consumed += records;
            default -> {}
          }
        }
      }
    }
  }

  private static Found read(Path capture) throws IOException {
    Found found = new Found();
    found.pipeline =
        new CapturePipeline(
            PipelineOptions.forFiles(Set.of(TranslationNetwork.PORT)),
            DECODER,
            connection ->
                new ConnectionObserver() {
                  @Override
                  public void onExchange(Exchange exchange) {
                    found.add(connection, exchange);
                  }

                  @Override
                  public void onAnomaly(Anomaly anomaly) {
                    found.anomalies.add(anomaly.toString());
                  }
                });
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      found.pipeline.run(source);
    }
    found.pipeline.finish();
    return found;
  }

  private Process start(String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(name).toFile())
        .start();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private static String[] java(Class<?> main) {
    return new String[] {
      ProcessHandle.current().info().command().orElse("java"),
      "-Xmx384m",
      "-XX:TieredStopAtLevel=1",
      "-cp",
      System.getProperty("java.class.path"),
      main.getName()
    };
  }

  private void awaitLine(String name, String text) {
    await(name + " says: " + text)
        .atMost(PATIENCE)
        .until(() -> Files.readString(log(name)).contains(text));
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  @Test
  void everyExchangeOfARealBrokerCountsOnce() throws Exception {
    // Given
    Tool.requireRoot();
    Tool.require("ip", "iproute2");
    Tool.require("nft", "nftables");
    Tool.require("tcpdump", "tcpdump");
    Path capture = folder.resolve("router.pcap");
    List<Process> running = new ArrayList<>();
    try (TranslationNetwork network = TranslationNetwork.create()) {
      try {
        running.add(
            start(
                "tcpdump",
                TranslationNetwork.within(
                    network.router,
                    "tcpdump",
                    "-Z",
                    "root",
                    "-U",
                    // Without a buffer for all of it, a busy machine loses packets.
                    "-B",
                    "65536",
                    "-i",
                    "any",
                    "-w",
                    capture.toString(),
                    "tcp port " + TranslationNetwork.PORT)));
        awaitLine("tcpdump", "listening on");
        running.add(
            start("broker", TranslationNetwork.within(network.broker, java(BrokerProcess.class))));
        awaitLine("broker", BrokerProcess.READY);
        // When
        Process client =
            start("client", TranslationNetwork.within(network.client, java(ClientProcess.class)));
        running.add(client);
        boolean ended = client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended && client.exitValue() == 0)
            .as(() -> "the client: " + text(log("client")))
            .isTrue();
        // The capture may be a moment behind, and end in the midst of a packet until then: records
        // count from the heads of their batches, so the last response may still lack its end.
        await("all that was read is in the capture")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> read(capture).hasAll());
      } finally {
        for (Process process : running) {
          end(process);
        }
      }
    }
    // Then
    Found found = read(capture);
    assertThat(found.produced).isEqualTo(ClientProcess.RECORDS);
    assertThat(found.consumed).isEqualTo(ClientProcess.RECORDS);
    assertThat(found.anomalies).isEmpty();
    assertThat(found.unanswered).isZero();
    assertThat(found.exchanges.keySet())
        .as("under the address that the client uses")
        .containsExactly(
            TranslationNetwork.CLIENT
                + " > "
                + TranslationNetwork.SERVICE
                + ":"
                + TranslationNetwork.PORT);
    assertThat(found.pipeline.tcpStatistics().flowsFolded())
        .as("every connection was seen twice")
        .isEqualTo(found.pipeline.totals().kafkaConnections())
        .isPositive();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
