package io.streamgauge.protocol.program;

/**
 * Where a cursor stands: shared by the part that runs instructions in one go and the part that
 * takes them up again in the next piece.
 */
final class CursorState {
  /** Reading the operand of the instruction at {@link #pc} has not begun. */
  static final int FRESH = 0;

  /** The length is known; a string's or region's bytes, or a uuid's second half, come next. */
  static final int CONTENT = 1;

  /** Between two tagged fields. */
  static final int NEXT_TAG = 2;

  /** The tag is known, the size is not. */
  static final int TAG_SIZE = 3;

  final PieceReader in = new PieceReader();
  final ScopeStack scopes = new ScopeStack(ProgramCompiler.MAX_DEPTH);

  /** Takes what a sink without cells does not care for. */
  private final Cells nowhere = new Cells(new long[Projection.MAX_CELLS]);

  int[] code = {Op.END};
  FieldSink sink;
  Cells cells = nowhere;
  ProgramCursor.State state = ProgramCursor.State.DONE;
  Malformation malformation;
  int pc;
  int phase;

  /** Bytes to pass over before the instruction at {@link #pc}. */
  long skip;

  void begin(Program program, long frameBytes, FieldSink fieldSink) {
    code = program.code();
    sink = fieldSink;
    cells = fieldSink.cells();
    if (cells == null) {
      cells = nowhere;
    }
    state = ProgramCursor.State.NEEDS_MORE;
    malformation = null;
    pc = 0;
    phase = FRESH;
    skip = 0;
    scopes.clear();
    in.begin(frameBytes);
  }

  boolean isRunning() {
    return state == ProgramCursor.State.NEEDS_MORE;
  }

  /** Always false, for the callers' sake. */
  boolean fail(Malformation why) {
    malformation = why;
    state = ProgramCursor.State.MALFORMED;
    return false;
  }

  /** Moves past an instruction with one operand; always true. */
  boolean next() {
    phase = FRESH;
    pc += 2;
    return true;
  }

  /** Skips what the piece has of {@link #skip}; false if more is to come. */
  boolean passOver() {
    int passed = (int) Math.min(skip, in.end - in.at);
    in.at += passed;
    skip -= passed;
    return skip == 0;
  }

  /**
   * Enters the array whose instruction stands at {@code arrayPc}.
   *
   * @param count its elements; −1 for null
   * @return the instruction to go on with
   */
  int enterArray(int arrayPc, int count) {
    int after = code[arrayPc + 1];
    int field = code[arrayPc + 3];
    if (field >= 0) {
      sink.onArrayStart(field, count);
    }
    if (count > 0) {
      scopes.pushArray(arrayPc + 4, after, count, field);
      return arrayPc + 4;
    }
    if (count == 0 && field >= 0) {
      sink.onArrayEnd(field);
    }
    return after;
  }

  /** Goes to the next element of the array, or behind it; returns the instruction there. */
  int leaveElement() {
    if (scopes.nextElement()) {
      return scopes.body();
    }
    int after = scopes.after();
    int field = scopes.field();
    scopes.pop();
    if (field >= 0) {
      sink.onArrayEnd(field);
    }
    return after;
  }

  /**
   * Enters or passes over the structure whose instruction stands at {@code structPc}.
   *
   * @return the instruction to go on with
   */
  int enterNullable(int structPc, boolean present) {
    int field = code[structPc + 2];
    if (field >= 0) {
      sink.onStructStart(field, present);
    }
    return present ? structPc + 3 : code[structPc + 1];
  }

  /** Hands over the value of a number. */
  void emit(int op, long value) {
    if ((op & Op.STORED) != 0) {
      cells.values[Op.field(op)] = value;
    } else {
      sink.onValue(Op.field(op), value);
    }
  }

  /** Tells the sink where a structure begins or ends. */
  void mark(int instruction, int field) {
    switch (instruction) {
      case Op.STRUCT_START -> sink.onStructStart(field, true);
      case Op.STRUCT_END -> sink.onStructEnd(field);
      default -> sink.onElementEnd(field);
    }
  }
}
