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

  /** Reading the operand of the instruction at {@link #pc} has not begun. */
  private static final int FRESH = 0;

  /** The length is known; a string's or region's bytes are being consumed. */
  private static final int CONTENT = 1;

  /** Between two tagged fields. */
  private static final int NEXT_TAG = 2;

  /** The tag is known, the size is not. */
  private static final int TAG_SIZE = 3;

  private final PieceReader in = new PieceReader();
  private final ScopeStack scopes = new ScopeStack(ProgramCompiler.MAX_DEPTH);
  private final StringAssembler string = new StringAssembler();

  private int[] code = {Op.END};
  private FieldSink sink;
  private long frameBytes;
  private State state = State.DONE;
  private Malformation malformation;
  private int pc;
  private int phase;

  /** Bytes to pass over before the instruction at {@link #pc}. */
  private long skip;

  private long uuidHigh;
  private int tagsLeft;
  private int tag;
  private int regionLeft;
  private int regionUnwanted;

  /**
   * Prepares the cursor for the body of a frame of which {@code remainingFrameBytes} (≥ 0) are
   * left.
   */
  public void begin(Program program, long remainingFrameBytes, FieldSink fieldSink) {
    code = program.code();
    sink = fieldSink;
    frameBytes = remainingFrameBytes;
    state = State.NEEDS_MORE;
    malformation = null;
    pc = 0;
    phase = FRESH;
    skip = 0;
    scopes.clear();
    in.begin(remainingFrameBytes);
    run();
  }

  /**
   * Consumes the next bytes of the message.
   *
   * @return bytes consumed: all of {@code length} while {@link State#NEEDS_MORE}; never beyond the
   *     end of the message or the frame
   */
  public int feed(ByteBuffer buffer, int offset, int length) {
    if (state != State.NEEDS_MORE) {
      return 0;
    }
    in.piece(buffer, offset, (int) Math.min(length, remaining()));
    run();
    return in.at - offset;
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
    if (state != State.NEEDS_MORE) {
      return state == State.DONE;
    }
    if (bytes == 0) {
      return true;
    }
    boolean inRegion = skip == 0 && phase == CONTENT && isRegion();
    if (bytes > (inRegion ? regionLeft : skip)) {
      state = State.BROKEN;
      return false;
    }
    in.lose(bytes);
    if (inRegion) {
      loseRegion((int) bytes);
    } else {
      skip -= bytes;
    }
    run();
    return state == State.NEEDS_MORE || state == State.DONE;
  }

  private void loseRegion(int bytes) {
    if (bytes > regionUnwanted) {
      sink.onRegionGap(code[pc + 1], regionLeft);
      regionUnwanted = regionLeft;
    }
    regionLeft -= bytes;
    regionUnwanted -= bytes;
  }

  public State state() {
    return state;
  }

  /** Why the state is {@link State#MALFORMED}; null otherwise. */
  public Malformation malformation() {
    return malformation;
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
    return skip > 0 ? skip : phase == CONTENT && isRegion() ? regionUnwanted : 0;
  }

  private boolean isRegion() {
    return (code[pc] & Op.MASK) == Op.REGION;
  }

  private void run() {
    while (state == State.NEEDS_MORE) {
      if (!(skip == 0 || passOver()) || !step()) {
        if (state == State.NEEDS_MORE && in.left() == 0) {
          fail(Malformation.FRAME_TOO_SHORT);
        }
        return;
      }
    }
  }

  private boolean passOver() {
    int passed = (int) Math.min(skip, in.end - in.at);
    in.at += passed;
    skip -= passed;
    return skip == 0;
  }

  /**
   * Runs one instruction; false when the piece ends first, or on a failure. In three methods, each
   * small enough to inline.
   */
  private boolean step() {
    int op = code[pc];
    int instruction = op & Op.MASK;
    if (instruction >= Op.BOOL) {
      return number(instruction);
    }
    return instruction >= Op.STRUCT_START ? marker(instruction) : compound(op);
  }

  private boolean compound(int op) {
    return switch (op & Op.MASK) {
      case Op.END -> endOfScope();
      case Op.SKIP -> skipFixed();
      case Op.SKIP_SIZED -> length(op) && skipNext(Math.max(in.value, 0), 1);
      case Op.SKIP_ARRAY -> length(op) && skipNext(Math.max(in.value, 0) * code[pc + 1], 2);
      case Op.ARRAY -> length(op) && beginArray();
      case Op.TAGS -> tags();
      case Op.NULLABLE_STRUCT -> in.fixed(1) && beginNullable();
      case Op.REGION -> (phase == CONTENT || beginRegion(op)) && region();
      case Op.STRING -> (phase == CONTENT || beginString(op)) && stringContent();
      default -> uuid();
    };
  }

  private boolean marker(int instruction) {
    int field = code[pc + 1];
    switch (instruction) {
      case Op.STRUCT_START -> sink.onStructStart(field, true);
      case Op.STRUCT_END -> sink.onStructEnd(field);
      default -> sink.onElementEnd(field);
    }
    return next();
  }

  private boolean number(int instruction) {
    return switch (instruction) {
      case Op.BOOL -> in.fixed(1) && emit(in.value == 0 ? 0 : 1);
      case Op.INT8 -> in.fixed(1) && emit(in.value);
      case Op.INT16 -> in.fixed(2) && emit(in.value);
      case Op.UINT16 -> in.fixed(2) && emit(in.value & 0xffff);
      case Op.INT32 -> in.fixed(4) && emit(in.value);
      case Op.UINT32 -> in.fixed(4) && emit(in.value & 0xffff_ffffL);
      default -> in.fixed(8) && emit(in.value);
    };
  }

  private boolean emit(long value) {
    sink.onValue(code[pc + 1], value);
    return next();
  }

  /** Moves past an instruction with one operand. */
  private boolean next() {
    phase = FRESH;
    pc += 2;
    return true;
  }

  private boolean fail(Malformation why) {
    malformation = why;
    state = State.MALFORMED;
    return false;
  }

  /**
   * Reads a length or count into {@code in.value}: −1 for null, otherwise at most what is left of
   * the scope.
   */
  private boolean length(int op) {
    boolean compact = (op & Op.COMPACT) != 0;
    if (!(compact ? in.varint() : in.fixed((op & Op.WIDE) != 0 ? 4 : 2))) {
      return false;
    }
    if (compact && in.value-- < 0) {
      return fail(Malformation.OVERLONG_VARINT);
    }
    if (in.value < 0) {
      boolean allowed = in.value == -1 && (op & Op.NULLABLE) != 0;
      Malformation why =
          in.value == -1 ? Malformation.UNEXPECTED_NULL : Malformation.NEGATIVE_LENGTH;
      return allowed || fail(why);
    }
    return in.value <= in.left() || fail(Malformation.LENGTH_BEYOND_END);
  }

  private boolean skipFixed() {
    int bytes = code[pc + 1];
    if (bytes > in.left()) {
      return fail(Malformation.FRAME_TOO_SHORT);
    }
    return skipNext(bytes, 2);
  }

  private boolean skipNext(long bytes, int instructionSize) {
    if (bytes <= in.end - in.at) {
      in.at += (int) bytes;
    } else if (bytes <= in.left()) {
      skip = bytes;
    } else {
      return fail(Malformation.LENGTH_BEYOND_END);
    }
    pc += instructionSize;
    return true;
  }

  private boolean beginArray() {
    int after = code[pc + 1];
    int field = code[pc + 3];
    int count = (int) in.value;
    if (count > 0 && (long) count * code[pc + 2] > in.left()) {
      return fail(Malformation.LENGTH_BEYOND_END);
    }
    if (field >= 0) {
      sink.onArrayStart(field, count);
    }
    if (count > 0) {
      scopes.pushArray(pc + 4, after, count, field);
      pc += 4;
    } else {
      if (count == 0 && field >= 0) {
        sink.onArrayEnd(field);
      }
      pc = after;
    }
    return true;
  }

  private boolean endOfScope() {
    if (scopes.isEmpty()) {
      state = State.DONE;
    } else if (scopes.isArray()) {
      endOfElement();
    } else {
      endOfTaggedField();
    }
    return true;
  }

  private void endOfElement() {
    int field = scopes.field();
    boolean again = scopes.nextElement();
    if (!again && field >= 0) {
      sink.onArrayEnd(field);
    }
    pc = again ? scopes.body() : scopes.after();
    if (!again) {
      scopes.pop();
    }
  }

  private void endOfTaggedField() {
    skip = in.left();
    in.limit(scopes.outerLimit());
    tagsLeft = scopes.outerTagsLeft();
    pc = scopes.body();
    phase = NEXT_TAG;
    scopes.pop();
  }

  private boolean tags() {
    if (phase == FRESH) {
      if (!in.varint()) {
        return false;
      }
      if (in.value == 0) {
        pc = code[pc + 2];
        return true;
      }
      if (in.value < 0 || in.value * 2 > in.left()) {
        return fail(in.value < 0 ? Malformation.OVERLONG_VARINT : Malformation.LENGTH_BEYOND_END);
      }
      tagsLeft = (int) in.value;
      phase = NEXT_TAG;
    }
    if (phase == NEXT_TAG) {
      if (tagsLeft == 0) {
        pc = code[pc + 2];
        phase = FRESH;
        return true;
      }
      if (!in.varint()) {
        return false;
      }
      if (in.value < 0) {
        return fail(Malformation.OVERLONG_VARINT);
      }
      tag = (int) in.value;
      phase = TAG_SIZE;
    }
    return in.varint() && taggedField();
  }

  private boolean taggedField() {
    if (in.value < 0 || in.value > in.left()) {
      return fail(in.value < 0 ? Malformation.OVERLONG_VARINT : Malformation.LENGTH_BEYOND_END);
    }
    tagsLeft--;
    int entry = pc + Op.TAGS_HEAD;
    for (int end = entry + 2 * code[pc + 1]; entry < end; entry += 2) {
      if (code[entry] == tag) {
        scopes.pushTag(pc, tagsLeft, in.limit());
        in.limit(in.position() + in.value);
        pc = code[entry + 1];
        phase = FRESH;
        return true;
      }
    }
    skip = in.value;
    phase = NEXT_TAG;
    return true;
  }

  private boolean beginNullable() {
    boolean present = in.value >= 0;
    if (code[pc + 2] >= 0) {
      sink.onStructStart(code[pc + 2], present);
    }
    pc = present ? pc + 3 : code[pc + 1];
    return true;
  }

  private boolean uuid() {
    if (phase == FRESH) {
      if (!in.fixed(8)) {
        return false;
      }
      uuidHigh = in.value;
      phase = CONTENT;
    }
    if (!in.fixed(8)) {
      return false;
    }
    sink.onUuid(code[pc + 1], uuidHigh, in.value);
    return next();
  }

  private boolean beginString(int op) {
    if (!length(op)) {
      return false;
    }
    string.begin((int) in.value);
    phase = CONTENT;
    return true;
  }

  private boolean stringContent() {
    return string.take(in, code[pc + 1], sink) && next();
  }

  private boolean beginRegion(int op) {
    if (!length(op)) {
      return false;
    }
    int length = (int) in.value;
    int unwanted = sink.onRegionStart(code[pc + 1], length);
    regionLeft = length;
    regionUnwanted = bounded(unwanted);
    phase = CONTENT;
    return true;
  }

  private int bounded(int unwanted) {
    return Math.max(0, Math.min(unwanted, regionLeft));
  }

  private boolean region() {
    int field = code[pc + 1];
    while (regionLeft > 0) {
      if (regionUnwanted > 0) {
        int passed = Math.min(regionUnwanted, in.end - in.at);
        in.at += passed;
        regionUnwanted -= passed;
        regionLeft -= passed;
        if (regionUnwanted > 0) {
          return false;
        }
      } else {
        int offered = Math.min(regionLeft, in.end - in.at);
        if (offered == 0) {
          return false;
        }
        int start = in.at;
        in.at += offered;
        regionLeft -= offered;
        regionUnwanted = bounded(sink.onRegion(field, in.buffer, start, offered));
      }
    }
    if (regionLeft == 0) {
      sink.onRegionEnd(field);
    }
    return next();
  }
}
