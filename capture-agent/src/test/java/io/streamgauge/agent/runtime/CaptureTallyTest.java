package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.link.Encapsulation;
import io.streamgauge.agent.link.FragmentDrop;
import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.Undecoded;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.testing.CaptureFileBuilder;
import io.streamgauge.agent.testing.KafkaScript;
import io.streamgauge.agent.testing.PacketBuilder;
import io.streamgauge.agent.tls.SecretStore;
import io.streamgauge.agent.tls.TlsLimits;
import io.streamgauge.agent.tls.TlsOptions;
import io.streamgauge.agent.tls.Undecrypted;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.v1.CaptureCounter;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of an agent count by kind or reason reaches the bus. */
class CaptureTallyTest {
  private static final byte[] CLIENT_HELLO = {22, 3, 1, 0, 5, 1, 0, 0, 1, 0};
  private static final byte[] SERVER_HELLO = {22, 3, 3, 0, 5, 2, 0, 0, 1, 0};

  private static final int VLAN = 0x8100;
  private static final int UDP = 17;

  @TempDir private Path folder;

  static Stream<String> namesOfTheParts() {
    return Stream.of(
            names("ENCAPSULATION_", Encapsulation.values()),
            names("FRAGMENT_", FragmentDrop.values()),
            names("UNDECODED_", Undecoded.values()),
            names("TLS_", Undecrypted.values()))
        .flatMap(each -> each);
  }

  private static Stream<String> names(String group, Enum<?>[] constants) {
    return Stream.of(constants).map(constant -> group + constant.name());
  }

  @Test
  void theContractHasACounterForEveryKindAndReason() {
    assertThat(Stream.of(CaptureCounter.values()).map(Enum::name))
        .containsAll(namesOfTheParts().toList());
  }

  private Map<CaptureCounter, Long> counts(
      byte[] capture, int workers, Optional<TlsOptions> tls, ListenerRegistry listeners)
      throws Exception {
    List<EventBatch> batches = new ArrayList<>();
    AgentPipeline pipeline =
        new AgentPipeline(
            new AgentIdentity("agent", 1, "node", "test"),
            PipelineOptions.forFiles(Set.of()).withTls(tls),
            MappingOptions.DEFAULTS,
            KafkaDecoder.builder().build(),
            batches::add,
            () -> 0,
            new PacketThreads(1, workers, () -> {}));
    if (listeners != null) {
      pipeline.tellOf(listeners);
    }
    Path file = Files.write(folder.resolve("x.pcap"), capture);
    try (CaptureFileSource source = CaptureFileSource.open(file)) {
      pipeline.run(source);
    }
    pipeline.finish();
    Map<CaptureCounter, Long> counts = new EnumMap<>(CaptureCounter.class);
    for (EventBatch batch : batches) {
      batch.getEventsList().stream()
          .flatMap(event -> event.getAgent().getCountsList().stream())
          .forEach(each -> counts.merge(each.getCounter(), each.getCount(), Long::sum));
    }
    return counts;
  }

  /** Half a second goes by with each connection, so that several rollups tell of them. */
  private static byte[] tls(int connections) {
    KafkaScript script = new KafkaScript();
    for (int i = 0; i < connections; i++) {
      script
          .between("10.0.0.1", 40_000 + i, "10.0.0.2", 9092)
          .startingAt(1_000 * i, 5_000 * i + 7)
          .open()
          .clientBytes(CLIENT_HELLO)
          .brokerBytes(SERVER_HELLO)
          .finish()
          .after(500_000_000L);
    }
    return script.build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatPacketsAreWrappedInAndWhichGiveNoSegmentIsTold(int workers) throws Exception {
    CaptureFileBuilder capture = CaptureFileBuilder.pcap(LinkType.ETHERNET);
    for (int i = 0; i < 7; i++) {
      long time = KafkaScript.START_NANOS + i * 500_000_000L;
      capture.record(time, PacketBuilder.tcp().vlan(VLAN).payload((byte) 1).build());
      capture.record(time, PacketBuilder.tcp().protocol(UDP).build());
    }

    assertThat(counts(capture.build(), workers, Optional.empty(), null))
        .containsEntry(CaptureCounter.ENCAPSULATION_VLAN, 7L)
        .containsEntry(CaptureCounter.UNDECODED_NOT_TCP, 7L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tlsWithoutAKeyLogSaysSo(int workers) throws Exception {
    assertThat(counts(tls(6), workers, Optional.empty(), null))
        .containsEntry(CaptureCounter.TLS_NO_KEY_LOG, 6L)
        .doesNotContainKey(CaptureCounter.TLS_DECRYPTED);
  }

  @Test
  void withAKeyLogItIsToldWhyTlsStaysOpaque() throws Exception {
    TlsOptions options = new TlsOptions(new SecretStore(10), TlsLimits.DEFAULTS);

    Map<CaptureCounter, Long> counts = counts(tls(6), 1, Optional.of(options), null);

    assertThat(counts).doesNotContainKey(CaptureCounter.TLS_NO_KEY_LOG);
    assertThat(counts.getOrDefault(CaptureCounter.TLS_MALFORMED, 0L)).isEqualTo(6);
  }

  @Test
  void discoveryTellsWhatItFoundAndLeftOut() throws Exception {
    ListenerRegistry listeners = new ListenerRegistry(Set.of(9092), 1, ports -> {});
    listeners.add(9_093);
    listeners.add(9_094);

    assertThat(counts(tls(1), 1, Optional.empty(), listeners))
        .containsEntry(CaptureCounter.DISCOVERY_REFUSED, 1L);
  }
}
