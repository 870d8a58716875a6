package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packets in, batches out, over the golden captures. */
class AgentPipelineTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final KafkaDecoder DECODER = KafkaDecoder.builder().build();

  private static List<EventBatch> run(Ownership ownership, Path capture) throws IOException {
    List<EventBatch> batches = new ArrayList<>();
    AgentPipeline pipeline =
        new AgentPipeline(
            new AgentIdentity("agent", 1, "node", "test"),
            new PipelineOptions(Set.of(), ownership, TcpLimits.DEFAULTS),
            MappingOptions.DEFAULTS,
            DECODER,
            batches::add,
            () -> 0);
    try (CaptureFileSource source = CaptureFileSource.open(capture)) {
      pipeline.run(source);
    }
    pipeline.finish();
    return batches;
  }

  private static Path golden(String name) {
    return FOLDER.resolve(name + ".pcap");
  }

  private static List<Event> events(List<EventBatch> batches, Event.BodyCase family) {
    return batches.stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(event -> event.getBodyCase() == family)
        .toList();
  }

  @Test
  void aCaptureGivesTheSameBatchesEveryTime() throws IOException {
    try (Stream<Path> captures = Files.list(FOLDER)) {
      for (Path capture :
          captures.filter(path -> path.toString().endsWith(".pcap")).sorted().toList()) {
        assertThat(run(Ownership.EVERYTHING, capture))
            .isNotEmpty()
            .isEqualTo(run(Ownership.EVERYTHING, capture));
      }
    }
  }

  @Test
  void everyByteOfAKafkaConnectionIsAccountedFor() throws IOException {
    // When
    List<EventBatch> batches = run(Ownership.EVERYTHING, golden("01-fetch-v12-ok"));
    // Then
    long decoded =
        events(batches, Event.BodyCase.LISTENER_TRAFFIC).stream()
            .map(Event::getListenerTraffic)
            .mapToLong(ListenerRollup::getDecodedBytes)
            .sum();
    long kafka =
        events(batches, Event.BodyCase.AGENT).stream()
            .mapToLong(event -> event.getAgent().getKafkaBytes())
            .sum();
    assertThat(decoded).isPositive().isEqualTo(kafka);
  }

  @Test
  void aHoleInAPayloadIsAGapAndTheRestIsDecoded() throws IOException {
    // When
    List<EventBatch> batches = run(Ownership.EVERYTHING, golden("10-fetch-hole-in-payload"));
    // Then
    assertThat(
            events(batches, Event.BodyCase.AGENT).stream()
                .mapToLong(event -> event.getAgent().getTcpGapBytes()))
        .contains(1_000L);
    assertThat(events(batches, Event.BodyCase.TOPIC_TRAFFIC))
        .singleElement()
        .satisfies(event -> assertThat(event.getTopicTraffic().getRecords()).isEqualTo(1));
  }

  @Test
  void brokersOfOthersAreNotCounted() throws IOException {
    // Given
    Ownership elsewhere =
        new BrokerOwnership(List.of(Cidr.parse("192.168.0.0/16")), LocalAddresses.ofThisMachine());
    // When
    List<EventBatch> batches = run(elsewhere, golden("01-fetch-v12-ok"));
    // Then
    assertThat(batches)
        .flatExtracting(EventBatch::getEventsList)
        .extracting(Event::getBodyCase)
        .containsOnly(Event.BodyCase.AGENT);
  }
}
