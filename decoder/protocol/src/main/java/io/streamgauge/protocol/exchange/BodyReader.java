package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramCursor;
import java.nio.ByteBuffer;

/** Walks the body of one frame at a time with a cursor borrowed from the worker. */
final class BodyReader {
  /** What became of a body. */
  enum Outcome {
    /** Read, and it ended where its frame ended. */
    EXACT,
    /** Read, and the frame went on after it. */
    TRAILING,
    /** It contradicts its schema. */
    MALFORMED,
    /** A gap hid something that was to be read. */
    DAMAGED
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final DecoderWorker worker;
  private ProgramCursor cursor;
  private boolean damaged;

  BodyReader(DecoderWorker worker) {
    this.worker = worker;
  }

  void begin(Program program, long frameBytes, FieldSink sink) {
    abandon();
    cursor = worker.borrowCursor();
    cursor.begin(program, frameBytes, sink);
    damaged = false;
  }

  boolean isReading() {
    return cursor != null;
  }

  void feed(ByteBuffer buffer, int offset, int length) {
    if (cursor.state() == ProgramCursor.State.NEEDS_MORE) {
      cursor.feed(buffer, offset, length);
    }
  }

  /** Bytes of the body that were read or passed over; 0 when none is being read. */
  long position() {
    return cursor == null ? 0 : cursor.position();
  }

  /** Whether the body cannot be the message it should be. */
  boolean isMalformed() {
    return cursor != null && cursor.state() == ProgramCursor.State.MALFORMED;
  }

  /**
   * The next bytes of the frame are missing.
   *
   * @return whether that cost anything
   */
  boolean gap(long bytes) {
    if (cursor.state() != ProgramCursor.State.NEEDS_MORE) {
      return cursor.state() != ProgramCursor.State.DONE;
    }
    boolean costly = bytes > cursor.skippable();
    cursor.skipGap(bytes);
    damaged |= costly;
    return costly;
  }

  /** The frame is over; gives the cursor back. */
  Outcome end() {
    if (cursor.state() == ProgramCursor.State.NEEDS_MORE) {
      cursor.feed(NOTHING, 0, 0);
    }
    Outcome outcome = damaged ? Outcome.DAMAGED : outcome(cursor);
    abandon();
    return outcome;
  }

  /** What became of a body that a cursor has walked to its end. */
  static Outcome outcome(ProgramCursor cursor) {
    if (cursor.state() == ProgramCursor.State.DONE) {
      return cursor.remaining() == 0 ? Outcome.EXACT : Outcome.TRAILING;
    }
    return cursor.state() == ProgramCursor.State.BROKEN ? Outcome.DAMAGED : Outcome.MALFORMED;
  }

  /** How many of the next bytes may be passed over without a look at them; see {@link #pass}. */
  long passable() {
    return cursor != null && cursor.state() == ProgramCursor.State.NEEDS_MORE
        ? cursor.skippable()
        : 0;
  }

  /** Passes over bytes, {@link #passable} at most. */
  void pass(int bytes) {
    cursor.skipGap(bytes);
  }

  /**
   * As {@link #pass} and {@link #feed}, by a shorter way.
   *
   * @return false, with nothing done, unless the body stands inside a region that goes on behind
   *     these bytes
   */
  boolean feedRegion(int passed, ByteBuffer buffer, int offset, int length) {
    return cursor != null && cursor.feedRegion(passed, buffer, offset, length);
  }

  /** Gives the cursor back, wherever it stands. */
  void abandon() {
    if (cursor != null) {
      worker.giveBack(cursor);
      cursor = null;
    }
  }
}
