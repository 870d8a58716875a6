package io.streamgauge.agent.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.link.TcpSegment;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SegmentQueueTest {

  private static final int CAPACITY = 4;

  private final SegmentQueue queue = new SegmentQueue(CAPACITY);
  private final CountedBlock block = new CountedBlock();
  private final CountedBlock other = new CountedBlock();

  private static TcpSegment at(long time) {
    TcpSegment segment = new TcpSegment();
    segment.tcp(1, 2, (int) time, 0, 0);
    segment.payload(time, null, 0, 0, 0);
    return segment;
  }

  @Test
  void whatIsPutComesOutInOrderAsACopy() {
    // Given
    TcpSegment segment = at(1);
    queue.put(segment, block);
    segment.payload(2, null, 0, 0, 0);
    queue.put(segment, block);
    queue.putTime(3);
    // When / Then
    assertThat(queue.peek().segment.timestampNanos()).isEqualTo(1);
    queue.remove();
    assertThat(queue.peek().segment.timestampNanos()).isEqualTo(2);
    queue.remove();
    assertThat(queue.peek().block).isNull();
    assertThat(queue.peek().timestampNanos).isEqualTo(3);
    queue.remove();
    assertThat(queue.peek()).isNull();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void whatFindsNoRoomIsCountedAndNobodyWaits() {
    // When
    for (int i = 0; i < 10 * CAPACITY; i++) {
      assertThat(queue.put(at(i), block)).isEqualTo(i < CAPACITY);
    }
    // Then
    assertThat(queue.dropped()).isEqualTo(9 * CAPACITY);
    assertThat(queue.putTime(99)).isFalse();
    assertThat(queue.dropped()).isEqualTo(9 * CAPACITY);
    queue.peek();
    queue.remove();
    assertThat(queue.put(at(99), block)).isTrue();
  }

  @Test
  void aBlockIsKeptOnceUntilTheWorkerComesToSomethingElse() {
    // Given
    queue.put(at(1), block);
    queue.put(at(2), block);
    assertThat(block.keepers).hasValue(1);
    queue.put(at(3), other);
    // When
    queue.peek();
    queue.remove();
    queue.peek();
    queue.remove();
    // Then
    assertThat(block.keepers).hasValue(1);
    // When
    queue.peek();
    // Then
    assertThat(block.keepers).hasValue(0);
    assertThat(other.keepers).hasValue(1);
  }

  @Test
  void timeMakesTheWorkerLetGoAndTheSameBlockMayComeAgain() {
    // Given
    queue.put(at(1), block);
    queue.putTime(2);
    queue.put(at(3), block);
    assertThat(block.keepers).hasValue(2);
    // When
    queue.peek();
    queue.remove();
    queue.peek();
    // Then
    assertThat(block.keepers).hasValue(1);
    // When
    queue.clear();
    // Then
    assertThat(block.keepers).hasValue(0);
  }

  @Test
  void whatFoundNoRoomKeepsNoBlock() {
    // Given
    for (int i = 0; i < CAPACITY; i++) {
      queue.put(at(i), block);
    }
    // When
    queue.put(at(9), other);
    // Then
    assertThat(other.keepers).hasValue(0);
  }

  @Test
  void twoThreadsSeeTheSameSegmentsInTheSameOrder() {
    // Given
    int count = 100_000;
    CompletableFuture<Void> putting =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < count; ) {
                i += queue.put(at(i), block) ? 1 : 0;
              }
            });
    // When
    for (int i = 0; i < count; ) {
      QueuedSegment next = queue.peek();
      if (next == null) {
        Thread.onSpinWait();
      } else {
        // Then
        assertThat(next.segment.sequence()).isEqualTo(i++);
        queue.remove();
      }
    }
    putting.join();
  }
}
