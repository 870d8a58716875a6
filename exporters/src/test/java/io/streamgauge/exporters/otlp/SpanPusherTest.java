package io.streamgauge.exporters.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.streamgauge.events.MetricCatalog;
import io.streamgauge.events.v1.SpanSampled.Kind;
import io.streamgauge.events.v1.SpanSampled.Reason;
import io.streamgauge.events.v1.TraceSpan;
import io.streamgauge.exporters.store.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpanPusherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TOPIC = "streamgauge.spans";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final long START = 1_700_000_000_000_000_000L;

  private final ResultStore store = new ResultStore();
  private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_100L), ZoneOffset.UTC);
  private final MockConsumer<byte[], byte[]> bus = new MockConsumer<>("earliest");
  private long offset;

  private SpanPusher push(OtlpReceiver receiver, byte[]... values) {
    bus.schedulePollTask(
        () -> {
          bus.rebalance(List.of(PARTITION));
          bus.updateBeginningOffsets(Map.of(PARTITION, 0L));
          for (byte[] value : values) {
            bus.addRecord(new ConsumerRecord<>(TOPIC, 0, offset++, new byte[0], value));
          }
        });
    OtlpSettings settings =
        new OtlpSettings(
                Optional.of(receiver.url()),
                receiver.protocol(),
                Duration.ofSeconds(15),
                Map::of,
                Optional.empty(),
                Map.of("env", "test"))
            .withSpans(TOPIC);
    return new SpanPusher(
        settings, () -> Map.of("Authorization", "Bearer one"), () -> bus, store, clock);
  }

  private static TraceSpan.Builder span(Kind kind) {
    return TraceSpan.newBuilder()
        .setKind(kind)
        .setReason(Reason.RECORD)
        .setCluster("prod")
        .setBroker("1")
        .setTopic("orders")
        .setPartition(3)
        .setOffset(17)
        .setClientId(kind == Kind.SEND ? "shop" : "billing-1")
        .setWorkload(kind == Kind.SEND ? "10.0.0.8" : "10.0.0.9")
        .setNode("node-a")
        .setStartNanos(START)
        .setEndNanos(START + 5_000_000)
        .setCorrelationId(9);
  }

  private double counted(String outcome) {
    return store.snapshot().stream()
        .filter(result -> result.getMetric().equals(MetricCatalog.OTLP_SPANS_TOTAL.name()))
        .filter(result -> result.getLabels(0).getValue().equals(outcome))
        .mapToDouble(result -> (double) result.getCounter())
        .sum();
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(OtlpSettings.Protocol.class)
  void whatBecameOfARecordIsOneTrace(OtlpSettings.Protocol protocol) throws Exception {
    // Given a record sent, fetched and committed, told in another order
    TraceSpan sent = span(Kind.SEND).setRecords(4).setBytes(400).build();
    TraceSpan polled = span(Kind.POLL).setBroker("10.0.0.2:9092").build();
    TraceSpan committed = span(Kind.COMMIT).setGroup("billing").build();
    try (OtlpReceiver receiver = OtlpReceiver.of(protocol);
        SpanPusher pusher =
            push(receiver, committed.toByteArray(), sent.toByteArray(), polled.toByteArray())) {
      // When
      pusher.start();
      await().atMost(PATIENCE).until(() -> receiver.spans().size() == 3);

      // Then
      List<Span> spans = receiver.spans();
      Span send = named(spans, "send orders");
      Span poll = named(spans, "poll orders");
      Span commit = named(spans, "commit orders");
      assertThat(spans).extracting(Span::getTraceId).containsOnly(send.getTraceId());
      assertThat(send.getTraceId().size()).isEqualTo(16);
      assertThat(send.getParentSpanId()).isEqualTo(ByteString.EMPTY);
      assertThat(poll.getParentSpanId()).isEqualTo(send.getSpanId());
      assertThat(commit.getParentSpanId()).isEqualTo(poll.getSpanId());
      assertThat(send.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_PRODUCER);
      assertThat(poll.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
      assertThat(send.getStartTimeUnixNano()).isEqualTo(START);
      assertThat(send.getEndTimeUnixNano()).isEqualTo(START + 5_000_000);
      assertThat(Received.attributes(send.getAttributesList()))
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("messaging.system", "kafka"),
                  Map.entry("kafka_cluster", "prod"),
                  Map.entry("messaging.operation.name", "send"),
                  Map.entry("messaging.operation.type", "send"),
                  Map.entry("broker", "1"),
                  Map.entry("messaging.client.id", "shop"),
                  Map.entry("messaging.destination.name", "orders"),
                  Map.entry("messaging.destination.partition.id", "3"),
                  Map.entry("messaging.kafka.offset", "17"),
                  Map.entry("messaging.batch.message_count", "4"),
                  Map.entry("streamgauge.record_set.size", "400"),
                  Map.entry("workload", "10.0.0.8"),
                  Map.entry("node", "node-a"),
                  Map.entry("streamgauge.sampled_for", "record")));
      assertThat(Received.attributes(commit.getAttributesList()))
          .containsEntry("messaging.consumer.group.name", "billing")
          .containsEntry("messaging.operation.type", "settle");
      assertThat(Received.attributes(poll.getAttributesList()))
          .containsEntry("server.address", "10.0.0.2")
          .containsEntry("server.port", "9092");
      assertThat(receiver.resourceSpans().stream().map(ResourceSpans::getResource))
          .extracting(each -> Received.attributes(each.getAttributesList()))
          .containsExactlyInAnyOrder(
              Map.of("service.name", "shop", "env", "test"),
              Map.of("service.name", "billing-1", "env", "test"));
      assertThat(receiver.tokens()).containsOnly("Bearer one");
    }
  }

  @Test
  void whatFailedSaysSoInATraceOfItsOwn() throws Exception {
    // Given two failures of one client
    TraceSpan one =
        TraceSpan.newBuilder()
            .setKind(Kind.SEND)
            .setReason(Reason.FAILED)
            .setOffset(-1)
            .setError("NOT_LEADER_OR_FOLLOWER")
            .setClientId("shop")
            .setStartNanos(START)
            .setEndNanos(START + 1)
            .build();
    TraceSpan other = one.toBuilder().setCorrelationId(1).build();
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        SpanPusher pusher = push(receiver, one.toByteArray(), other.toByteArray())) {
      // When
      pusher.start();
      await().atMost(PATIENCE).until(() -> receiver.spans().size() == 2);

      // Then
      List<Span> spans = receiver.spans();
      assertThat(spans).extracting(Span::getTraceId).doesNotHaveDuplicates();
      assertThat(spans).extracting(Span::getParentSpanId).containsOnly(ByteString.EMPTY);
      assertThat(spans).extracting(Span::getName).containsOnly("send");
      assertThat(spans.get(0).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(Received.attributes(spans.get(0).getAttributesList()))
          .containsEntry("error.type", "NOT_LEADER_OR_FOLLOWER");
    }
  }

  @Test
  void whatTheReceiverDoesNotTakeIsCountedAndWhatIsNoSpanLeftOut() throws Exception {
    // Given a receiver that refuses all
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.GRPC)) {
      receiver.refuse(true);

      // When
      byte[] noSpan = {(byte) 0xff};
      try (SpanPusher pusher = push(receiver, span(Kind.SEND).build().toByteArray(), noSpan)) {
        pusher.start();
        await().atMost(PATIENCE).until(() -> counted("lost") > 0);
      }

      // Then
      assertThat(counted("lost")).isEqualTo(1);
      assertThat(counted("accepted")).isZero();
    }
  }

  @Test
  void spansThatAReceiverRefusesOfWhatItTakesAreCountedAndTheRestIsCommitted() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.GRPC)) {
      // Given a receiver that takes one of two spans
      receiver.refusePoints(1, "one too many");

      // When
      try (SpanPusher pusher =
          push(
              receiver,
              span(Kind.SEND).build().toByteArray(),
              span(Kind.POLL).build().toByteArray())) {
        pusher.start();
        await().atMost(PATIENCE).until(() -> counted("refused") > 0);
        await()
            .atMost(PATIENCE)
            .until(() -> bus.committed(Set.of(PARTITION)).get(PARTITION) != null);

        // Then
        assertThat(counted("accepted")).isEqualTo(1);
        assertThat(bus.committed(Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(2);
      }
    }
  }

  @Test
  void longNamesAreCutIntoRequestsThatReceiversTake() throws Exception {
    // Given as many bytes as are in three requests
    String name = "n".repeat(30_000);
    byte[][] values = new byte[75][];
    for (int i = 0; i < values.length; i++) {
      values[i] = span(Kind.POLL).setOffset(i).setClientId(name).build().toByteArray();
    }
    try (OtlpReceiver receiver = OtlpReceiver.of(OtlpSettings.Protocol.HTTP);
        SpanPusher pusher = push(receiver, values)) {
      // When
      pusher.start();
      await().atMost(PATIENCE).until(() -> receiver.spans().size() == values.length);

      // Then
      assertThat(receiver.traces())
          .hasSizeGreaterThan(1)
          .allSatisfy(
              request ->
                  assertThat(request.getSerializedSize()).isLessThan(RequestCutter.MAX_BYTES));
    }
  }
}
