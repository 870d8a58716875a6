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
  /** A length that is not whole in the piece or not allowed: negative as no packed length is. */
  private static final long ABNORMAL = Long.MIN_VALUE;

  /** A packed length is the value above this many bits of bytes read. */
  private static final int PACKED_BITS = 3;

  private static final int PACKED_MASK = (1 << PACKED_BITS) - 1;

  /** Set in each byte of a varint but its last. */
  private static final int CONTINUATION_BITS = 0x8080_8080;

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
          if (packed == ABNORMAL) {
            break loop;
          }
          int start = at + (int) (packed & PACKED_MASK);
          long length = packed >> PACKED_BITS;
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

  /**
   * The length or count at {@code at}, −1 for null, packed with the bytes it takes; {@link
   * #ABNORMAL} if it is to be read with more care.
   */
  private static long length(int op, ByteBuffer buffer, int at, int end) {
    long value;
    int bytes;
    if ((op & Op.COMPACT) != 0) {
      long varint = varint(buffer, at, end);
      value = (varint >> PACKED_BITS) - 1;
      bytes = (int) varint & PACKED_MASK;
    } else {
      bytes = (op & Op.WIDE) != 0 ? Integer.BYTES : Short.BYTES;
      if (bytes > end - at) {
        return ABNORMAL;
      }
      value = bytes == Integer.BYTES ? buffer.getInt(at) : buffer.getShort(at);
    }
    boolean normal = value >= 0 || (value == -1 && (op & Op.NULLABLE) != 0);
    return normal ? (value << PACKED_BITS) | bytes : ABNORMAL;
  }

  /**
   * An unsigned varint of up to four bytes, packed; {@link #ABNORMAL} if it is longer or too close
   * to the end. Without a loop, which would cost a branch per byte.
   */
  private static long varint(ByteBuffer buffer, int at, int end) {
    if (at < end) {
      int first = buffer.get(at);
      if (first >= 0) {
        return ((long) first << PACKED_BITS) | 1;
      }
    }
    if (end - at < Integer.BYTES) {
      return ABNORMAL;
    }
    int raw = buffer.getInt(at);
    int lastBytes = ~raw & CONTINUATION_BITS;
    if (lastBytes == 0) {
      return ABNORMAL;
    }
    int bytes = Integer.numberOfLeadingZeros(lastBytes) / Byte.SIZE + 1;
    int value =
        ((raw >>> 24) & 0x7f)
            | (((raw >>> 16) & 0x7f) << 7)
            | (((raw >>> 8) & 0x7f) << 14)
            | ((raw & 0x7f) << 21);
    return ((long) (value & ((1 << (7 * bytes)) - 1)) << PACKED_BITS) | bytes;
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
