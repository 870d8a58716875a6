package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.v1.ConnectionTotal;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections from packets to what a listener's rollup says of them. */
class OpenConnectionsTest {
  private static final long MINUTE = 60_000_000_000L;
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  /** A record of TLS 1.2 that begins a handshake. */
  private static final byte[] HELLO = {22, 3, 1, 0, 4, 1, 0, 0, 0};

  @TempDir private Path folder;

  /** What the rollups say one after the other, as kind:opened-closed. */
  private List<String> told(Set<Integer> ports, KafkaScript script) throws IOException {
    List<EventBatch> batches = new ArrayList<>();
    AgentPipeline pipeline =
        new AgentPipeline(
            new AgentIdentity("agent", 1, "node", "test"),
            new PipelineOptions(ports, Ownership.EVERYTHING, TcpLimits.DEFAULTS),
            MappingOptions.DEFAULTS,
            DECODER,
            batches::add,
            () -> 0);
    Path file = Files.write(folder.resolve("x.pcap"), script.build());
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      pipeline.run(source);
    }
    pipeline.finish();
    return batches.stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(Event::hasListenerTraffic)
        .map(event -> text(event.getListenerTraffic()))
        .toList();
  }

  private static String text(ListenerRollup rollup) {
    StringBuilder text = new StringBuilder();
    for (ConnectionTotal each : rollup.getConnectionsList()) {
      text.append(each.getKind()).append(':').append(each.getOpenedTotal());
      text.append('-').append(each.getClosedTotal()).append(' ');
    }
    return text.toString().strip();
  }

  private static KafkaScript exchange(KafkaScript script, int correlationId) {
    return script
        .request(
            ApiKeys.HEARTBEAT,
            4,
            correlationId,
            new HeartbeatRequestData().setGroupId("g").setMemberId("m").setGenerationId(1))
        .response(ApiKeys.HEARTBEAT, 4, correlationId, new HeartbeatResponseData());
  }

  @Test
  void aConnectionIsOpenUntilItEnds() throws IOException {
    assertThat(told(Set.of(), exchange(new KafkaScript().open(), 1).finish()))
        .last()
        .isEqualTo("PLAINTEXT:1-1");
  }

  @Test
  void theEndOfTheCaptureEndsNoConnection() throws IOException {
    assertThat(told(Set.of(), exchange(new KafkaScript().open(), 1)))
        .last()
        .isEqualTo("PLAINTEXT:1-0");
  }

  @Test
  void ourOwnConnectionsAreNone() throws IOException {
    // Given
    KafkaScript script = new KafkaScript().clientId("streamgauge-agent").open();
    // When
    List<String> told = told(Set.of(), exchange(script, 1));
    // Then
    assertThat(told).isNotEmpty().containsOnly("");
  }

  @Test
  void whatIsEncryptedCountsAsSuch() throws IOException {
    // Given
    KafkaScript script = new KafkaScript().open().clientBytes(HELLO).brokerBytes(HELLO);
    // When
    List<String> told = told(Set.of(), script.finish());
    // Then
    assertThat(told).last().isEqualTo("TLS:1-1");
  }

  @Test
  void whatSaysNothingYetIsUnknownWhereKafkaIsExpected() throws IOException {
    // Given
    KafkaScript silent = new KafkaScript().open().clientBytes((byte) 0, (byte) 0);
    KafkaScript speaks = exchange(new KafkaScript().open(), 1);

    // When, then
    assertThat(told(Set.of(9092), silent)).last().isEqualTo("UNKNOWN:1-0");
    assertThat(told(Set.of(9092), speaks)).last().isEqualTo("PLAINTEXT:1-0 UNKNOWN:1-1");
  }

  @Test
  void nothingIsExpectedOfPortsThatNobodyNamed() throws IOException {
    assertThat(told(Set.of(), new KafkaScript().open().clientBytes((byte) 0, (byte) 0))).isEmpty();
  }

  @Test
  void isToldAgainWhileNothingChanges() throws IOException {
    // Given
    KafkaScript script = exchange(new KafkaScript().open(), 1);
    int once = told(Set.of(), script).size();
    // When another connection has packets for two minutes
    script.between("10.9.9.9", 5_000, "10.9.9.8", 80).open();
    for (int i = 0; i < 4; i++) {
      script.after(MINUTE / 2).clientBytes((byte) 0);
    }
    // Then
    assertThat(told(Set.of(), script))
        .hasSize(once + 4)
        .endsWith("PLAINTEXT:1-0", "PLAINTEXT:1-0", "PLAINTEXT:1-0", "PLAINTEXT:1-0");
  }
}
