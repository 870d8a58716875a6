package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.OffsetCommitted;
import io.streamgauge.events.v1.OffsetsDeleted;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventBatchTest {
  private static final AgentIdentity AGENT = new AgentIdentity("agent-1", 17, "node-1", "1.0");

  /** A commit as plain values: what goes in must come out. */
  private record Commit(ListenerRef listener, ClientRef client, TopicRef topic, String group) {
    void addTo(EventBatchBuilder builder, long time) {
      builder.add(
          (tables, event) ->
              event
                  .setTimeNanos(time)
                  .setListener(tables.listener(listener))
                  .setOffsetCommitted(
                      OffsetCommitted.newBuilder()
                          .setClient(tables.client(client))
                          .setTopic(tables.topic(topic))
                          .setGroup(tables.string(group))));
    }

    static Commit read(EventBatchReader reader, Event event) {
      OffsetCommitted body = event.getOffsetCommitted();
      return new Commit(
          reader.listener(event.getListener()).orElseThrow(),
          reader.client(body.getClient()).orElseThrow(),
          reader.topic(body.getTopic()).orElseThrow(),
          reader.string(body.getGroup()));
    }
  }

  private static Commit randomCommit(Random random, int distinct, String padding) {
    int n = random.nextInt(distinct);
    return new Commit(
        new ListenerRef("10.0.0." + n % 3, 9092, "", "id" + n % 2, OptionalInt.of(n % 3)),
        new ClientRef("10.1.0." + n, n % 5 == 0 ? "" : "client-" + n),
        new TopicRef(n % 4 == 0 ? "" : "topic-" + n + padding, new UUID(n % 2, n)),
        "group-" + n);
  }

  @ParameterizedTest
  @ValueSource(strings = {"few names", "many names", "long names"})
  void whatWasAddedIsReadBackInOrderFromBatchesWithinTheLimit(String shape)
      throws InvalidProtocolBufferException {
    // Given
    Random random = new Random(7);
    int distinct = shape.equals("few names") ? 20 : 20_000;
    String padding = shape.equals("long names") ? "ü".repeat(3_000) : "";
    int count = shape.equals("long names") ? 300 : 12_000;
    List<Commit> commits = new ArrayList<>();
    EventBatchBuilder builder = new EventBatchBuilder(AGENT, 1000);
    // When
    for (int i = 0; i < count; i++) {
      commits.add(randomCommit(random, distinct, padding));
      commits.get(i).addTo(builder, i);
    }
    long pending = builder.pendingBytes();
    List<EventBatch> batches = builder.build(99);
    // Then
    assertThat(batches).hasSizeGreaterThan(1);
    List<Commit> read = new ArrayList<>();
    long written = 0;
    for (EventBatch batch : batches) {
      byte[] bytes = batch.toByteArray();
      written += bytes.length;
      assertThat(bytes.length).isLessThanOrEqualTo(EventBatchBuilder.MAX_BATCH_BYTES);
      EventBatchReader reader = new EventBatchReader(EventBatch.parseFrom(bytes));
      reader.events().forEach(event -> read.add(Commit.read(reader, event)));
      assertThat(reader.badIndexes()).isZero();
      assertThat(batch.getStrings(0)).isEmpty();
      assertThat(batch.getStringsList()).doesNotHaveDuplicates();
    }
    assertThat(read).isEqualTo(commits);
    assertThat(pending).isGreaterThanOrEqualTo(written);
  }

  @Test
  void anEventTooLargeForAnyBatchGoesAloneAndSpoilsNoOther() {
    // Given a small event before and after a large one
    EventBatchBuilder builder = new EventBatchBuilder(AGENT, 1000);
    String large = "x".repeat(EventBatchBuilder.MAX_BATCH_BYTES);
    // When
    for (String group : List.of("a", large, "b")) {
      builder.add(
          (tables, event) ->
              event.setOffsetCommitted(
                  OffsetCommitted.newBuilder().setGroup(tables.string(group))));
    }
    List<EventBatch> batches = builder.build(1);
    // Then
    assertThat(batches).hasSize(3);
    assertThat(batches).extracting(EventBatch::getEventsCount).containsOnly(1);
    assertThat(batches.get(0).getSerializedSize()).isLessThan(200);
    assertThat(batches.get(2).getSerializedSize()).isLessThan(200);
    assertThat(batches.get(1).getStringsList()).containsExactly("", large);
  }

  @Test
  void eventsThatAreLargeThemselvesStayWithinTheLimitToo() {
    // Given events of about 60 kB each, whose tables stay small
    EventBatchBuilder builder = new EventBatchBuilder(AGENT, 1000);
    List<Integer> partitions = Collections.nCopies(60_000, 7);
    // When
    for (int i = 0; i < 20; i++) {
      builder.add(
          (tables, event) ->
              event.setOffsetsDeleted(OffsetsDeleted.newBuilder().addAllPartitions(partitions)));
    }
    List<EventBatch> batches = builder.build(1);
    // Then
    assertThat(batches).hasSize(5).extracting(EventBatch::getEventsCount).containsOnly(4);
    assertThat(batches)
        .allMatch(batch -> batch.getSerializedSize() <= EventBatchBuilder.MAX_BATCH_BYTES);
  }

  @Test
  void sequencesHaveNoHolesOverSplitsHeartbeatsAndTheEnd() {
    // Given
    EventBatchBuilder builder = new EventBatchBuilder(AGENT, 1000);
    List<EventBatch> all = new ArrayList<>(builder.build(100));
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      randomCommit(random, 20_000, "").addTo(builder, 150);
    }
    // When
    all.addAll(builder.build(200));
    all.addAll(builder.build(150));
    all.addAll(builder.buildFinal(300));
    // Then
    assertThat(all).hasSizeGreaterThan(4);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).getSequence()).isEqualTo(i + 1);
      assertThat(all.get(i).getFinal()).isEqualTo(i == all.size() - 1);
      assertThat(all.get(i))
          .returns("agent-1", EventBatch::getAgentId)
          .returns(17L, EventBatch::getIncarnation)
          .returns("node-1", EventBatch::getNode)
          .returns("1.0", EventBatch::getAgentVersion)
          .returns(1000, EventBatch::getResolutionMillis);
    }
    assertThat(all.get(0)).returns(0, EventBatch::getEventsCount);
    assertThat(all).extracting(EventBatch::getAgentTimeNanos).isSorted();
    assertThat(all.get(all.size() - 2).getAgentTimeNanos())
        .as("a step back is held")
        .isEqualTo(200);
    assertThat(builder.pendingBytes()).isLessThan(200);
  }

  @Test
  void referencesThatPointNowhereGiveTheEmptyValueAndAreCounted() {
    // Given
    EventBatchReader reader =
        new EventBatchReader(
            EventBatch.newBuilder()
                .addStrings("")
                .addClients(Client.newBuilder().setAddress(77))
                .addTopics(Topic.newBuilder().setId(ByteString.copyFromUtf8("short")))
                .build());
    // Then
    assertThat(reader.string(0)).isEmpty();
    assertThat(reader.listener(0)).isEmpty();
    assertThat(reader.badIndexes()).isZero();

    assertThat(reader.string(5)).isEmpty();
    assertThat(reader.string(-5)).isEmpty();
    assertThat(reader.listener(1)).isEmpty();
    assertThat(reader.listener(Integer.MIN_VALUE)).isEmpty();
    assertThat(reader.client(2)).isEmpty();
    assertThat(reader.topic(-1)).isEmpty();
    assertThat(reader.badIndexes()).isEqualTo(6);

    assertThat(reader.client(1)).contains(new ClientRef("", ""));
    assertThat(reader.topic(1)).contains(new TopicRef("", TopicRef.NO_ID));
    assertThat(reader.badIndexes()).isEqualTo(8);
  }

  @Test
  void eventsOfANewerFamilyAreLeftOutAndCounted() throws InvalidProtocolBufferException {
    // Given an event whose body has a field number nobody knows yet
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(
                900,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("x"))
                    .build())
            .build();
    EventBatch batch =
        EventBatch.newBuilder()
            .addEvents(Event.newBuilder().setTimeNanos(1).setUnknownFields(newer))
            .addEvents(Event.newBuilder().setRequests(RequestRollup.newBuilder().setRequests(1)))
            .build();
    // When
    EventBatchReader reader = new EventBatchReader(EventBatch.parseFrom(batch.toByteArray()));
    // Then
    assertThat(reader.unknownEvents()).isEqualTo(1);
    assertThat(reader.events()).singleElement().returns(true, Event::hasRequests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "fe80::1"})
  void anEndpointReadsAsAddressAndPort(String address) {
    String endpoint = new ListenerRef(address, 9092, "", "", OptionalInt.empty()).endpoint();

    assertThat(endpoint).isEqualTo(address.contains(":") ? "[fe80::1]:9092" : "10.0.0.1:9092");
  }
}
