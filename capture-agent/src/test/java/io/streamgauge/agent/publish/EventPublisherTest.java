package io.streamgauge.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPublisherTest {
  private static final long BUFFER_BYTES = 1_000;

  private final Bus bus = new Bus();
  private final EventPublisher publisher =
      new EventPublisher(bus, BusTopics.EVENTS, "agent-1", BUFFER_BYTES);

  /** Refuses what it cannot take as {@code KafkaProducer} does: by the callback, and at once. */
  private static final class Bus extends MockProducer<byte[], byte[]> {
    private volatile ApiException refusal;
    private volatile boolean throwing;
    private final AtomicInteger refusals = new AtomicInteger();

    private Bus() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> sent, Callback callback) {
      ApiException error = refusal;
      if (error == null) {
        return super.send(sent, callback);
      }
      refusals.incrementAndGet();
      if (throwing) {
        throw error;
      }
      callback.onCompletion(null, error);
      return CompletableFuture.failedFuture(error);
    }
  }

  @AfterEach
  void stop() {
    if (!bus.closed()) {
      publisher.close(Duration.ZERO);
    }
  }

  private static EventBatch batch(long sequence) {
    return EventBatch.newBuilder()
        .setSequence(sequence)
        .setAgentVersion("x".repeat(100))
        .addEvents(Event.newBuilder().setOrdinal(sequence))
        .build();
  }

  private List<Long> sentSequences() {
    return bus.history().stream()
        .map(
            record -> {
              try {
                return EventBatch.parseFrom(record.value()).getSequence();
              } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  @Test
  void sendsBatchesInOrderUnderTheAgentsKey() {
    // When
    publisher.accept(batch(1));
    publisher.accept(batch(2));
    // Then
    await().untilAsserted(() -> assertThat(sentSequences()).containsExactly(1L, 2L));
    assertThat(bus.history().get(0).topic()).isEqualTo("streamgauge.events");
    assertThat(new String(bus.history().get(0).key(), StandardCharsets.UTF_8)).isEqualTo("agent-1");
  }

  @Test
  void dropsTheNewestAndCountsThemWhileTheBusDoesNotAnswer() {
    // When
    for (long sequence = 1; sequence <= 20; sequence++) {
      publisher.accept(batch(sequence));
    }
    // Then
    await().untilAsserted(() -> assertThat(sentSequences()).startsWith(1L, 2L, 3L));
    assertThat(publisher.bufferedBytes()).isLessThanOrEqualTo(BUFFER_BYTES);
    assertThat(publisher.droppedBatches()).isBetween(10L, 15L);
    assertThat(publisher.droppedEvents()).isEqualTo(publisher.droppedBatches());
    assertThat(publisher.isDelivering()).isFalse();
  }

  @Test
  void goesOnByItselfWhenTheBusAnswersAgain() {
    // Given
    for (long sequence = 1; sequence <= 20; sequence++) {
      publisher.accept(batch(sequence));
    }
    long dropped = publisher.droppedBatches();
    // When
    await()
        .untilAsserted(
            () -> {
              bus.completeNext();
              assertThat(publisher.bufferedBytes()).isZero();
            });
    publisher.accept(batch(21));
    // Then
    await().untilAsserted(() -> assertThat(sentSequences()).endsWith(21L));
    assertThat(publisher.droppedBatches()).isEqualTo(dropped);
    assertThat(publisher.isDelivering()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsABatchThatTheProducerHasNoRoomForYet(boolean throwing) {
    // Given
    bus.throwing = throwing;
    bus.refusal = new TimeoutException("no metadata yet");
    publisher.accept(batch(1));
    publisher.accept(batch(2));
    await().until(() -> bus.refusals.get() > 0);
    // When
    bus.refusal = null;
    // Then
    await().untilAsserted(() -> assertThat(sentSequences()).containsExactly(1L, 2L));
    assertThat(publisher.droppedBatches()).isZero();
  }

  @Test
  void countsABatchThatTheProducerWillNeverTake() {
    // Given
    bus.refusal = new RecordTooLargeException("too large");
    // When
    publisher.accept(batch(1));
    // Then
    await().until(() -> publisher.droppedBatches() == 1);
    assertThat(publisher.bufferedBytes()).isZero();
  }

  @Test
  void countsABatchThatTheBusRefuses() {
    // Given
    publisher.accept(batch(1));
    await().until(() -> bus.history().size() == 1);
    // When
    bus.errorNext(new RecordTooLargeException("too large"));
    // Then
    assertThat(publisher.droppedBatches()).isEqualTo(1);
    assertThat(publisher.bufferedBytes()).isZero();
    assertThat(publisher.isDelivering()).isFalse();
  }

  @Test
  void closingSendsWhatIsBufferedWithinItsTime() {
    // Given
    publisher.accept(batch(1));
    await().until(() -> bus.history().size() == 1);
    Thread broker = new Thread(bus::completeNext);
    broker.start();
    // When
    publisher.close(Duration.ofSeconds(5));
    // Then
    assertThat(publisher.sentBatches()).isEqualTo(1);
    assertThat(bus.closed()).isTrue();
    publisher.accept(batch(2));
    assertThat(publisher.droppedBatches()).isEqualTo(1);
  }

  @Test
  void closingCountsWhatItCouldNotSend() {
    // Given a batch without an answer, one that the producer does not take, and one behind it
    publisher.accept(batch(1));
    await().until(() -> bus.history().size() == 1);
    bus.refusal = new TimeoutException("no metadata yet");
    publisher.accept(batch(2));
    publisher.accept(batch(3));
    await().until(() -> bus.refusals.get() > 0);
    // When
    publisher.close(Duration.ZERO);
    // Then
    assertThat(publisher.droppedBatches()).isEqualTo(3);
    assertThat(publisher.droppedEvents()).isEqualTo(3);
    assertThat(publisher.bufferedBytes()).isZero();
    bus.completeNext(); // an answer that comes after all
    assertThat(publisher.sentBatches()).isZero();
    assertThat(publisher.droppedBatches()).isEqualTo(3);
  }
}
