package io.streamgauge.protocol.program;

/**
 * Runs one instruction that may end in the middle of the piece, and goes on with it in the next. It
 * is complete in itself; {@link WholeRun} only takes the common cases off it.
 *
 * <p>Each method returns whether the cursor can go on: false when the piece ends first, or on a
 * failure.
 */
final class SingleStep {
  private final CursorState cursor;
  private final PieceReader in;
  private final TaggedFields tags;
  private final RegionStep region;
  private final StringAssembler string = new StringAssembler();
  private long uuidHigh;

  SingleStep(CursorState cursor, RegionStep region) {
    this.cursor = cursor;
    this.in = cursor.in;
    this.tags = new TaggedFields(cursor);
    this.region = region;
  }

  boolean step() {
    int op = cursor.code[cursor.pc];
    int instruction = op & Op.MASK;
    if (instruction >= Op.BOOL) {
      return in.fixed(Op.bits(op) / Byte.SIZE) && emit(op);
    }
    return switch (instruction) {
      case Op.END -> endOfScope();
      case Op.SKIP -> skipFixed();
      case Op.SKIP_SIZED -> length(op) && skipNext(Math.max(in.value, 0), 1);
      case Op.SKIP_ARRAY -> length(op) && skipNext(Math.max(in.value, 0) * operand(), 2);
      case Op.ARRAY -> length(op) && beginArray();
      case Op.TAGS -> tags.step();
      case Op.NULLABLE_STRUCT -> in.fixed(1) && beginNullable();
      case Op.REGION -> (cursor.phase == CursorState.CONTENT || beginRegion(op)) && region.step();
      case Op.STRING -> (cursor.phase == CursorState.CONTENT || beginString(op)) && string();
      case Op.UUID -> uuid();
      default -> marker(instruction);
    };
  }

  private int operand() {
    return cursor.code[cursor.pc + 1];
  }

  private boolean emit(int op) {
    cursor.emit(op, Op.value(op, in.value));
    cursor.pc++;
    return true;
  }

  private boolean marker(int instruction) {
    cursor.mark(instruction, operand());
    return cursor.next();
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
      return cursor.fail(Malformation.OVERLONG_VARINT);
    }
    if (in.value < 0) {
      boolean allowed = in.value == -1 && (op & Op.NULLABLE) != 0;
      Malformation why =
          in.value == -1 ? Malformation.UNEXPECTED_NULL : Malformation.NEGATIVE_LENGTH;
      return allowed || cursor.fail(why);
    }
    return in.value <= in.left() || cursor.fail(Malformation.LENGTH_BEYOND_END);
  }

  private boolean skipFixed() {
    int bytes = operand();
    if (bytes > in.left()) {
      return cursor.fail(Malformation.FRAME_TOO_SHORT);
    }
    return skipNext(bytes, 2);
  }

  private boolean skipNext(long bytes, int instructionSize) {
    if (bytes > in.left()) {
      return cursor.fail(Malformation.LENGTH_BEYOND_END);
    }
    cursor.skip = bytes;
    cursor.pc += instructionSize;
    return true;
  }

  private boolean beginArray() {
    if (in.value * cursor.code[cursor.pc + 2] > in.left()) {
      return cursor.fail(Malformation.LENGTH_BEYOND_END);
    }
    cursor.pc = cursor.enterArray(cursor.pc, (int) in.value);
    return true;
  }

  private boolean endOfScope() {
    if (cursor.scopes.isEmpty()) {
      cursor.state = ProgramCursor.State.DONE;
    } else if (cursor.scopes.isArray()) {
      cursor.pc = cursor.leaveElement();
    } else {
      tags.leave();
    }
    return true;
  }

  private boolean beginNullable() {
    cursor.pc = cursor.enterNullable(cursor.pc, in.value >= 0);
    return true;
  }

  private boolean uuid() {
    if (cursor.phase == CursorState.FRESH) {
      if (!in.fixed(8)) {
        return false;
      }
      uuidHigh = in.value;
      cursor.phase = CursorState.CONTENT;
    }
    if (!in.fixed(8)) {
      return false;
    }
    cursor.sink.onUuid(operand(), uuidHigh, in.value);
    return cursor.next();
  }

  private boolean beginString(int op) {
    if (!length(op)) {
      return false;
    }
    string.begin((int) in.value);
    cursor.phase = CursorState.CONTENT;
    return true;
  }

  private boolean string() {
    return string.take(in, operand(), cursor.sink) && cursor.next();
  }

  private boolean beginRegion(int op) {
    if (!length(op)) {
      return false;
    }
    region.begin((int) in.value);
    return true;
  }
}
