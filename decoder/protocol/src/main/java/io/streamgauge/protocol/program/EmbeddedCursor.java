package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Walks a message inside a bytes field: an int16 version, then the body of an embedded schema such
 * as {@code ConsumerProtocolSubscription}. Fed from {@link FieldSink#onRegion}; reusable; one
 * thread at a time.
 */
public final class EmbeddedCursor {
  /**
   * @param schema name of the embedded schema
   * @throws IllegalArgumentException when {@code programs} has none of that name
   */
  public EmbeddedCursor(ProgramSet programs, String schema) {}

  /** Prepares for a region of {@code length} bytes. */
  public void begin(int length, FieldSink sink) {}

  /** Takes the next bytes of the region; what follows the message is ignored. */
  public void feed(ByteBuffer buffer, int offset, int length) {}

  /**
   * As {@link ProgramCursor#state()}. A version above the newest known is read as the newest, as
   * Kafka does.
   */
  public ProgramCursor.State state() {
    return ProgramCursor.State.NEEDS_MORE;
  }

  /** Version the message names; −1 before it is known. */
  public int version() {
    return -1;
  }
}
