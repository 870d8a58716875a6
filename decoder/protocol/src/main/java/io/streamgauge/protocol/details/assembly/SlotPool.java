package io.streamgauge.protocol.details.assembly;

import java.util.function.Supplier;

/** Slots of one kind that wait for their next exchange. Confined to one thread. */
final class SlotPool {
  private final Room room;
  private final Supplier<PendingDetails> maker;
  private final IdleStack<PendingDetails> idle = new IdleStack<>();

  /**
   * @param room shared by all pools of a thread
   */
  SlotPool(Room room, Supplier<PendingDetails> maker) {
    this.room = room;
    this.maker = maker;
  }

  PendingDetails take() {
    PendingDetails pending = idle.poll();
    if (pending == null) {
      return maker.get();
    }
    room.idle--;
    pending.isFree = false;
    return pending;
  }

  void giveBack(PendingDetails pending) {
    pending.isFree = true;
    if (room.idle < room.max) {
      room.idle++;
      idle.push(pending);
    }
  }

  /** How many slots of all kinds may be idle together. */
  static final class Room {
    private final int max;
    private int idle;

    Room(int max) {
      this.max = max;
    }

    int idle() {
      return idle;
    }
  }
}
