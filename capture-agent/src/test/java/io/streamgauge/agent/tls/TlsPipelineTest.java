package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS from packets to exchanges. */
class TlsPipelineTest implements ExchangeObserver {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final int BEATS = 5;

  @TempDir private Path folder;
  private final SecretStore secrets = new SecretStore(10);
  private final List<String> exchanges = new ArrayList<>();
  private long opaqueBytes;
  private Connection connection;

  @Override
  public ConnectionObserver onConnection(Connection found) {
    connection = found;
    return new ConnectionObserver() {
      @Override
      public void onExchange(Exchange exchange) {
        exchanges.add(
            exchange.apiName() + " " + exchange.correlationId() + " " + exchange.status());
      }

      @Override
      public void onAnomaly(Anomaly anomaly) {
        exchanges.add(anomaly.toString());
      }
    };
  }

  @Override
  public void onOpaqueBytes(Endpoint broker, long bytes) {
    opaqueBytes += bytes;
  }

  private static TlsScript beats(int suite) {
    TlsScript tls = new TlsScript(suite, suite).handshake();
    KafkaScript kafka = new KafkaScript();
    for (int i = 1; i <= BEATS; i++) {
      HeartbeatRequestData request = new HeartbeatRequestData().setGroupId("g");
      tls.data(0, kafka.requestFrame(ApiKeys.HEARTBEAT, 4, i, request));
      HeartbeatResponseData response = new HeartbeatResponseData();
      tls.data(1, KafkaScript.responseFrame(ApiKeys.HEARTBEAT, 4, i, response));
    }
    return tls;
  }

  private static KafkaScript packets(KafkaScript script, List<TlsScript.Piece> pieces) {
    for (TlsScript.Piece piece : pieces) {
      if (piece.side() == 0) {
        script.clientBytes(piece.bytes());
      } else {
        script.brokerBytes(piece.bytes());
      }
    }
    return script;
  }

  private CapturePipeline run(KafkaScript script) throws IOException {
    PipelineOptions options =
        PipelineOptions.forFiles(Set.of())
            .withTls(Optional.of(new TlsOptions(secrets, TlsLimits.DEFAULTS)));
    CapturePipeline pipeline = new CapturePipeline(options, DECODER, this);
    Path file = Files.write(folder.resolve("x.pcap"), script.build());
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      pipeline.run(source);
    }
    pipeline.finish();
    return pipeline;
  }

  private void know(TlsScript script) {
    byte[] log = script.keyLog().getBytes(StandardCharsets.US_ASCII);
    new KeyLogParser(secrets).parse(log, log.length);
  }

  private static int size(List<TlsScript.Piece> pieces) {
    return pieces.stream().mapToInt(piece -> piece.bytes().length).sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x1301, 0x1303, 0xc030, 0xcca9})
  void exchangesAreThoseOfAPlaintextConnection(int suite) throws IOException {
    // Given
    TlsScript script = beats(suite);
    know(script);
    // When
    CapturePipeline pipeline = run(packets(new KafkaScript().open(), script.pieces()).finish());
    // Then
    assertThat(exchanges)
        .containsExactly(
            "Heartbeat 1 COMPLETE",
            "Heartbeat 2 COMPLETE",
            "Heartbeat 3 COMPLETE",
            "Heartbeat 4 COMPLETE",
            "Heartbeat 5 COMPLETE");
    assertThat(connection.broker().port()).isEqualTo(9092);
    assertThat(connection.seenFromStart()).isTrue();
    assertThat(pipeline.totals().kafkaBytes()).isEqualTo(size(script.pieces()));
    assertThat(pipeline.totals().opaqueConnections()).isZero();
    assertThat(opaqueBytes).isZero();
  }

  @Test
  void withoutItsSecretsAConnectionIsOpaqueByTheByte() throws IOException {
    // Given
    TlsScript script = beats(0x1301);
    // When
    CapturePipeline pipeline = run(packets(new KafkaScript().open(), script.pieces()).finish());
    // Then
    assertThat(exchanges).isEmpty();
    assertThat(opaqueBytes)
        .isEqualTo(pipeline.totals().opaqueBytes())
        .isEqualTo(size(script.pieces()));
    assertThat(pipeline.totals().opaqueConnections()).isEqualTo(1);
    assertThat(reason(pipeline, Undecrypted.NO_SECRET)).isEqualTo(1);
  }

  @Test
  void aConnectionSeenFromItsMiddleOnIsOpaqueThoughItsSecretsAreKnown() throws IOException {
    // Given
    TlsScript script = beats(0x1301);
    know(script);
    List<TlsScript.Piece> later = script.pieces().subList(7, script.pieces().size());
    // When
    CapturePipeline pipeline = run(packets(new KafkaScript(), later));
    // Then
    assertThat(exchanges).isEmpty();
    assertThat(pipeline.totals().opaqueConnections()).isEqualTo(1);
    assertThat(pipeline.totals().opaqueBytes()).isEqualTo(size(later));
    assertThat(reason(pipeline, Undecrypted.MID_CONNECTION)).isEqualTo(1);
  }

  @Test
  void aConnectionSeenUnderTwoAddressesIsDecryptedOnce() throws IOException {
    // Given
    TlsScript script = beats(0x1301);
    know(script);
    KafkaScript twice = new KafkaScript().alsoSeenBetween("10.0.0.1", 40_000, "10.9.0.9", 9092);
    // When
    CapturePipeline pipeline = run(packets(twice.open(), script.pieces()).finish());
    // Then
    assertThat(exchanges).hasSize(BEATS);
    assertThat(pipeline.totals().kafkaConnections()).isEqualTo(1);
    assertThat(pipeline.tlsStatistics().orElseThrow().openConnections()).isZero();
  }

  private static long reason(CapturePipeline pipeline, Undecrypted reason) {
    return pipeline.tlsStatistics().orElseThrow().undecrypted(reason);
  }
}
