package io.streamgauge.agent.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.mapping.SpanOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.runtime.AgentPipeline;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.Event.BodyCase;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Packets in, the bytes of batches out, as an agent sends them: markers in everything that a client
 * tells of itself must be in them, or not, as the mode says.
 */
class PrivacyModesTest {
  private static final Uuid OPEN_ID = new Uuid(0x1111111111111111L, 0x2222222222222222L);
  private static final Uuid DENIED_ID = new Uuid(0x3333333333333333L, 0x4444444444444444L);
  private static final TalkativeClient OPEN =
      new TalkativeClient("10.20.30.40", "alice", "billing", "orders", OPEN_ID);
  private static final TalkativeClient DENIED =
      new TalkativeClient("10.20.30.41", "bob", "markedgroup", "markedtopic", DENIED_ID);
  private static final byte[] KEY =
      "a key of some thirty-two bytes..".getBytes(StandardCharsets.UTF_8);

  /** Spans tell of clients, topics and groups, too. */
  private static final SpanOptions ALL = new SpanOptions(1, Duration.ofSeconds(1), 1_000);

  @TempDir private Path folder;

  private static PrivacyPolicy policy(PrivacyMode mode, String... denied) {
    List<String> topics = denied.length == 0 ? List.of() : List.of(denied[0]);
    List<String> groups = denied.length == 0 ? List.of() : List.of(denied[1]);
    PrivacyKey key = mode == PrivacyMode.PSEUDONYMOUS ? new PrivacyKey(KEY) : null;
    return PrivacyPolicy.of(mode, key, topics, groups);
  }

  private List<EventBatch> sent(PrivacyPolicy policy, TalkativeClient... clients)
      throws IOException {
    List<EventBatch> batches = new ArrayList<>();
    AgentPipeline agent =
        new AgentPipeline(
            new AgentIdentity("agent", 1, "node", "test"),
            new PipelineOptions(Set.of(), Ownership.EVERYTHING, TcpLimits.DEFAULTS),
            MappingOptions.DEFAULTS.withPrivacy(policy).withSpans(ALL),
            KafkaDecoder.builder().build(),
            batches::add,
            () -> 0);
    for (TalkativeClient client : clients) {
      Path capture = Files.write(folder.resolve(client.topic() + ".pcap"), client.capture());
      try (CaptureFileSource source = CaptureFileSource.open(capture)) {
        agent.run(source);
      }
    }
    agent.finish();
    return batches;
  }

  /** What goes over the wire, one character per byte. */
  private static String wire(List<EventBatch> batches) {
    StringBuilder wire = new StringBuilder();
    batches.forEach(
        batch -> wire.append(new String(batch.toByteArray(), StandardCharsets.ISO_8859_1)));
    return wire.toString();
  }

  private static String bytes(Uuid id) {
    return new String(
        java.nio.ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array(),
        StandardCharsets.ISO_8859_1);
  }

  private static Stream<ClientRef> clients(List<EventBatch> batches) {
    return batches.stream()
        .flatMap(
            batch -> {
              EventBatchReader reader = new EventBatchReader(batch);
              return java.util.stream.IntStream.rangeClosed(1, batch.getClientsCount())
                  .mapToObj(i -> reader.client(i).orElseThrow());
            });
  }

  private static List<BodyCase> kinds(List<EventBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .map(Event::getBodyCase)
        .distinct()
        .toList();
  }

  /** Texts that events of one family point to, where every other text is empty or another's. */
  private static List<String> texts(
      List<EventBatch> batches, java.util.function.ToIntFunction<Event> field, BodyCase family) {
    List<String> texts = new ArrayList<>();
    for (EventBatch batch : batches) {
      EventBatchReader reader = new EventBatchReader(batch);
      for (Event event : reader.events()) {
        if (event.getBodyCase() == family) {
          texts.add(reader.string(field.applyAsInt(event)));
        }
      }
    }
    return texts;
  }

  private static List<String> principals(List<EventBatch> batches) {
    return texts(batches, e -> e.getClientDescribed().getPrincipal(), BodyCase.CLIENT_DESCRIBED);
  }

