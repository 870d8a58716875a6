package io.streamgauge.agent.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MergedQueuesTest {

  private final SegmentQueue one = new SegmentQueue(8);
  private final SegmentQueue two = new SegmentQueue(8);
  private final MergedQueues merged = new MergedQueues(new SegmentQueue[] {one, two});

  private long take(long clock) {
    QueuedSegment next = merged.next(clock, false);
    if (next == null) {
      return -1;
    }
    merged.remove();
    return next.timestampNanos;
  }

  @Test
  void theOldestOfAllQueuesComesFirst() {
    // Given
    one.putTime(1);
    one.putTime(4);
    two.putTime(2);
    two.putTime(3);
    two.putTime(5);
    // When / Then
    for (int time = 1; time <= 4; time++) {
      assertThat(take(0)).isEqualTo(time);
    }
  }

  @Test
  void whatMayBringSomethingOlderIsWaitedForButNotForLong() {
    // Given
    one.putTime(7);
    // When / Then
    assertThat(take(0)).isEqualTo(-1);
    assertThat(take(MergedQueues.HOLD_NANOS - 1)).isEqualTo(-1);
    assertThat(take(MergedQueues.HOLD_NANOS)).isEqualTo(7);
  }

  @Test
  void whoWasHeardOfLaterIsNotWaitedFor() {
    // Given
    two.putTime(8);
    one.putTime(7);
    assertThat(take(0)).isEqualTo(7);
    one.putTime(8);
    // When / Then
    assertThat(take(0)).isEqualTo(8);
    assertThat(take(0)).isEqualTo(8);
  }

  @Test
  void atTheEndNobodyIsWaitedFor() {
    // Given
    one.putTime(7);
    // When
    QueuedSegment next = merged.next(0, true);
    // Then
    assertThat(next.timestampNanos).isEqualTo(7);
  }
}
