package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Walks a {@link Program} over the bytes of one message, in whatever pieces they come. Reusable;
 * one thread at a time.
 *
 * <p>Never throws on any bytes, never reads outside the piece it was given, and its work is bounded
 * by the number of bytes.
 */
public final class ProgramCursor {
  /** Strings are handed over up to this many bytes; what is longer is cut and flagged. */
  public static final int MAX_STRING_BYTES = 32_767;

  /** How far a cursor has come. */
  public enum State {
    /** More bytes of the message are needed. */
    NEEDS_MORE,
    /**
     * The message is complete; {@link #remaining()} tells how many bytes of the frame follow it.
     */
    DONE,
    /**
     * The bytes are not this message; {@link #malformation()} and {@link #position()} tell why and
     * where.
     */
    MALFORMED,
    /** Bytes were lost that the program had to read. */
    BROKEN
  }

  /**
   * Prepares the cursor for the body of a frame of which {@code remainingFrameBytes} (≥ 0) are
   * left.
   */
  public void begin(Program program, long remainingFrameBytes, FieldSink sink) {}

  /**
   * Consumes the next bytes of the message.
   *
   * @return bytes consumed: all of {@code length} while {@link State#NEEDS_MORE}; never beyond the
   *     end of the message or the frame
   */
  public int feed(ByteBuffer buffer, int offset, int length) {
    return 0;
  }

  /**
   * Tells the cursor that the next {@code bytes} of the message are lost. Harmless when all of them
   * would have been skipped; in a region, the sink is told and only the region is lost; otherwise
   * the state becomes {@link State#BROKEN}.
   *
   * @param bytes 0 or more
   * @return whether the cursor can go on
   */
  public boolean skipGap(long bytes) {
    return true;
  }

  public State state() {
    return State.NEEDS_MORE;
  }

  /** Why the state is {@link State#MALFORMED}; null otherwise. */
  public Malformation malformation() {
    return null;
  }

  /** Bytes consumed (or skipped as a gap) since {@link #begin}. */
  public long position() {
    return 0;
  }

  /** Bytes of the frame not yet consumed. */
  public long remaining() {
    return 0;
  }

  /** How many of the next bytes will be skipped without being read. */
  public long skippable() {
    return 0;
  }
}
