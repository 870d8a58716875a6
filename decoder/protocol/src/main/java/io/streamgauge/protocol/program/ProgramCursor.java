package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Walks a {@link Program} over the bytes of one message, in whatever pieces they come. Reusable;
 * one thread at a time.
 *
 * <p>Never throws on any bytes, never reads outside the piece it was given, and its work is bounded
 * by the number of bytes: every instruction that repeats consumes at least one byte each time, and
 * counts that cannot fit the frame are refused.
 */
public final class ProgramCursor {
  /**
   * Strings are handed over up to this many bytes; what is longer is cut, perhaps within a
   * character, and flagged.
   */
  public static final int MAX_STRING_BYTES = 1024;

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

  private final CursorState cursor = new CursorState();
  private final PieceReader in = cursor.in;
  private final RegionStep region = new RegionStep(cursor);
  private final SingleStep single = new SingleStep(cursor, region);
  private long frameBytes;

  /**
   * Prepares the cursor for the body of a frame of which {@code remainingFrameBytes} (≥ 0) are
   * left.
   */
  public void begin(Program program, long remainingFrameBytes, FieldSink fieldSink) {
    frameBytes = remainingFrameBytes;
    cursor.begin(program, remainingFrameBytes, fieldSink);
    run();
  }

  /**
   * Walks the body of a frame that lies whole in a piece: {@link #begin} and {@link #feed} in one.
   * The state is never {@link State#NEEDS_MORE} afterwards.
   *
   * @param length all that is left of the frame, 0 or more
   */
  public void walk(
      Program program, FieldSink fieldSink, ByteBuffer buffer, int offset, int length) {
    frameBytes = length;
    cursor.begin(program, length, fieldSink);
    in.piece(buffer, offset, length);
    run();
  }

  /**
   * Goes on with a body that lies whole in a piece, where its {@link BodyCode} stopped. The state
   * is never {@link State#NEEDS_MORE} afterwards.
   *
   * @param length of the whole body
   */
  public void resume(
      Program program,
      FieldSink sink,
      ByteBuffer buffer,
      int offset,
      int length,
      Resumption resumption) {
    frameBytes = length;
    cursor.begin(program, length, sink);
    in.piece(buffer, offset, length);
    resumption.applyTo(cursor);
    run();
  }

  /**
   * Consumes the next bytes of the message.
   *
   * @return bytes consumed: all of {@code length} while {@link State#NEEDS_MORE}; never beyond the
   *     end of the message or the frame
   */
  public int feed(ByteBuffer buffer, int offset, int length) {
    if (!cursor.isRunning()) {
      return 0;
    }
    if (cursor.skip > length) {
      cursor.skip -= length;
      in.lose(length);
      return length;
    }
    if (region.isInside() && region.unwanted() > length) {
      region.pass(length);
      in.lose(length);
      return length;
    }
    in.piece(buffer, offset, (int) Math.min(length, remaining()));
    run();
    return in.at - offset;
  }

  /**
   * The short way for bytes within a region: as {@link #skipGap} for {@code passed} bytes, {@link
   * #skippable} at most, and {@link #feed} for those that follow.
   *
   * @return false, with nothing done, unless the region goes on behind them
   */
  public boolean feedRegion(int passed, ByteBuffer buffer, int offset, int length) {
    long bytes = (long) passed + length;
    if (!cursor.isRunning() || !region.isInside() || bytes >= region.left()) {
      return false;
    }
    region.pass(passed);
    region.take(buffer, offset, length);
    in.lose(bytes);
    return true;
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
    if (!cursor.isRunning()) {
      return cursor.state == State.DONE;
    }
    if (bytes == 0) {
      return true;
    }
    boolean inRegion = region.isInside();
    if (bytes > (inRegion ? region.left() : cursor.skip)) {
      cursor.state = State.BROKEN;
      return false;
    }
    in.lose(bytes);
    if (inRegion) {
      region.lose((int) bytes);
    } else {
      cursor.skip -= bytes;
    }
    run();
    return cursor.isRunning() || cursor.state == State.DONE;
  }

  public State state() {
    return cursor.state;
  }

  /** Why the state is {@link State#MALFORMED}; null otherwise. */
  public Malformation malformation() {
    return cursor.malformation;
  }

  /** Bytes consumed (or skipped as a gap) since {@link #begin}. */
  public long position() {
    return in.position();
  }

  /** Bytes of the frame not yet consumed. */
  public long remaining() {
    return frameBytes - in.position();
  }

  /** How many of the next bytes will be skipped without being read. */
  public long skippable() {
    return cursor.skip > 0 ? cursor.skip : region.isInside() ? region.unwanted() : 0;
  }

  private void run() {
    while (cursor.isRunning()) {
      if (!advance()) {
        if (cursor.isRunning() && in.left() == 0) {
          cursor.fail(Malformation.FRAME_TOO_SHORT);
        }
        return;
      }
    }
  }

  private boolean advance() {
    if (cursor.skip > 0 && !cursor.passOver()) {
      return false;
    }
    if (cursor.phase == CursorState.FRESH && in.isBetweenNumbers()) {
      WholeRun.run(cursor);
    }
    return !cursor.isRunning() || single.step();
  }
}
