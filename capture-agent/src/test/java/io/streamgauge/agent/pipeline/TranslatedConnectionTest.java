package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeStatus;
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

/** Exchanges of a connection that is seen before and behind an address translation count once. */
class TranslatedConnectionTest {
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();
  private static final int EXCHANGES = 5;

  @TempDir private Path folder;

  private final List<String> exchanges = new ArrayList<>();
  private final List<String> anomalies = new ArrayList<>();

  private static KafkaScript beats(KafkaScript script) {
    for (int i = 1; i <= EXCHANGES; i++) {
      script.request(
          ApiKeys.HEARTBEAT,
          4,
          i,
          new HeartbeatRequestData().setGroupId("g").setMemberId("m").setGenerationId(1));
      script.response(ApiKeys.HEARTBEAT, 4, i, new HeartbeatResponseData());
    }
    return script;
  }

  private static KafkaScript client() {
    return new KafkaScript().between("10.244.1.5", 40_000, "10.96.0.1", 9092);
  }

  private CapturePipeline run(KafkaScript script, PipelineOptions options) throws IOException {
    CapturePipeline pipeline =
        new CapturePipeline(
            options,
            DECODER,
            connection ->
                new ConnectionObserver() {
                  @Override
                  public void onExchange(Exchange exchange) {
                    assertThat(exchange.status()).isEqualTo(ExchangeStatus.COMPLETE);
                    exchanges.add(connection.client() + " > " + connection.broker());
                  }

                  @Override
                  public void onAnomaly(Anomaly anomaly) {
                    anomalies.add(anomaly.toString());
                  }
                });
    Path file = Files.write(folder.resolve("x.pcap"), script.build());
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      pipeline.run(source);
    }
    pipeline.finish();
    assertThat(anomalies).isEmpty();
    return pipeline;
  }

  private static PipelineOptions owning(String cidr) {
    Cidr owned = Cidr.parse(cidr);
    Ownership ownership = (Endpoint broker) -> owned.contains(broker);
    return new PipelineOptions(Set.of(), ownership, TcpLimits.DEFAULTS);
  }

  @Test
  void aConnectionToAServiceCountsOnceAlthoughThePodsAddressIsSeenToo() throws IOException {
    KafkaScript script = client().alsoSeenBetween("10.244.1.5", 40_000, "10.244.2.7", 9092);

    CapturePipeline pipeline =
        run(beats(script.open()).finish(), PipelineOptions.forFiles(Set.of()));

    assertThat(exchanges).hasSize(EXCHANGES).containsOnly("10.244.1.5:40000 > 10.96.0.1:9092");
    assertThat(pipeline.totals().kafkaConnections()).isEqualTo(1);
    assertThat(pipeline.totals().connections()).isEqualTo(1);
    assertThat(pipeline.totals().openFlows()).isZero();
    assertThat(pipeline.tcpStatistics().flowsFolded()).isEqualTo(1);
  }

  @Test
  void thePairOfEndsWithTheOwnedBrokerCounts() throws IOException {
    KafkaScript script = client().alsoSeenBetween("10.244.1.5", 40_000, "10.244.2.7", 9092);

    run(beats(script.open()).finish(), owning("10.244.0.0/16"));

    assertThat(exchanges).hasSize(EXCHANGES).containsOnly("10.244.1.5:40000 > 10.244.2.7:9092");
  }

  @Test
  void alsoFromTheMidstThePairOfEndsWithTheOwnedBrokerCounts() throws IOException {
    // Given a client that lives among the owned addresses too, so that the port must not tell
    KafkaScript script = client().alsoSeenBetween("10.244.1.5", 40_000, "10.244.2.7", 9092);

    CapturePipeline pipeline = run(beats(script), owning("10.244.0.0/16"));

    assertThat(exchanges).hasSize(EXCHANGES).containsOnly("10.244.1.5:40000 > 10.244.2.7:9092");
    assertThat(pipeline.tcpStatistics().flowsFolded()).isEqualTo(1);
  }

  @Test
  void aTranslatedClientCountsOnceUnderItsOwnAddress() throws IOException {
    KafkaScript script = client().alsoSeenBetween("10.0.0.99", 51_000, "10.96.0.1", 9092);

    run(beats(script.open()).finish(), PipelineOptions.forFiles(Set.of(9092)));

    assertThat(exchanges).hasSize(EXCHANGES).containsOnly("10.244.1.5:40000 > 10.96.0.1:9092");
  }

  @Test
  void aConnectionOfWhichEachPairOfEndsShowsOneDirectionIsWhole() throws IOException {
    KafkaScript script = client().halfSeenBetween("10.244.1.5", 40_000, "10.244.2.7", 9092);

    CapturePipeline pipeline =
        run(beats(script.open()).finish(), PipelineOptions.forFiles(Set.of(9092)));

    assertThat(exchanges).hasSize(EXCHANGES);
    assertThat(pipeline.totals().kafkaConnections()).isEqualTo(1);
    assertThat(pipeline.totals().gapBytes()).isZero();
  }

  @Test
  void bothLegsOfAProxyCount() throws IOException {
    KafkaScript script = beats(client().open()).finish();
    script.between("10.96.0.1", 51_000, "10.244.2.7", 9092).startingAt(71_000, 75_000);

    run(beats(script.open()).finish(), PipelineOptions.forFiles(Set.of()));

    assertThat(exchanges).hasSize(2 * EXCHANGES);
  }
}
