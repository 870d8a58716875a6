package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Receives the selected fields of one message, in order of encoding, during {@link
 * ProgramCursor#feed}.
 *
 * <p>Fields are named by the ids that the {@link Projection} gave them. A field that the message's
 * version does not have, or a tagged field that was left out, gives no call at all. Buffers are
 * valid only during the call and must not be kept; offsets are absolute.
 */
public interface FieldSink {
  /**
   * Returned by {@link #onRegionStart} and {@link #onRegion}: nothing more of this region is
   * wanted.
   */
  int SKIP_REST = Integer.MAX_VALUE;

  /**
   * Where the numbers go that the projection stores ({@link Projection.Builder#store}). Asked for
   * once per message.
   *
   * @return null if this sink does not care for them
   */
  default Cells cells() {
    return null;
  }

  /**
   * A bool (0 or 1), integer (sign-extended; unsigned types zero-extended) or float64 (its raw
   * bits); also each element of a selected array of these.
   */
  default void onValue(int field, long value) {}

  /** A uuid; also each element of a selected array of uuids. */
  default void onUuid(int field, long mostSignificant, long leastSignificant) {}

  /**
   * A string (UTF-8); also each element of a selected array of strings.
   *
   * @param length bytes at {@code offset}; −1 for null
   * @param wireLength bytes the string has on the wire; more than {@code length} when it was cut at
   *     {@link ProgramCursor#MAX_STRING_BYTES}; −1 for null
   */
  default void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {}

  /**
   * A bytes or records field begins.
   *
   * @param length its bytes; −1 for null, which has neither {@link #onRegion} nor {@link
   *     #onRegionEnd}
   * @return how many of its first bytes are not wanted: 0 for none, {@link #SKIP_REST} for all. A
   *     gap among unwanted bytes costs nothing
   */
  default int onRegionStart(int field, int length) {
    return SKIP_REST;
  }

  /**
   * The next wanted bytes of a region, as far as the piece at hand holds them.
   *
   * @return how many bytes <em>after</em> these are not wanted: 0 for none, {@link #SKIP_REST} for
   *     the rest of the region
   */
  default int onRegion(int field, ByteBuffer buffer, int offset, int length) {
    return SKIP_REST;
  }

  /**
   * Wanted bytes of a region were lost. The rest of the region will be skipped and {@link
   * #onRegionEnd} called; the message goes on after it.
   *
   * @param remaining bytes of the region from the first lost one to its end
   */
  default void onRegionGap(int field, int remaining) {}

  /** A region that was not null is over, read or skipped. */
  default void onRegionEnd(int field) {}

  /**
   * A selected array begins.
   *
   * @param count its elements; −1 for null, which has no {@link #onArrayEnd}
   */
  default void onArrayStart(int field, int count) {}

  /** An element of a selected array of structures is complete, its tagged fields included. */
  default void onElementEnd(int field) {}

  /** All elements of a selected array are complete. */
  default void onArrayEnd(int field) {}

  /**
   * A selected structure (not an array's element) begins.
   *
   * @param present false for null, which has no {@link #onStructEnd}
   */
  default void onStructStart(int field, boolean present) {}

  /** A selected structure is complete. */
  default void onStructEnd(int field) {}
}