  private static List<String> memberHosts(List<EventBatch> batches) {
    return texts(
            batches,
            e ->
                e.getGroupDescribed().getMembersCount() == 0
                    ? 0
                    : e.getGroupDescribed().getMembers(0).getHost(),
            BodyCase.GROUP_DESCRIBED)
        .stream()
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Test
  void inFullEverythingIsSentSoTheSearchFindsIt() throws IOException {
    // When
    String wire = wire(sent(policy(PrivacyMode.FULL), DENIED));
    // Then
    assertThat(wire)
        .contains("10.20.30.41", "/10.20.30.41", "bob")
        .contains("markedgroup", "markedtopic", bytes(DENIED_ID));
  }

  @Test
  void pseudonymsStandForAddressesAndUserNames() throws IOException {
    // When
    List<EventBatch> batches = sent(policy(PrivacyMode.PSEUDONYMOUS), OPEN);
    // Then
    assertThat(wire(batches)).doesNotContain("10.20.30", "alice").contains("billing", "orders");
    assertThat(clients(batches)).isNotEmpty();
    String address = clients(batches).findFirst().orElseThrow().address();
    assertThat(address).matches("h-[0-9a-f]{16}");
    assertThat(clients(batches)).allSatisfy(c -> assertThat(c.address()).isEqualTo(address));
    assertThat(memberHosts(batches)).isNotEmpty().containsOnly(address);
    assertThat(principals(batches)).anyMatch(p -> p.matches("u-[0-9a-f]{16}"));
  }

  @Test
  void theMinimumIsANetworkAndNoUserName() throws IOException {
    // When
    List<EventBatch> batches = sent(policy(PrivacyMode.MINIMAL), OPEN);
    // Then
    assertThat(wire(batches))
        .doesNotContain("10.20.30.40", "alice")
        .contains("billing", "orders", "PLAIN");
    assertThat(clients(batches))
        .isNotEmpty()
        .allSatisfy(c -> assertThat(c.address()).isEqualTo("10.20.30.0/24"));
    assertThat(memberHosts(batches)).isNotEmpty().containsOnly("10.20.30.0/24");
    assertThat(principals(batches)).isNotEmpty().containsOnly("");
  }

  @ParameterizedTest
  @EnumSource(PrivacyMode.class)
  void nothingOfADeniedTopicOrGroupIsSent(PrivacyMode mode) throws IOException {
    for (String[] denied :
        new String[][] {{"markedtopic", "markedgroup"}, {"marked*", "*edgrou?"}}) {
      // When
      List<EventBatch> batches = sent(policy(mode, denied), OPEN, DENIED);
      // Then
      assertThat(wire(batches))
          .doesNotContain("marked", bytes(DENIED_ID))
          .contains("orders", bytes(OPEN_ID), "billing", "transactions-of-billing");
      assertThat(batches).allSatisfy(PrivacyModesTest::everyReferenceLeadsSomewhere);
    }
  }

  @Test
  void factsAboutADeniedTopicAreNotSentUnderAnotherName() throws IOException {
    // Given
    List<BodyCase> facts =
        List.of(BodyCase.PARTITION_OFFSETS, BodyCase.OFFSET_COMMITTED, BodyCase.SPAN_SAMPLED);
    assertThat(kinds(sent(policy(PrivacyMode.FULL), DENIED))).containsAll(facts);
    // When
    List<EventBatch> batches = sent(policy(PrivacyMode.FULL, "markedtopic", "nobody"), DENIED);
    // Then
    assertThat(kinds(batches)).isNotEmpty().doesNotContainAnyElementsOf(facts);
  }

  private static void everyReferenceLeadsSomewhere(EventBatch batch) {
    EventBatchReader reader = new EventBatchReader(batch);
    for (int i = 1; i <= batch.getTopicsCount(); i++) {
      assertThat(reader.topic(i).orElseThrow().name()).isNotEmpty();
    }
    assertThat(reader.badIndexes()).isZero();
    assertThat(reader.unknownEvents()).isZero();
  }

  @Test
  void sumsOfDeniedTopicsAreAddedUpUnderTheNameOfAllOthers() throws IOException {
    // When
    List<EventBatch> batches = sent(policy(PrivacyMode.FULL, "markedtopic", "-"), DENIED);
    // Then
    List<Long> records = new ArrayList<>();
    for (EventBatch batch : batches) {
      EventBatchReader reader = new EventBatchReader(batch);
      for (Event event : reader.events()) {
        if (event.getBodyCase() == BodyCase.TOPIC_TRAFFIC) {
          assertThat(reader.topic(event.getTopicTraffic().getTopic()).orElseThrow().name())
              .isEqualTo("__other__");
          records.add(event.getTopicTraffic().getRecords());
        }
      }
    }
    assertThat(records.stream().mapToLong(Long::longValue).sum())
        .isEqualTo(2L * TalkativeClient.RECORDS_FETCHED);
  }

  @Test
  void aGroupIsDeniedWithAllItsFactsAndAnotherIsNot() throws IOException {
    // When
    List<BodyCase> open = kinds(sent(policy(PrivacyMode.FULL, "-", "markedgroup"), OPEN));
    List<BodyCase> denied = kinds(sent(policy(PrivacyMode.FULL, "-", "markedgroup"), DENIED));
    // Then
    List<BodyCase> ofGroups =
        List.of(BodyCase.OFFSET_COMMITTED, BodyCase.MEMBER_CHANGED, BodyCase.GROUP_DESCRIBED);
    assertThat(open).containsAll(ofGroups);
    assertThat(denied).doesNotContainAnyElementsOf(ofGroups).contains(BodyCase.REQUESTS);
  }

  @Test
  void aTopicWhoseNameIsNotKnownMayBeADeniedOne() throws IOException {
    // When
    List<EventBatch> batches = sent(policy(PrivacyMode.FULL, "else", "-"), OPEN);
    // Then
    assertThat(wire(batches)).contains("orders", bytes(OPEN_ID));
    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.getTopicsList())
                    .allSatisfy(topic -> assertThat(topic.getName()).isNotZero()));
  }

  @Test
  void batchesKeepTheirNumbersSoNothingLooksLost() throws IOException {
    // When
    List<EventBatch> full = sent(policy(PrivacyMode.FULL), DENIED);
    List<EventBatch> denied = sent(policy(PrivacyMode.MINIMAL, "*", "*"), DENIED);
    // Then
    assertThat(denied)
        .extracting(EventBatch::getSequence)
        .isEqualTo(full.stream().map(EventBatch::getSequence).toList());
    assertThat(denied.get(denied.size() - 1).getFinal()).isTrue();
  }
}
