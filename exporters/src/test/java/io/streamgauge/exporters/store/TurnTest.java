package io.streamgauge.exporters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String TOPIC = "streamgauge.results";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());

  private final MockConsumer<byte[], byte[]> second =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());

  TurnTest() {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    second.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
  }

  @Test
  void itIsTheTurnOfWhomTheFirstPartitionIsAssignedTo() {
    try (Turn turn = new Turn(() -> consumer, TOPIC)) {
      // Given a member alone
      consumer.schedulePollTask(() -> consumer.rebalance(List.of(FIRST, SECOND)));
      await().atMost(PATIENCE).until(turn::isMine);
      assertThat(consumer.paused()).contains(FIRST, SECOND);

      // When the group gives another the first partition, and gives it back
      consumer.schedulePollTask(() -> consumer.rebalance(List.of(SECOND)));
      await().atMost(PATIENCE).until(() -> !turn.isMine());
      consumer.schedulePollTask(() -> consumer.rebalance(List.of(FIRST)));

      // Then
      await().atMost(PATIENCE).until(turn::isMine);
    }
  }

  @Test
  void itIsNobodysTurnBeforeTheGroupSaysSo() {
    try (Turn turn = new Turn(() -> consumer, TOPIC)) {
      await().atMost(PATIENCE).until(() -> !consumer.subscription().isEmpty());

      assertThat(turn.isMine()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void whateverIsThrownTheGroupIsJoinedAgain(Class<? extends Throwable> thrown) {
    // Given a member whose turn it is
    AtomicInteger made = new AtomicInteger();
    try (Turn turn = new Turn(() -> made.incrementAndGet() == 1 ? consumer : second, TOPIC)) {
      consumer.schedulePollTask(() -> consumer.rebalance(List.of(FIRST)));
      await().atMost(PATIENCE).until(turn::isMine);

      // When its consumer fails
      consumer.schedulePollTask(() -> TurnTest.<RuntimeException>fail(thrown));
      await().atMost(PATIENCE).until(() -> made.get() == 2);

      // Then it is not its turn before a new consumer is told so
      assertThat(turn.isMine()).isFalse();
      second.schedulePollTask(() -> second.rebalance(List.of(FIRST)));
      await().atMost(PATIENCE).until(turn::isMine);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void fail(Class<? extends Throwable> thrown) throws T {
    try {
      throw (T) thrown.getConstructor(String.class).newInstance("made by the test");
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no such constructor", e);
    }
  }
}
