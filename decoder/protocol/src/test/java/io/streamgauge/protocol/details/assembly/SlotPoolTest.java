package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.schema.SchemaCatalog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slots that wait for their next exchange are bounded for all apis together. */
class SlotPoolTest {
  private static final int MAX_IDLE = 4096;
  private static final int HEARTBEAT = 12;
  private static final int FIND_COORDINATOR = 10;
  private static final int PRODUCE = 0;

  private final DetailsAssembler assembler =
      new DetailsAssembler(DetailsPrograms.compile(SchemaCatalog.load()), DetailsLimits.DEFAULT);

  private void burst(int apiKey, int exchanges) {
    List<PendingDetails> inFlight = new ArrayList<>();
    for (int i = 0; i < exchanges; i++) {
      inFlight.add(assembler.acquire(apiKey, 1));
    }
    inFlight.forEach(assembler::release);
  }

  @Test
  void burstsOfSeveralApisDoNotAddUp() {
    // When
    burst(HEARTBEAT, MAX_IDLE);
    burst(FIND_COORDINATOR, MAX_IDLE);
    burst(PRODUCE, MAX_IDLE);

    // Then
    assertThat(assembler.idleSlots()).isEqualTo(MAX_IDLE);
  }

  @Test
  void aSlotIsUsedAgain() {
    // Given
    PendingDetails first = assembler.acquire(HEARTBEAT, 4);
    assembler.release(first);

    // Then
    assertThat(assembler.acquire(HEARTBEAT, 4)).isSameAs(first);
    assertThat(assembler.idleSlots()).isZero();
  }
}
