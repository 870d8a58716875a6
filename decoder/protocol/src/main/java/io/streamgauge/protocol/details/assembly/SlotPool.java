package io.streamgauge.protocol.details.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Slots that wait for their next exchange; bounded. Confined to one thread. */
final class SlotPool {
  private static final int MAX_IDLE = 4096;

  private final Supplier<PendingDetails> maker;
  private final Deque<PendingDetails> idle = new ArrayDeque<>();

  SlotPool(Supplier<PendingDetails> maker) {
    this.maker = maker;
  }

  PendingDetails take() {
    PendingDetails pending = idle.poll();
    if (pending == null) {
      return maker.get();
    }
    pending.isFree = false;
    return pending;
  }

  void giveBack(PendingDetails pending) {
    pending.isFree = true;
    if (idle.size() < MAX_IDLE) {
      idle.push(pending);
    }
  }
}
