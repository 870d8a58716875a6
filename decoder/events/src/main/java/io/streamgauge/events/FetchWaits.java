package io.streamgauge.events;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.FetchWaitRollup;

/** The slots of a {@link FetchWaitRollup}. */
public final class FetchWaits {
  /** Length of a slot. */
  public static final long SLOT_NANOS = 10_000_000L;

  /** What a slot holds that was waited throughout. */
  public static final int WHOLE = 100;

  /** Slots of one rollup; what was waited earlier is left out. */
  public static final int MAX_SLOTS = 600;

  private FetchWaits() {}

  /** End of the last slot, nanoseconds since the epoch. */
  static long endNanos(FetchWaitRollup waits) {
    return waits.getFromNanos() + waits.getWaited().size() * SLOT_NANOS;
  }

  /**
   * Adds the slots that lie within the sum, each at most {@link #WHOLE}. What is beyond it, or out
   * of range, is left out.
   *
   * @param sum one byte per slot
   * @param fromNanos where the first of them begins
   */
  public static void addTo(byte[] sum, long fromNanos, FetchWaitRollup waits) {
    ByteString waited = waits.getWaited();
    long shift = Math.floorDiv(waits.getFromNanos() - fromNanos, SLOT_NANOS);
    for (int i = 0; i < Math.min(waited.size(), MAX_SLOTS); i++) {
      long at = shift + i;
      if (at >= 0 && at < sum.length) {
        sum[(int) at] = (byte) Math.min(WHOLE, sum[(int) at] + Math.max(0, waited.byteAt(i)));
      }
    }
  }
}
