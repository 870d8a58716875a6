package io.streamgauge.protocol.program;

import java.nio.ByteBuffer;

/**
 * Runs instructions as long as each lies whole in the piece and holds no surprise; the first that
 * does not is left untouched for {@link SingleStep}, which knows how to wait and how to refuse.
 *
 * <p>Everything that changes stays in local variables, so that the compiler keeps it in registers;
 * hence one method. Numbers have a loop of their own, and are cut out of eight bytes whatever their
 * size: with both, a large FetchResponse takes half the time that it takes instruction by
 * instruction (benchmarks/README.md).
 */
final class WholeRun {
  private WholeRun() {}

  /** Starts between two instructions, with nothing to skip and no half-read number. */
  static void run(CursorState cursor) {
    PieceReader in = cursor.in;
    ScopeStack scopes = cursor.scopes;
    ByteBuffer buffer = in.buffer;
    int[] code = cursor.code;
    FieldSink sink = cursor.sink;
    Cells cells = cursor.cells;
    int end = in.end;
    long scopeEnd = in.scopeEnd();
    int at = in.at;
    int pc = cursor.pc;
    loop:
    while (true) {
      int op = code[pc];
      while ((op & Op.MASK) >= Op.BOOL) {
        int bits = Op.bits(op);
        if (end - at >= Long.BYTES) {
          long read = buffer.getLong(at) >> -bits;
          long value = (op & Op.MASK) >= Op.INT8 ? read : Op.value(op, read);
          if ((op & Op.STORED) != 0) {
            cells.values[Op.field(op)] = value;
          } else {
            sink.onValue(Op.field(op), value);
          }
        } else if (bits <= (end - at) * Byte.SIZE) {
          cursor.emit(op, Op.value(op, number(bits, buffer, at)));
        } else {
          break loop;
        }
        at += bits / Byte.SIZE;
        op = code[++pc];
      }
      int instruction = op & Op.MASK;
      switch (instruction) {
        case Op.END -> {
          if (scopes.isEmpty()) {
            cursor.state = ProgramCursor.State.DONE;
            break loop;
          }
          if (!scopes.isArray()) {
            break loop;
          }
          pc = cursor.leaveElement();
        }
        case Op.SKIP -> {
          int size = code[pc + 1];
          if (size > end - at) {
            break loop;
          }
          at += size;
          pc += 2;
        }
        case Op.TAGS -> {
          if (at >= end || buffer.get(at) != 0) {
            break loop;
          }
          at++;
          pc = code[pc + 2];
        }
        case Op.NULLABLE_STRUCT -> {
          if (at >= end) {
            break loop;
          }
          pc = cursor.enterNullable(pc, buffer.get(at) >= 0);
          at++;
        }
        case Op.UUID -> {
          if (end - at < 2 * Long.BYTES) {
            break loop;
          }
          sink.onUuid(code[pc + 1], buffer.getLong(at), buffer.getLong(at + Long.BYTES));
          at += 2 * Long.BYTES;
          pc += 2;
        }
        case Op.STRUCT_START, Op.STRUCT_END, Op.ELEMENT_END -> {
          cursor.mark(instruction, code[pc + 1]);
          pc += 2;
        }
        default -> {
          long packed = length(op, buffer, at, end);
          if (packed == Lengths.ABNORMAL) {
            break loop;
          }
          int start = at + (int) (packed & Lengths.MASK);
          long length = packed >> Lengths.BITS;
          switch (instruction) {
            case Op.ARRAY -> {
              if (length * code[pc + 2] > scopeEnd - start) {
                break loop;
              }
              at = start;
              pc = cursor.enterArray(pc, (int) length);
              continue loop;
            }
            case Op.SKIP_ARRAY -> {
              long bytes = Math.max(length, 0) * code[pc + 1];
              if (bytes > end - start) {
                break loop;
              }
              at = start + (int) bytes;
              pc += 2;
              continue loop;
            }
            default -> {}
          }
          if (length > end - start) {
            break loop;
          }
          int bytes = (int) length;
          switch (instruction) {
            case Op.SKIP_SIZED -> pc++;
            case Op.STRING -> {
              string(sink, code[pc + 1], buffer, start, bytes);
              pc += 2;
            }
            default -> {
              region(sink, code[pc + 1], buffer, start, bytes);
              pc += 2;
            }
          }
          at = start + Math.max(bytes, 0);
        }
      }
    }
    in.at = at;
    cursor.pc = pc;
  }

  private static long number(int bits, ByteBuffer buffer, int at) {
    return switch (bits) {
      case Byte.SIZE -> buffer.get(at);
      case Short.SIZE -> buffer.getShort(at);
      default -> buffer.getInt(at);
    };
  }

  private static long length(int op, ByteBuffer buffer, int at, int end) {
    boolean nullable = (op & Op.NULLABLE) != 0;
    if ((op & Op.COMPACT) != 0) {
      return Lengths.compact(buffer, at, end, nullable);
    }
    return (op & Op.WIDE) != 0
        ? Lengths.wide(buffer, at, end, nullable)
        : Lengths.small(buffer, at, end, nullable);
  }

  private static void string(FieldSink sink, int field, ByteBuffer buffer, int at, int length) {
    if (length < 0) {
      sink.onString(field, null, 0, -1, -1);
    } else {
      sink.onString(field, buffer, at, Math.min(length, ProgramCursor.MAX_STRING_BYTES), length);
    }
  }

  private static void region(FieldSink sink, int field, ByteBuffer buffer, int at, int length) {
    int unwanted = Math.max(0, sink.onRegionStart(field, length));
    if (unwanted < length) {
      sink.onRegion(field, buffer, at + unwanted, length - unwanted);
    }
    if (length >= 0) {
      sink.onRegionEnd(field);
    }
  }
}
