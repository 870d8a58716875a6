package io.streamgauge.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.FetchWaitRollup;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FetchWaitsTest {
  private static FetchWaitRollup waits(int partitions, long firstSlot, int... slots) {
    byte[] bytes = new byte[slots.length];
    for (int i = 0; i < slots.length; i++) {
      bytes[i] = (byte) slots[i];
    }
    return FetchWaitRollup.newBuilder()
        .setClient(3)
        .setPartitions(partitions)
        .setFromNanos(firstSlot * FetchWaits.SLOT_NANOS)
        .setWaited(ByteString.copyFrom(bytes))
        .build();
  }

  @Test
  void slotsAddUpToTheWholeSlotWhereverTheyBegin() {
    FetchWaitRollup a = waits(2, 100, 40, 100, 10);
    FetchWaitRollup b = waits(2, 98, 7, 0, 50, 80);
    FetchWaitRollup sum = waits(2, 98, 7, 0, 90, 100, 10);

    assertThat(Rollups.add(a, b)).isEqualTo(sum);
    assertThat(Rollups.add(b, a)).isEqualTo(sum);
  }

  @Test
  void waitingForFewerPartitionsTellsNothing() {
    FetchWaitRollup all = waits(3, 100, 40);
    FetchWaitRollup some = waits(2, 100, 60, 100);

    assertThat(Rollups.add(all, some)).isEqualTo(all);
    assertThat(Rollups.add(some, all)).isEqualTo(all);
  }

  @Test
  void whatLiesFarApartIsCutToTheNewestSlots() {
    FetchWaitRollup sum = Rollups.add(waits(1, 0, 100), waits(1, 1_000_000_000L, 50));

    assertThat(sum.getWaited().size()).isEqualTo(FetchWaits.MAX_SLOTS);
    assertThat(sum.getWaited().byteAt(FetchWaits.MAX_SLOTS - 1)).isEqualTo((byte) 50);
    assertThat(sum.getWaited().byteAt(0)).isZero();
  }

  @Test
  void whatIsOutOfRangeNeitherThrowsNorCounts() {
    byte[] sum = new byte[3];

    FetchWaits.addTo(sum, 0, waits(1, -2, 100, 100, 250, 200, 90));
    FetchWaits.addTo(sum, 0, waits(1, Long.MAX_VALUE / FetchWaits.SLOT_NANOS, 100));
    FetchWaits.addTo(sum, 0, waits(1, Long.MIN_VALUE / FetchWaits.SLOT_NANOS, 100));

    assertThat(sum).isEqualTo(new byte[] {0, 0, 90});
    byte[] large = new byte[2_000];
    FetchWaits.addTo(large, 0, waits(1, 0, filled(2_000)));
    assertThat(large[FetchWaits.MAX_SLOTS - 1]).isEqualTo((byte) 100);
    assertThat(large[FetchWaits.MAX_SLOTS]).isZero();
  }

  private static int[] filled(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, 100);
    return slots;
  }
}
