package io.streamgauge.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tiny segments in the most expensive order (as in CVE-2018-5390). Work is counted, not timed. */
class OutOfOrderAttackTest {
  private static final int PIECES = 2_000;

  /** Of a binary search in so many pieces. */
  private static final int MOST_COMPARISONS = 12;

  enum Order {
    FORWARDS,
    BACKWARDS,
    SHUFFLED,
    INSIDE_OUT
  }

  private static List<Integer> offsets(Order order) {
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      offsets.add(order == Order.INSIDE_OUT ? (i % 2 == 0 ? 4 * i : 4 * (2 * PIECES - i)) : 2 * i);
    }
    if (order == Order.BACKWARDS) {
      Collections.reverse(offsets);
    } else if (order == Order.SHUFFLED) {
      Collections.shuffle(offsets, new Random(1));
    }
    return offsets;
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void eachTinySegmentIsComparedWithFewOthers(Order order) {
    // Given
    SegmentPool pool = new SegmentPool(PIECES * SegmentPool.CHUNK_BYTES);
    OutOfOrderList list =
        new OutOfOrderList(pool, new TcpStatistics(), PIECES * SegmentPool.CHUNK_BYTES);
    ByteBuffer one = ByteBuffer.allocate(1);

    // When
    for (int offset : offsets(order)) {
      assertThat(list.insert(offset, offset + 1, offset + 1, one, 0, StreamReassembler.NOTHING, 1))
          .isEqualTo(offset + 1);
    }

    // Then
    assertThat(list.comparisons()).isLessThanOrEqualTo((long) MOST_COMPARISONS * PIECES);
    long last = -1;
    for (int i = 0; i < PIECES; i++) {
      PooledSegment head = list.removeHead();
      assertThat(head.offset).isGreaterThan(last);
      last = head.offset;
      list.giveBack(head);
    }
    assertThat(list.isEmpty()).isTrue();
    assertThat(pool.usedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void piecesComeAndGoInAnyOrder(Order order) {
    // Given
    SegmentPool pool = new SegmentPool(PIECES * SegmentPool.CHUNK_BYTES);
    OutOfOrderList list =
        new OutOfOrderList(pool, new TcpStatistics(), PIECES * SegmentPool.CHUNK_BYTES);
    ByteBuffer one = ByteBuffer.allocate(1);
    int held = 0;

    // When every third time the head is taken out
    for (int offset : offsets(order)) {
      list.insert(offset, offset + 1, offset + 1, one, 0, StreamReassembler.NOTHING, 1);
      held++;
      if (held % 3 == 0) {
        list.giveBack(list.removeHead());
        held--;
      }
    }

    // Then what is left is sorted
    long last = -1;
    while (!list.isEmpty()) {
      assertThat(list.head().offset).isGreaterThan(last);
      last = list.head().offset;
      list.giveBack(list.removeHead());
    }
    assertThat(pool.usedBytes()).isZero();
  }
}
