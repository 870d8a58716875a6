package io.streamgauge.agent.rollup;

import com.google.protobuf.ByteString;
import io.streamgauge.events.BatchTables;
import io.streamgauge.events.ClientRef;
import io.streamgauge.events.FetchWaits;
import io.streamgauge.events.v1.Event;
import java.util.Arrays;

/** When the fetches of one client on one listener waited for records. */
public final class WaitAccumulator extends Accumulator {
  private static final int SLOTS = FetchWaits.MAX_SLOTS;
  private static final long SLOT = FetchWaits.SLOT_NANOS;
  private static final long UNIT = SLOT / FetchWaits.WHOLE;

  private final ListenerState listener;
  private final ClientRef client;

  /** A ring by slot number; what is between lowest and highest is in use. */
  private final byte[] waited = new byte[SLOTS];

  private long lowest;
  private long highest;
  private boolean empty = true;
  private int partitions;

  WaitAccumulator(ListenerState listener, ClientRef client) {
    this.listener = listener;
    this.client = client;
  }

  /**
   * A fetch waited.
   *
   * @param fromNanos packet time at which it began to
   * @param toNanos packet time of the answer's first byte
   * @param asked partitions it asked for; fetches for fewer than another's of the step tell nothing
   */
  public void add(long fromNanos, long toNanos, int asked) {
    if (asked < partitions || toNanos <= fromNanos) {
      return;
    }
    if (asked > partitions) {
      clear();
      partitions = asked;
    }
    long last = Math.floorDiv(toNanos - 1, SLOT);
    long first = makeRoom(Math.floorDiv(fromNanos, SLOT), last);
    for (long slot = first; slot <= last; slot++) {
      long nanos = Math.min(toNanos, (slot + 1) * SLOT) - Math.max(fromNanos, slot * SLOT);
      int at = (int) Math.floorMod(slot, (long) SLOTS);
      long sum = waited[at] + (nanos + UNIT / 2) / UNIT;
      waited[at] = (byte) Math.min(FetchWaits.WHOLE, sum);
    }
  }

  /** Lets the ring reach to the last slot; returns the first slot there is room for. */
  private long makeRoom(long first, long last) {
    if (empty) {
      empty = false;
      highest = last;
      lowest = Math.max(first, last - SLOTS + 1);
      return lowest;
    }
    if (last - highest >= SLOTS) {
      Arrays.fill(waited, (byte) 0);
      highest = last;
    }
    while (highest < last) {
      highest++;
      waited[(int) Math.floorMod(highest, (long) SLOTS)] = 0;
    }
    lowest = Math.max(Math.min(lowest, first), highest - SLOTS + 1);
    return Math.max(first, lowest);
  }

  @Override
  void write(BatchTables tables, Event.Builder event) {
    event.setListener(tables.listener(listener.ref()));
    byte[] slots = new byte[(int) (highest - lowest + 1)];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = waited[(int) Math.floorMod(lowest + i, (long) SLOTS)];
    }
    event
        .getFetchWaitsBuilder()
        .setClient(tables.client(client))
        .setPartitions(partitions)
        .setFromNanos(lowest * SLOT)
        .setWaited(ByteString.copyFrom(slots));
  }

  @Override
  void clear() {
    Arrays.fill(waited, (byte) 0);
    empty = true;
    partitions = 0;
  }
}
