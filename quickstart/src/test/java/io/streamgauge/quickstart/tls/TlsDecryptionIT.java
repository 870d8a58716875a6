package io.streamgauge.quickstart.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.pcap4j.PcapSource;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.agent.tls.KeyLogFile;
import io.streamgauge.agent.tls.SecretStore;
import io.streamgauge.agent.tls.Undecrypted;
import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.demo.Parts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real client does the same work in the clear and under TLS 1.2 and 1.3 with each family of
 * ciphers, and writes a key log meanwhile; an agent's pipeline captures it live.
 */
@RequiresCapture
class TlsDecryptionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PLAIN = "plain";
  private static final Path LOGGER =
      Path.of("target", "tls", "extract-tls-secrets.jar").toAbsolutePath();

  /** Names of runs, which are those of their topics, and what they use. */
  private static final Map<String, String> RUNS = new LinkedHashMap<>();

  static {
    RUNS.put("tls13-aes128", "TLSv1.3=TLS_AES_128_GCM_SHA256");
    RUNS.put("tls13-aes256", "TLSv1.3=TLS_AES_256_GCM_SHA384");
    RUNS.put("tls13-chacha", "TLSv1.3=TLS_CHACHA20_POLY1305_SHA256");
    RUNS.put("tls12-aes128", "TLSv1.2=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    RUNS.put("tls12-aes256", "TLSv1.2=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    RUNS.put("tls12-dhe", "TLSv1.2=TLS_DHE_RSA_WITH_AES_256_GCM_SHA384");
    RUNS.put("tls12-chacha", "TLSv1.2=TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
  }

  @TempDir private Path folder;

  private static List<String> topics() {
    List<String> topics = new ArrayList<>(RUNS.keySet());
    topics.add(PLAIN);
    return topics;
  }

  private static void createTopics(TlsBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bus()))) {
      admin
          .createTopics(
              topics().stream()
                  .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                  .toList())
          .all()
          .get();
    }
  }

  private List<String> command(TlsBroker broker, Path keyLog) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-javaagent:" + LOGGER + "=" + keyLog,
                "-cp",
                System.getProperty("java.class.path"),
                TlsClientProcess.class.getName(),
                broker.certificate().toString(),
                PLAIN + "=" + broker.bootstrap(broker.plainPort())));
    RUNS.forEach(
        (name, how) -> command.add(name + "=" + broker.bootstrap(broker.tlsPort()) + "=" + how));
    return command;
  }

  private Map<String, Long> requestsOf(String output) {
    Map<String, Long> requests = new LinkedHashMap<>();
    output
        .lines()
        .filter(line -> line.startsWith("requests "))
        .map(line -> line.split(" "))
        .forEach(words -> requests.put(words[1], Long.parseLong(words[2])));
    return requests;
  }

  @Test
  void whatIsReadUnderTlsIsWhatIsReadInTheClear() throws Exception {
    // Given
    Path keyLog = Files.createFile(folder.resolve("keys.log"));
    SeenTraffic seen;
    Map<String, Long> requests;
    try (TlsBroker broker = TlsBroker.start(folder);
        KeyLogFile log = KeyLogFile.open(keyLog, new SecretStore(1_000));
        PcapSource source =
            PcapSource.open(
                Parts.INTERFACE,
                TrafficFilter.ofPorts(List.of(broker.plainPort(), broker.tlsPort())),
                PcapSource.DEFAULT_BUFFER_BYTES)) {
      createTopics(broker);
      seen = SeenTraffic.capture(source, log.store());
      // When
      Launcher.Run client =
          Launcher.start(folder, Map.of(), command(broker, keyLog).toArray(String[]::new)).await();
      assertThat(client.code()).as(client.out() + client.err()).isZero();
      requests = requestsOf(client.out());
      SeenTraffic awaited = seen;
      await("every request that the clients made")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(awaited.requests()).as(awaited::toString).isEqualTo(requests));
    }
    seen.finish();
    // Then
    assertThat(seen.requests()).hasSize(2 * topics().size()).isEqualTo(requests);
    for (String run : RUNS.keySet()) {
      assertThat(seen.produced(run)).as("produced in %s", run).isEqualTo(seen.produced(PLAIN));
      assertThat(seen.consumed(run)).as("consumed in %s", run).isEqualTo(seen.consumed(PLAIN));
    }
    assertThat(seen.produced(PLAIN)).hasSize(TlsClientProcess.RECORDS);
    assertThat(seen.anomalies()).isEmpty();
    assertThat(seen.opaqueConnections()).isZero();
    for (Undecrypted reason : Undecrypted.values()) {
      assertThat(seen.tls().undecrypted(reason)).as(reason.label()).isZero();
    }
    assertThat(seen.tls().plaintextBytes()).isGreaterThan(7L * TlsClientProcess.LARGE_RECORD_BYTES);
  }
}
